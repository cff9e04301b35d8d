import { expect, test } from 'vitest';
import { about, Editor } from './editor.ts';
import { MODEL, VERSIONS } from './fixture.ts';

const RULES = 'transfer/src/rules.ts';
const rule = (from: string) => `export const rules = [{ rename: 'src/model.ts#Session.${from}', to: 'email' }];\n`;

test('a rule in a transfer module settles a rename, as it is typed; one that matches nothing says so', async () => {
  await using editor = await Editor.start(
    { ...VERSIONS, others: { [RULES]: rule('male') } },
    { settings: { past: 'dir:../past', transfer: '../transfer' } },
  );
  await editor.open(RULES);
  await editor.open(MODEL);
  await editor.until(MODEL, (found) => found.find(about('email'))?.code === 'choose');
  const [stale] = await editor.until(RULES, (found) => found.some(({ code }) => code === 'stale'));
  expect(stale!.message).toContain('src/model.ts#Session.male');
  await editor.change(RULES, rule('mail'));
  await editor.until(MODEL, (found) => found.find(about('email'))?.code === 'auto');
  await editor.until(RULES, (found) => found.length === 0);
});

test('a doc tag that matches nothing says so', async () => {
  const model = VERSIONS.future['src/model.ts']!.replace('  email', '  /** @renamedFrom male */\n  email');
  await using editor = await Editor.start({ ...VERSIONS, future: { ...VERSIONS.future, 'src/model.ts': model } });
  await editor.open(MODEL);
  const found = await editor.until(MODEL, (all) => all.some(({ code }) => code === 'stale'));
  expect(found.find(({ code }) => code === 'stale')!.range.start.line).toBe(5);
});
