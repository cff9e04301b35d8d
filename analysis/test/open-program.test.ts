import { InMemoryFileSystemHost } from 'ts-morph';
import { expect, test } from 'vitest';
import { ParsedDeclarations } from '../src/compiler-host.ts';
import { VersionError } from '../src/compiler-settings.ts';
import { diffModels } from '../src/diff-programs.ts';
import { openProgram } from '../src/open-program.ts';
import { openSources } from './support/versions.ts';

const declarations = new ParsedDeclarations();

function open(files: Readonly<Record<string, string>>) {
  const fileSystem = new InMemoryFileSystemHost();
  for (const [path, text] of Object.entries(files)) fileSystem.writeFileSync(`/app/${path}`, text);
  return openProgram({ root: '/app', fileSystem, declarations });
}

const names = (program: ReturnType<typeof open>, entries?: readonly string[]) =>
  program.model(entries ? { entries } : {}).roots.map((root) => root.name);

test('an unsaved buffer hides the file until it is closed', () => {
  const program = openSources({ 'src/app.ts': 'export let a = 1;' });
  const past = program.model();
  program.setText('/app/src/app.ts', 'export let a = 1n;');
  const [root] = diffModels(past, program.model()).roots;
  expect(root).toMatchObject({ change: 'retyped', verdict: 'lossy' });
  program.setText('/app/src/app.ts', undefined);
  expect(diffModels(past, program.model()).roots[0]?.verdict).toBe('same');
});

test('a syntax error is a problem with its place, and the rest is still read', () => {
  const program = openSources({ 'src/app.ts': 'export let a = 1;\nexport let = ;\nexport let b: string;' });
  const model = program.model();
  expect(model.problems[0]).toMatchObject({ position: { file: 'src/app.ts', line: 2 } });
  expect(model.roots.map((root) => root.name)).toContain('src/app.ts#b');
});

test('a type error is no problem of the diff', () => {
  const model = openSources({ 'src/app.ts': 'export let a: number = "x";' }).model();
  expect(model.problems).toEqual([]);
  expect(model.roots).toHaveLength(1);
});

test('positions count from 1 and stand at the name', () => {
  const model = openSources({
    'src/app.ts': 'export interface T {\n  x: number;\n}\nexport let all: T[] = [];',
  }).model();
  expect(model.roots[0]?.position).toEqual({ file: 'src/app.ts', line: 4, column: 12 });
  expect(model.types.get('src/app.ts#T')?.fields[0]?.position).toEqual({ file: 'src/app.ts', line: 2, column: 3 });
});

test('entries limit the roots to modules that they load', () => {
  const sources = {
    'src/main.ts': "import { a } from './a.js';\nexport let main = a;",
    'src/a.ts': 'export let a = 1;',
    'src/b.ts': 'export let b = 1;',
  };
  const program = openSources(sources);
  expect(names(program, ['src/main.ts']).toSorted()).toEqual(['src/a.ts#a', 'src/main.ts#main']);
  expect(names(program)).toHaveLength(3);
  expect(() => names(program, ['src/none.ts'])).toThrow(VersionError);
});

test('a folder with JavaScript only is read without a configuration', () => {
  const program = open({
    'package.json': '{}',
    'app.js':
      'class K { constructor() { this.n = 1; this.m = new Map(); } }\nexport const k = new K();\nexport let hits = 0;',
  });
  const model = program.model();
  expect(model.roots.map((root) => root.name)).toEqual(['app.js#k', 'app.js#hits']);
  expect(model.types.get('app.js#K')?.fields.map((field) => field.name)).toEqual(['n', 'm']);
});

test('TypeScript sources without a configuration are refused with a sentence', () => {
  expect(() => open({ 'package.json': '{}', 'src/app.ts': 'export let a = 1;' })).toThrow(/tsconfig\.json/);
});

test('referenced projects are followed', () => {
  const program = open({
    'tsconfig.json': '{ "files": [], "references": [{ "path": "./lib" }, { "path": "./srv" }] }',
    'lib/tsconfig.json': '{ "compilerOptions": { "composite": true, "types": [] }, "include": ["*.ts"] }',
    'srv/tsconfig.json': '{ "compilerOptions": { "composite": true, "types": [] }, "include": ["*.ts"] }',
    'lib/a.ts': 'export let a = 1;',
    'srv/b.ts': 'export let b = 1;',
  });
  expect(names(program).toSorted()).toEqual(['lib/a.ts#a', 'srv/b.ts#b']);
});

test('a module knows the files that may hold it compiled, and what it declares', () => {
  const program = open({
    'tsconfig.json': '{ "compilerOptions": { "outDir": "dist", "rootDir": "src", "types": [] }, "include": ["src"] }',
    'src/app.ts': 'export class K {}\nexport function f() {}\nnamespace N { export class Inner {} }\nexport let a = 1;',
  });
  expect(program.model().modules[0]).toMatchObject({
    name: 'src/app.ts',
    outputs: ['dist/app.js'],
    classes: ['K', 'N.Inner'],
    functions: ['f'],
  });
});

test('types that nest 500 deep and unions of 10,000 members are judged', () => {
  const nested = (leaf: string) => `${'Array<'.repeat(500)}${leaf}${'>'.repeat(500)}`;
  const words = (count: number) => Array.from({ length: count }, (_, index) => `'w${index}'`).join(' | ');
  const source = (leaf: string, count: number) =>
    `export let deep: ${nested(leaf)} = []; export let wide: ${words(count)} = 'w1';`;
  const past = openSources({ 'src/app.ts': source('number', 10_000) }).model();
  const future = openSources({ 'src/app.ts': source('bigint', 10_001) }).model();
  expect(diffModels(past, future).roots.map((root) => root.verdict)).toEqual(['lossy', 'auto']);
});

test('a class in an export list is exported, one behind another name or a default export is not', () => {
  const { types } = openSources({
    'src/app.ts': `class Box { a = 1 } class Crate { b = 1 } export default class Chest { c = 1 }
      export { Box, Crate as Case };
      export const all = [new Box(), new Crate(), new Chest()];`,
  }).model();
  const exported = [...types.values()].filter((type) => type.exported).map((type) => type.name);
  expect(exported).toEqual(['src/app.ts#Box']);
});

test('packages that are not installed are one problem, a missing file of the program another', () => {
  const { problems } = openSources({
    'src/app.ts': `import { readFile } from 'node:fs/promises';
      import { Pool } from '@scope/pool/client';
      import { Row } from 'rows';
      import { gone } from './gone.js';
      import './style.css';
      export const all = [readFile, Pool, Row, gone];`,
  }).model();
  expect(problems.map(({ message }) => message)).toEqual([
    'The types of @scope/pool, @types/node, rows are not installed; run npm install in /app.',
    'There is no module ./gone.js beside src/app.ts; what is imported from it has no known type.',
  ]);
});
