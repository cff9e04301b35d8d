import { describe } from 'vitest';
import { rule } from '../support/rule.ts';

describe('bindings', () => {
  rule(
    'a var in a block of the top level',
    `
    if (true) {
    - var a = 1;
    + var a = 1n;
    let blockLocal = 2;
    }
    for (var i = 0; i < 2; i++) {}
    try { var caught = new Map<string, number>(); } catch {}
    export function f() { return [a, i, caught]; }`,
    { a: 'lossy', i: 'same', caught: 'same', blockLocal: 'absent' },
  );
  rule(
    'destructured bindings',
    `
    export const { a, b: { c = 5 }, ...rest } = JSON.parse('{}') as { a: Map<string, number>; b: { c?: number }; d: Date };
    export let [first, , ...others]: number[] = [1, 2, 3];`,
    { a: 'same', c: 'same', rest: 'same', first: 'same', others: 'same' },
  );
  rule(
    'a default export',
    `
    export default new Map<string, number>();`,
    { default: 'same' },
  );
  rule(
    'a default export of a name is the binding',
    `
    - const m = new Map<string, number>();
    + const m = new Map<string, bigint>();
    export default m;`,
    { m: 'lossy', default: 'absent' },
  );
  rule(
    'using and await using',
    `
    class H { n = 0; [Symbol.dispose]() {} }
    using h = new H();
    await using g = { async [Symbol.asyncDispose]() {}, m: new Map<string, number>() };
    export const k = 1;`,
    { h: 'same', g: 'same' },
    { past: { lib: ['ESNext'], target: 'ESNext' }, future: { lib: ['ESNext'], target: 'ESNext' } },
  );
  rule(
    'a const with a computed primitive is state, with a fixed one code',
    `
    export const started = Date.now();
    export const id = Math.random().toString();
    export const LIMIT = 5 * 60 * 1000;
    export const NAME = \`a\${LIMIT}\`;
    export const env = process.env.X ?? 'x';
    declare const process: { env: Record<string, string | undefined> };`,
    { started: 'same', id: 'same', LIMIT: 'absent', NAME: 'absent', env: 'same', process: 'absent' },
  );
  rule(
    'deeply readonly as const objects are code',
    `
    export const table = { a: 1, b: ['x', { c: 2 }] } as const;
    export const list = [1, 2, 3] as const;
    export const mut = { a: 1 };
    export const frozen = Object.freeze({ a: 1 });
    export const withMap = { m: new Map<string, number>() } as const;
    export const sat = { a: 1 } as const satisfies Record<string, number>;
    export const sat2 = { a: 1 } satisfies Record<string, number>;`,
    { table: 'absent', list: 'absent', mut: 'same', withMap: 'same', sat: 'absent', sat2: 'same' },
  );
  rule(
    'as const objects of other constants',
    `
    const other = { a: 1 };
    const base = { z: 1 } as const;
    export const x = { other } as const;
    export const y = { ...base, b: 1 } as const;
    export const z = [base, 1n, -1, \`t\`, null, undefined, true] as const;`,
    { x: 'same', y: 'absent', z: 'absent' },
  );
  rule(
    'symbols are code, fields under them state',
    `
    export const key: unique symbol = Symbol('x');
    export const reg = Symbol.for('y');
    export class A { [key] = 1; [reg] = 2; [Symbol.toStringTag] = 'A' }
    - export const a = new A();
    + export const a: A = new A();`,
    { a: 'same', key: 'absent', 'A.[key]': 'same', 'A.[reg]': 'same' },
  );
  rule(
    'a let that holds named functions',
    `
    function one() {} function two() {}
    export let h = one;
    export function sw() { h = two }`,
    { h: 'same' },
  );
  rule(
    'a list and a variable without a type',
    `
    export let x;
    export let arr = [];
    - x = 5;
    + x = 'a';
    arr.push(1);`,
    { x: 'lossy', arr: 'lossy' },
  );
});

describe('properties', () => {
  rule(
    'of a function',
    `
    export function memo(n: number) { return memo.cache.get(n); }
    - memo.cache = new Map<number, string>();
    + memo.cache = new Map<number, bigint>();`,
    { 'memo.cache': 'lossy' },
  );
  rule(
    'of an arrow function',
    `
    export const memo = (n: number) => memo.cache.get(n);
    - memo.cache = new Map<number, number>();
    + memo.cache = new Map<number, bigint>();`,
    { 'memo.cache': 'lossy' },
  );
  rule(
    'of the global object',
    `
    declare global { var registry: Map<string, number>; }
    globalThis.registry = new Map();
    export {};`,
    { 'globalThis.registry': 'same' },
  );
});

describe('statics and namespaces', () => {
  rule(
    'static fields, private and accessor ones included',
    `
    export class C { static count = 0; static #hidden = new Set<string>(); private static readonly all: C[] = []; static { C.count = 1; } static get g() { return 1 } static m() {} static readonly LIMIT = 5; static declare d: number; static accessor acc = 1; static fn = () => 1 }`,
    { 'C.count': 'same', 'C.#hidden': 'same', 'C.all': 'same', 'C.acc': 'same', 'C.g': 'absent', 'C.m': 'absent' },
  );
  rule(
    'of a class and of the one below it',
    `
    class Base { static n = 0; }
    export class Sub extends Base { static override n = 1; static o = 's' }`,
    { 'Base.n': 'same', 'Sub.n': 'same', 'Sub.o': 'same' },
  );
  rule(
    'of a class expression',
    `
    export const K = class { static n = 0; x = 1 };
    export const k = new K();`,
    { 'K.n': 'same', k: 'same' },
  );
  rule(
    'namespaces, merged with a function, a class and an enum',
    `
    export namespace App { export let count = 0; const priv = new Map<string, number>(); export namespace Deep { export const s = new Set<number>(); } export function f() { return priv } }
    export function counter() { return ++counter.total }
    export namespace counter { export let total = 0 }
    class K { }
    namespace K { export const pool: K[] = [] }
    enum E { A }
    namespace E { export let last: E = E.A }`,
    {
      'App.count': 'same',
      'App.priv': 'same',
      'App.Deep.s': 'same',
      'counter.total': 'same',
      'K.pool': 'same',
      'E.last': 'same',
    },
  );
});
