import { describe } from 'vitest';
import { rule } from '../support/rule.ts';

describe('factories that start-up calls', () => {
  rule(
    'several times',
    `
    function counter() { let n = 0; return { inc: () => ++n, get value() { return n } } }
    export const a = counter();
    export const b = counter();`,
    { 'counter.n': 'same' },
  );
  rule(
    'in another module',
    `
    import { counter } from './lib.js';
    export const a = counter();
    // file: src/lib.ts
    export function counter() {
    - let n = 0;
    + let n = 0n;
    return () => { n++; return n } }`,
    { 'src/lib.ts#counter.n': 'lossy' },
  );
  rule(
    'under another name',
    `
    import { make } from './index.js';
    export const c = make();
    // file: src/index.ts
    export { create as make } from './lib.js';
    // file: src/lib.ts
    export function create() { let n = 0; return () => n++ }`,
    { 'src/lib.ts#create.n': 'same' },
  );
  rule(
    'through a namespace import',
    `
    import * as lib from './lib.js';
    export const c = lib.create();
    // file: src/lib.ts
    export function create() { let n = 0; return () => n++ }`,
    { 'src/lib.ts#create.n': 'same' },
  );
  rule(
    'as a default export',
    `
    import create from './make.js';
    export const s = create();
    // file: src/make.ts
    export default function () { let n = 0; return () => n++ }`,
    { 'src/make.ts#default.n': 'same' },
  );
  rule(
    'as an anonymous default export',
    `
    import create from './make.js';
    export const s = create();
    // file: src/make.ts
    export default () => { let n = 0; return () => n++ }`,
    { 'src/make.ts#default.n': 'same' },
  );
  rule(
    'in an object literal',
    `
    const factories = { make: () => { let n = 0; return () => ++n } };
    export const s = factories.make();`,
    { 'make.n': 'same' },
  );
  rule(
    'as a static method',
    `
    class F { static create() { const log: string[] = []; return { add(s: string) { log.push(s) } } } }
    export const s = F.create();`,
    { 'F.create.log': 'same' },
  );
  rule(
    'curried',
    `
    const add = (a: number) => { let calls = 0; return (b: number) => (c: number) => { calls++; return a + b + c } };
    export const add5 = add(5)(6);`,
    { 'add.a': 'same', 'add.calls': 'same', 'add.b': 'same' },
  );
  rule(
    'nested',
    `
    function outer() { let o = 0; function inner() { let i = 0; return () => i++ + o++ } return inner() }
    export const s = outer();`,
    { 'outer.o': 'same', 'outer.inner.i': 'same' },
  );
  rule(
    'only later: no root',
    `
    export function later() { let n = 0; return () => ++n }
    export const h = { go() { return later() } };`,
    { 'later.n': 'absent' },
  );
});

