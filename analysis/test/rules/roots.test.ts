import { describe } from 'vitest';
import { rule } from '../support/rule.ts';

describe('what is a root', () => {
  rule(
    'code is not',
    `
    export const A = 5, B = -1, C = 'x', D = 60 * 1000, E = true, F = \`t\`, G = null, H = A * 2;
    export const f = () => 1; export const K = class {}; export const alias = f;
    export const table = { a: 1, b: ['x', { c: 2 }] } as const;
    export const pattern = /x/;
    enum Color { Red } export const red = Color.Red;`,
    {
      A: 'absent',
      B: 'absent',
      C: 'absent',
      D: 'absent',
      E: 'absent',
      F: 'absent',
      G: 'absent',
      H: 'absent',
      f: 'absent',
      K: 'absent',
      alias: 'absent',
      table: 'absent',
      pattern: 'absent',
      red: 'absent',
    },
  );
  rule(
    'state is',
    `
    export const started = Date.now(); export const list = [1]; export const o = { a: 1 };
    export const frozen = { m: new Map<string, number>() } as const; export const sticky = /x/g;
    export let text = 'x'; export class K { static count = 0; static #hidden = 0; }
    export default { a: 1 };`,
    {
      started: 'same',
      list: 'same',
      o: 'same',
      frozen: 'same',
      sticky: 'same',
      text: 'same',
      'K.count': 'same',
      'K.#hidden': 'same',
      default: 'same',
    },
  );
  rule(
    'destructured bindings are',
    'const make = () => ({ a: new Map<string, number>(), b: [1] });\nexport const { a, b: c } = make();',
    {
      a: 'same',
      c: 'same',
    },
  );
  rule('a computed constant that becomes a literal leaves', '- export const t = Date.now();\n+ export const t = 5;', {
    '-t': 'lossy',
  });
});

describe('added and removed', () => {
  rule('let of T | undefined', '+ export let a: Date | undefined;', { a: 'auto' });
  rule('let without a value', '+ export let a: Date;', { a: 'manual' });
  rule('let that start-up assigns', '+ export let a: Date;\n+ a = new Date();', { a: 'auto' });
  rule('const', '+ export const a = new Map<string, number>();', { a: 'auto' });
});

describe('renamed and moved', () => {
  rule('inside its module, same type', '- export let ab = new Date();\n+ export let xy = new Date();', {
    '-ab': 'choose',
    xy: 'choose',
  });
  rule('inside its module, another type and name', '- export let ab = new Date();\n+ export let xy = [1];', {
    '-ab': 'lossy',
    xy: 'auto',
  });
  rule('declared', '- export let ab = new Date();\n+ /** @renamedFrom ab */\n+ export let xy = new Date();', {
    xy: 'auto',
    '-ab': 'absent',
  });
  rule('into a static field', '- export let hits = 0;\n- export class K {}\n+ export class K { static hits = 0; }', {
    '-hits': 'choose',
    'K.hits': 'choose',
  });
  rule(
    'to another file, another name',
    `
    - export let hits = new Date();
    export const x = 1;
    + // file: src/b.ts
    + export let visits = new Date();`,
    { '-hits': 'lossy', 'src/b.ts#visits': 'auto' },
  );
  rule(
    'declared as moved',
    `
    - export let hits = 0;
    export const x = 1;
    // file: src/b.ts
    export const y = 2;
    + /** @movedFrom src/app.ts#hits */
    + export let hits = 0;`,
    { 'src/b.ts#hits': 'auto', '-hits': 'absent' },
  );
  rule(
    'two modules with the same names are not mixed up',
    `
    - export let hits = 0;
    + export let hits = 0n;
    // file: src/b.ts
    export let hits = 0;`,
    { hits: 'lossy', 'src/b.ts#hits': 'same' },
  );
});

describe('judged by what they reach', () => {
  rule(
    'one root of two',
    `
    export interface A {
    - x: number;
    + x: bigint;
    }
    export interface B { y: number }
    export const as: A[] = []; export const bs: B[] = [];`,
    { as: 'lossy', bs: 'same' },
  );
  rule('const to let', '- export const a = [1];\n+ export let a = [1];', { a: 'same' });
  rule('a root retyped', '- export let a = [1];\n+ export let a = new Set([1]);', { a: 'lossy' });
});

describe('strictness', () => {
  const source = 'export interface T { x: string; y?: number }\nexport const all: T[] = [];';
  rule('strictNullChecks off widens', source, { 'T.x': 'auto' }, { future: { strictNullChecks: false } });
  rule(
    'strictNullChecks on narrows',
    source,
    { 'T.x': 'lossy', 'T.y': 'lossy' },
    { past: { strictNullChecks: false } },
  );
  rule(
    'both off',
    source,
    { 'T.x': 'same', all: 'same' },
    { past: { strictNullChecks: false }, future: { strictNullChecks: false } },
  );
  rule(
    'exactOptionalPropertyTypes on narrows',
    source,
    { 'T.y': 'lossy', 'T.x': 'same' },
    { future: { exactOptionalPropertyTypes: true } },
  );
  rule(
    'exactOptionalPropertyTypes off widens',
    source,
    { 'T.y': 'auto' },
    { past: { exactOptionalPropertyTypes: true } },
  );
  rule(
    'exact optional to required',
    'export interface T {\n- y?: number;\n+ y: number;\n}\nexport const all: T[] = [];',
    { 'T.y': 'lossy' },
    {
      past: { exactOptionalPropertyTypes: true },
      future: { exactOptionalPropertyTypes: true },
    },
  );
});
