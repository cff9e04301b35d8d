import { describe } from 'vitest';
import { rule } from '../support/rule.ts';

describe('state-or-code', () => {
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

describe('root-added', () => {
  rule('let of T | undefined', '+ export let a: Date | undefined;', { a: 'auto' });
  rule('let that start-up assigns', '+ export let a: Date;\n+ a = new Date();', { a: 'auto' });
  rule('const', '+ export const a = new Map<string, number>();', { a: 'auto' });
  rule(
    'static that a static block or the module assigns',
    `
    export class C { static n = 0;
    + static a: Set<string>; static #b: number; static { C.a = new Set(); this.#b = C.n; }
    + static c: Set<string>; static d: Set<string>;
    }
    + C.c = new Set();`,
    { 'C.a': 'auto', 'C.#b': 'auto', 'C.c': 'auto', 'C.d': 'manual' },
  );
  rule(
    'a new type with nothing but common names',
    `
    - export interface Log { id: string; text: string }
    - export const logs: Log[] = [];
    + export interface Room { id: string; guests: string[] }
    + export const rooms = new Map<string, Room>();`,
    { '-logs': 'lossy', rooms: 'auto' },
  );
});

describe('root-added-empty', () => {
  rule('let without a value', '+ export let a: Date;', { a: 'manual' });
});

describe('root-removed', () => {
  rule('with nothing like it', '- export let gone = new Date();\nexport const x = [1];', {
    '-gone': 'lossy',
    x: 'same',
  });
});

describe('root-renamed', () => {
  rule('inside its module, same type', '- export let ab = new Date();\n+ export let xy = new Date();', {
    '-ab': 'choose',
    xy: 'choose',
  });
  rule('inside its module, another type and name', '- export let ab = new Date();\n+ export let xy = [1];', {
    '-ab': 'lossy',
    xy: 'auto',
  });
});

describe('root-moved', () => {
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
    'two modules with the same names are not mixed up',
    `
    - export let hits = 0;
    + export let hits = 0n;
    // file: src/b.ts
    export let hits = 0;`,
    { hits: 'lossy', 'src/b.ts#hits': 'same' },
  );
});

describe('root-renamed-declared', () => {
  rule('declared', '- export let ab = new Date();\n+ /** @renamedFrom ab */\n+ export let xy = new Date();', {
    xy: 'auto',
    '-ab': 'absent',
  });
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
});

describe('module-renamed', () => {
  rule(
    'with all that it declares',
    `
    import './other.js';
    - // file: src/old.ts
    + // file: src/fresh.ts
    export class A { x = 1; static made = 0 }
    export const all: A[] = [];
    export const more = new Map<string, A>();`,
    { 'src/fresh.ts#all': 'auto', 'src/fresh.ts#more': 'auto', 'src/fresh.ts#A.made': 'auto' },
  );
});

describe('root-retyped', () => {
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
