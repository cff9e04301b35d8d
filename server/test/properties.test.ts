import { join } from 'node:path';
import { hashOf, type PropertyResult, writePropertyResults } from '@timeferry/project/property-results';
import { afterEach, expect, test, vi } from 'vitest';
import { CodeLensRefreshRequest, CodeLensRequest } from 'vscode-languageserver-protocol/node';
import { Editor, marked } from './editor.ts';
import { VERSIONS } from './fixture.ts';

const FILE = 'transfer/src/model.ts';
const MODULE = `import type { Mapper } from '../ferry.js';

export const session = {
  type: 'src/model.ts#Session',
  law: 'lossy-forward',
  forward(past, future) {
    future.expires = BigInt(past.expires);
  },
  backward() {},
} satisfies Mapper<Past, Future>;
`;
const BROKEN: PropertyResult = {
  target: 'src/model.ts#Session',
  for: 'type',
  law: 'lossy-forward',
  file: 'src/model.ts',
  export: 'session',
  line: 3,
  hash: hashOf(MODULE),
  outcome: 'broken',
  runs: 12,
  seed: 1,
  counterexample: {
    text: 'past      { expires: 0.5 }',
    message: '.expires: RangeError',
    direction: 'forward',
    path: 'value.expires',
    line: 7,
    column: 5,
  },
  why: null,
};
const HOLDS: PropertyResult = { ...BROKEN, outcome: 'holds', runs: 200, counterexample: null };

afterEach(() => {
  vi.unstubAllEnvs();
});

/** Does what `timeferry check --properties` does at its end. */
function check(editor: Editor, result: PropertyResult): void {
  vi.stubEnv('XDG_CACHE_HOME', join(editor.folder, '.cache'));
  const versions = { past: 'dir:../past', future: 'dir:.', seed: 1, runs: 100 };
  const results = { schema: 1, at: new Date().toISOString(), ...versions, mappers: [result] } as const;
  writePropertyResults(join(editor.folder, 'transfer'), results);
}

async function lenses(editor: Editor): Promise<string[]> {
  const found = await editor.connection.sendRequest(CodeLensRequest.type, { textDocument: { uri: editor.uri(FILE) } });
  return found!.filter(({ range }) => range.start.line === 2).map(({ command }) => command!.title);
}

function start(): Promise<Editor> {
  const settings = { past: 'dir:../past', transfer: '../transfer' };
  const capabilities = { workspace: { codeLens: { refreshSupport: true } } };
  return Editor.start({ ...VERSIONS, others: { [FILE]: MODULE } }, { settings, capabilities });
}

test('the value that broke a mapper is shown at its statement, until the module is edited', async () => {
  await using editor = await start();
  check(editor, BROKEN);
  await editor.open(FILE);
  const [mark] = await editor.until(FILE, (found) => found.length > 0);
  expect([marked(MODULE, mark!), mark!.code]).toEqual(['future.expires = BigInt(past.expires);', 'property']);
  expect(mark!.message).toBe(
    'Not every value comes back by this mapper (lossy-forward): .expires: RangeError\npast      { expires: 0.5 }',
  );
  expect(await lenses(editor)).toContain('broken by a value: .expires: RangeError');
  await editor.change(FILE, MODULE.replace('BigInt(', 'BigInt(+'));
  await editor.until(FILE, (found) => found.length === 0);
  expect(await lenses(editor)).toContain('broken by a value: .expires: RangeError (before the last edit)');
});

test('a later check replaces what an earlier one found, while the module is open', async () => {
  await using editor = await start();
  const refreshed = new Promise<void>((resolve) => {
    editor.connection.onRequest(CodeLensRefreshRequest.type, () => resolve());
  });
  await editor.open(FILE);
  expect((await lenses(editor)).join()).not.toContain('passed');
  check(editor, BROKEN);
  await editor.until(FILE, (found) => found.length > 0);
  check(editor, HOLDS);
  await editor.until(FILE, (found) => found.length === 0);
  expect(await lenses(editor)).toContain('200 arbitrary values passed (lossy-forward)');
  await refreshed;
});

test('what nobody could prove is said with the reason', async () => {
  await using editor = await start();
  check(editor, { ...HOLDS, outcome: 'unproved', why: 'no value of its type can be made' });
  await editor.open(FILE);
  expect(await lenses(editor)).toContain('unproved: no value of its type can be made');
});
