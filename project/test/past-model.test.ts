import { readdirSync, readFileSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { ParsedDeclarations } from '@timeferry/analysis/compiler-host';
import type { StateModel } from '@timeferry/analysis/state-model';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { cachedModel, storeModel } from '../src/model-cache.ts';
import { pastModelSteps } from '../src/past-model.ts';
import { recordedFiles } from '../src/recorded-files.ts';
import { temporaryFolder, writeFiles } from './temporary.ts';

const TSCONFIG = JSON.stringify({ compilerOptions: { module: 'NodeNext', strict: true, types: [] }, include: ['src'] });
const FILES = {
  'package.json': '{ "name": "program", "type": "module" }',
  'tsconfig.json': TSCONFIG,
  'src/app.ts': `import type { Box } from 'boxes';\nexport const boxes = new Map<string, Box>();\n`,
  'src/other.ts': 'export const count = { now: 0 };\n',
  'node_modules/boxes/package.json': '{ "name": "boxes", "version": "1.0.0", "types": "index.d.ts" }',
  'node_modules/boxes/index.d.ts': 'export interface Box { size: number }\n',
};

beforeEach(() => {
  vi.stubEnv('XDG_CACHE_HOME', temporaryFolder());
});
afterEach(() => {
  vi.unstubAllEnvs();
});

/** Reads a version in a folder; `steps` is 0 where nothing was analysed. */
function read(root: string, entries?: readonly string[]): { readonly model: StateModel; readonly steps: number } {
  const options = entries ? { entries } : {};
  const reading = pastModelSteps({ spec: `dir:${root}`, root }, options, new ParsedDeclarations());
  for (let steps = 0; ; steps += 1) {
    const { done, value } = reading.next();
    if (done) return { model: value, steps };
  }
}

const fieldsOf = ({ types }: StateModel) =>
  [...types.values()].flatMap(({ fields }) => fields.map(({ name, typeText }) => `${name}: ${typeText}`)).sort();

/** The one file of the cache. */
function cacheFile(): string {
  const folder = join(process.env['XDG_CACHE_HOME']!, 'timeferry/models');
  const [name, ...others] = readdirSync(folder);
  expect(others).toEqual([]);
  return join(folder, name!);
}

test('a version that was read before is not analysed again', () => {
  const root = temporaryFolder(FILES);
  const first = read(root);
  expect(first.steps).toBeGreaterThan(0);
  expect(fieldsOf(first.model)).toEqual(['now: number', 'size: number']);
  const second = read(root);
  expect(second).toEqual({ model: first.model, steps: 0 });
  expect(second.model.types).toBeInstanceOf(Map);
  expect(second.model.callables).toBeInstanceOf(Set);
});

test.each<[what: string, change: Record<string, string>, fields: readonly string[]]>([
  [
    'a source, to one of the same length',
    { 'src/other.ts': 'export const count = { not: 0 };\n' },
    ['not: number', 'size: number'],
  ],
  ['a new source', { 'src/new.ts': 'export const more = { a: "" };\n' }, ['a: string', 'now: number', 'size: number']],
  [
    'a declaration of a dependency',
    { 'node_modules/boxes/index.d.ts': 'export interface Box { size: bigint }\n' },
    ['now: number', 'size: bigint'],
  ],
  [
    'the entry of a dependency',
    {
      'node_modules/boxes/package.json': '{ "name": "boxes", "version": "1.0.1", "types": "next.d.ts" }',
      'node_modules/boxes/next.d.ts': 'export interface Box { length: number }\n',
    },
    ['length: number', 'now: number'],
  ],
  ['the configuration', { 'tsconfig.json': TSCONFIG.replace('"src"', '"src/other.ts"') }, ['now: number']],
])('a change is noticed: %s', (_what, change, fields) => {
  const root = temporaryFolder(FILES);
  read(root);
  writeFiles(root, change);
  const { model, steps } = read(root);
  expect(steps).toBeGreaterThan(0);
  expect(fieldsOf(model)).toEqual(fields);
  expect(read(root).steps).toBe(0);
});

test('a file with another time and the same text is no change', () => {
  const root = temporaryFolder(FILES);
  const past = new Date(Date.now() - 60_000);
  for (const file of Object.keys(FILES)) utimesSync(join(root, file), past, past);
  read(root);
  utimesSync(join(root, 'src/app.ts'), new Date(), new Date());
  expect(read(root).steps).toBe(0);
});

test('a file that is missed and comes is a change', () => {
  const { 'node_modules/boxes/index.d.ts': declarations, ...rest } = FILES;
  const root = temporaryFolder(rest);
  expect(fieldsOf(read(root).model)).toEqual(['now: number']);
  writeFiles(root, { 'node_modules/boxes/index.d.ts': declarations });
  expect(fieldsOf(read(root).model)).toEqual(['now: number', 'size: number']);
});

test('what limits the roots is told apart', () => {
  const root = temporaryFolder(FILES);
  read(root);
  expect(fieldsOf(read(root, ['src/other.ts']).model)).toEqual(['now: number']);
  expect(fieldsOf(read(root).model)).toEqual(['now: number', 'size: number']);
});

test.each<[what: string, damage: (whole: Buffer) => Buffer | string]>([
  ['truncated', (whole) => whole.subarray(0, whole.length - 10)],
  ['empty', () => ''],
  ['corrupt', (whole) => Buffer.from(whole).fill(7, whole.length >> 1, (whole.length >> 1) + 4)],
  ['foreign', () => '{ "model": {} }\n'],
  ['of another form', (whole) => Buffer.concat([Buffer.from('timeferry model 0\n'), whole.subarray(18)])],
])('a cache file that is %s is ignored and made anew', (_what, damage) => {
  const root = temporaryFolder(FILES);
  const { model } = read(root);
  const file = cacheFile();
  writeFileSync(file, damage(readFileSync(file)));
  const again = read(root);
  expect(again.steps).toBeGreaterThan(0);
  expect(again.model).toEqual(model);
  expect(read(root)).toEqual({ model, steps: 0 });
});

test('TIMEFERRY_CACHE=off neither reads nor writes', () => {
  const root = temporaryFolder(FILES);
  read(root);
  const { mtimeMs } = statSync(cacheFile());
  vi.stubEnv('TIMEFERRY_CACHE', 'off');
  expect(read(root).steps).toBeGreaterThan(0);
  expect(statSync(cacheFile()).mtimeMs).toBe(mtimeMs);
});

test('a cache that cannot be written is no obstacle', () => {
  const root = temporaryFolder(FILES);
  vi.stubEnv('XDG_CACHE_HOME', join(root, 'package.json'));
  expect(fieldsOf(read(root).model)).toEqual(['now: number', 'size: number']);
});

test('what was not used for longest goes first', async () => {
  const { model } = read(temporaryFolder(FILES));
  vi.stubEnv('XDG_CACHE_HOME', temporaryFolder());
  const entry = { consulted: recordedFiles().consulted, model };
  const [first, ...others] = ['/a', '/b', '/c', '/d'].map((root) => ({ root }));
  storeModel(first!, entry);
  const mostBytes = 2.5 * statSync(cacheFile()).size;
  for (const key of others) {
    await setTimeout(20);
    storeModel(key, entry, mostBytes);
    await setTimeout(20);
    // To ask for the first one is to use it.
    cachedModel(first!);
  }
  expect([first!, ...others].map((key) => cachedModel(key) !== null)).toEqual([true, false, false, true]);
});
