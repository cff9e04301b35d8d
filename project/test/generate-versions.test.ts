import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { checkVersions } from '../src/check-versions.ts';
import { generateVersions } from '../src/generate-versions.ts';
import { twoVersions } from './versions.ts';

const ROOTS = 'const all = new Map<string, Item>();\nexport const put = (item: Item) => all.set("x", item);\n';
const PAST = `export interface Item { cents: number }\n${ROOTS}`;
const FUTURE = `export interface Item { cents: bigint; label: string }\n${ROOTS}`;

test('writes a module with a stub, which check refuses until it is written', () => {
  const { folder, project } = twoVersions(PAST, FUTURE, { out: 'transfer' });
  expect(generateVersions(project)).toMatchObject({
    folder: join(folder, 'transfer'),
    written: expect.arrayContaining(['src/app.ts', 'ferry.ts', 'tsconfig.json']),
  });
  const before = checkVersions(project);
  expect(before.open).toMatchObject([{ name: 'src/app.ts#Item.label', verdict: 'manual', version: 'future' }]);
  expect(before.problems).toMatchObject([{ file: 'src/app.ts' }]);

  const module = join(folder, 'transfer/src/app.ts');
  writeFileSync(module, readFileSync(module, 'utf8').replace('TODO_label', 'String(past.cents)'));
  expect(checkVersions(project)).toMatchObject({ open: [], problems: [] });
});

test('run again, it keeps what a person wrote and writes nothing', () => {
  const { folder, project } = twoVersions(PAST, FUTURE, { out: 'transfer' });
  generateVersions(project);
  const module = join(folder, 'transfer/src/app.ts');
  const text = readFileSync(module, 'utf8').replace('TODO_label', `'by hand'`);
  writeFileSync(module, text);
  expect(generateVersions(project).written).toEqual([]);
  expect(readFileSync(module, 'utf8')).toBe(text);
});

test('what a standing decision settles gets no stub', () => {
  const decisions = ['mail', 'email'].map((name) => ({ state: `src/app.ts#Item.${name}`, reason: 'It starts empty.' }));
  const source = (field: string) => `export interface Item { cents: number; ${field} }\n${ROOTS}`;
  const { project } = twoVersions(source('mail: Date'), source('email: Date; label: string'), {
    out: 'transfer',
    decisions,
  });
  const { folder } = generateVersions(project);
  const text = readFileSync(join(folder, 'src/app.ts'), 'utf8');
  // A manual piece needs its mapper all the same.
  expect(text.match(/TODO_\w+/g)).toEqual(['TODO_label']);
});

test('a source that cannot be read whole is refused, with its place', () => {
  const { project } = twoVersions(PAST, `${FUTURE}export interface Broken { id string }\n`, { out: 'transfer' });
  expect(() => generateVersions(project)).toThrow(/future\/src\/app\.ts:4:\d+: /);
});