describe('functions that start-up runs', () => {
  rule(
    'at once, bound to a name',
    `
    export const api = (() => { const seen = new Map<string, number>(); let total = 0; const LIMIT = 5; return { add(k: string) { seen.set(k, LIMIT); total++ } } })();`,
    { 'api.seen': 'same', 'api.total': 'same', 'api.LIMIT': 'absent' },
  );
  rule(
    'at once, bound to nothing',
    `
    (function () { let hidden = 0; setInterval(() => { hidden++ }, 10) })();
    declare function setInterval(f: () => void, n: number): unknown;`,
    { 'anonymous.hidden': 'same' },
  );
  rule(
    'asynchronously',
    `
    declare const server: { on(e: string, f: (x: number) => void): void };
    async function main() { const rooms = new Map<string, number>(); let seq = 0; await null; server.on('x', (x) => { rooms.set('a', ++seq) }) }
    main().catch(() => {});`,
    { 'main.rooms': 'same', 'main.seq': 'same' },
  );
  rule(
    'awaited',
    `
    declare const server: { on(e: string, f: (x: number) => void): void };
    export async function init(p: string) { const cache = new Set<string>(); server.on(p, () => cache.add(p)); return cache }
    export const c = await init('x');`,
    { 'init.cache': 'same', 'init.p': 'same', c: 'same' },
  );
  rule(
    'handed to a function of the program',
    `
    function run<T>(f: () => T): T { return f() }
    export const s = run(() => { let n = 0; return () => ++n });`,
    { 's.n': 'same' },
  );
  rule(
    'at once and asynchronously',
    `
    export const ready = (async () => { const m = new Map<string, number>(); globalThis.setTimeout?.(() => m.clear()); return m })();
    declare global { var setTimeout: ((f: () => void) => void) | undefined }`,
    { 'ready.m': 'same' },
  );
  rule(
    'constructors',
    `
    export class Hub { #seq = 0; handlers = new Map<string, () => void>(); next = () => ++this.#seq; constructor(private prefix: string) { let made = 0; this.log = () => { made++; return this.prefix } } log: () => string }
    export const hub = new Hub('a');`,
    { 'Hub.#seq': 'same', 'Hub.prefix': 'same', 'Hub.next': 'same', 'Hub.constructor.made': 'same' },
  );
});

describe('captured variables', () => {
  rule(
    'destructured parameters',
    `
    function make({ size = 3, name }: { size?: number; name: string }, ...rest: string[]) { return () => [size, name, rest] }
    export const m = make({ name: 'a' });`,
    { 'make.size': 'same', 'make.name': 'same', 'make.rest': 'same' },
  );
  rule(
    'destructured variables',
    `
    function make() { const { a, b } = { a: new Map<string, number>(), b: 2 }; const [c] = [new Set<number>()]; return () => [a, b, c] }
    export const m = make();`,
    { 'make.a': 'same', 'make.c': 'same' },
  );
  rule(
    'of loops',
    `
    const fns: (() => number)[] = [];
    function setup() { for (let i = 0; i < 3; i++) fns.push(() => i); for (const k of [1, 2]) fns.push(() => k) }
    setup();`,
    { 'setup.i': 'same', 'setup.k': 'same' },
  );
  rule(
    'fixed primitives are code',
    `
    function make(id: number) { const label = 'x' + id; const fixed = 'abc'; return () => label + fixed }
    export const m = make(1);`,
    { 'make.label': 'same', 'make.fixed': 'absent' },
  );
  rule(
    'named in types only',
    `
    function make() { const o = { a: 1 }; type T = typeof o; return (x: unknown) => x as typeof o }
    export const m = make();`,
    { 'make.o': 'absent' },
  );
  rule(
    'of a block of the module',
    `
    let next: () => number;
    {
    - let n = 0;
    + let n = 0n;
    next = () => Number(n++);
    }
    export { next };`,
    { next: 'same', n: 'lossy' },
  );
  rule(
    'of a static block',
    `
    export class C { static n: () => number; static { let hidden = 0; C.n = () => ++hidden; } }`,
    { 'C.hidden': 'same' },
  );
  rule(
    'of a loop of the module',
    `
    declare const app: { on(n: string, f: () => void): void };
    for (const name of ['a', 'b']) app.on(name, () => { log(name) });
    function log(n: string) {}`,
    { name: 'same' },
  );
  rule(
    'of functions that share a name',
    `
    const a = { make() { let n = 0; return () => ++n } };
    const b = { make() { let n = 'x'; return () => (n += 'y') } };
    export const x = a.make(); export const y = b.make();`,
    { 'make.n': 'same', 'make.n (2)': 'same' },
  );
  rule(
    'of blocks that share a name',
    `
    let f: () => number;
    if (Math.random() > 2) { let seen = new Map<string, number>(); f = () => seen.size } else { const seen = new Set<number>(); f = () => seen.size }`,
    { seen: 'same', 'seen (2)': 'same' },
  );
});
