import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

interface Grammar {
  readonly scopeName: string;
  readonly repository: Record<string, { readonly match: string; readonly captures: Record<string, { name: string }> }>;
}

const read = (path: string) => JSON.parse(readFileSync(new URL(path, new URL('../../', import.meta.url)), 'utf8'));
const grammar = read('syntaxes/doc-tags.tmLanguage.json') as Grammar;

test.each([
  ['rename', ' * @renamedFrom mail', ['@renamedFrom', 'mail']],
  ['rename', '/** @renamedFrom #secret */', ['@renamedFrom', '#secret']],
  ['rename', ' * @renamedFromage mail', null],
  ['move', ' * @movedFrom src/old.ts#Session', ['@movedFrom', 'src/old.ts', '#', 'Session']],
  ['move', ' * @movedFrom ../lib/old.ts', ['@movedFrom', '../lib/old.ts']],
  ['transient', ' * @transient rebuilt at start-up', ['@transient']],
])('%s in %j', (rule, comment, parts) => {
  const { match, captures } = grammar.repository[rule]!;
  const found = new RegExp(match, 'u').exec(comment);
  expect(found?.slice(1).filter((part) => part !== undefined) ?? null).toEqual(parts);
  for (const group of Object.values(captures)) expect(group.name).toMatch(/timeferry/);
});

test('the manifest contributes what is there', () => {
  const { contributes } = read('package.json') as {
    contributes: {
      grammars: { scopeName: string; path: string; injectTo: string[] }[];
      commands: { command: string }[];
      debuggers: { type: string; variables: Record<string, string> }[];
    };
  };
  expect(contributes.grammars).toEqual([
    expect.objectContaining({
      scopeName: grammar.scopeName,
      injectTo: expect.arrayContaining(['source.ts', 'source.tsx']),
    }),
  ]);
  const registered = readFileSync(new URL('../src/commands.ts', import.meta.url), 'utf8');
  const wanted = [
    ...contributes.commands.map(({ command }) => command),
    ...Object.values(contributes.debuggers[0]!.variables),
  ];
  for (const command of wanted) expect(registered).toContain(`registerCommand('${command}'`);
});
