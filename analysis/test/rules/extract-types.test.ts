import { describe } from 'vitest';
import { rule } from '../support/rule.ts';

describe('generics', () => {
  rule(
    'an instantiation that changes inside, and one that does not',
    `
    export class Box<T, M = Date> { constructor(public value: T, public meta?: M) {} }
    - export interface Item { a: string }
    + export interface Item { a: string; b: number }
    export const n = new Box<number>(1);
    export const i = new Map<string, Box<Item>>();`,
    { n: 'same', i: 'manual', 'Box<number, Date>.value': 'same' },
  );
  rule(
    'another default',
    `
    - export class Box<M = number> { constructor(public meta: M) {} }
    + export class Box<M = string> { constructor(public meta: M) {} }
    export const all: Box[] = [];`,
    { all: 'lossy' },
  );
  rule(
    'a parameter added',
    `
    - export class Box<T> { constructor(public v: T) {} }
    + export class Box<T, M = string> { meta?: M; constructor(public v: T) {} }
    export const all: Box<number>[] = [];`,
    { all: 'auto' },
  );
  rule(
    'mixins',
    `
    type Ctor<T = {}> = new (...args: any[]) => T;
    - function Timed<B extends Ctor>(Base: B) { return class Timed extends Base { at = 0 } }
    + function Timed<B extends Ctor>(Base: B) { return class Timed extends Base { at = 0n } }
    class Plain { name = '' }
    export class User extends Timed(Plain) { age = 1 }
    export const u: User[] = [];`,
    { 'User.at': 'lossy', 'User.name': 'same', 'User.age': 'same' },
  );
  rule(
    'fields of a generic base class',
    `
    class Repo<T> { items: T[] = []; byId = new Map<string, T>() }
    interface User { id: string; 
    - n: number
    + n: bigint
    }
    class Users extends Repo<User> { extra = 1 }
    export const users = new Users();`,
    { 'Users.items': 'same', 'User.n': 'lossy' },
  );
  rule(
    'an interface that extends two',
    `
    interface A<T> { a: T } interface B { b: string }
    - export interface C extends A<number>, B { c: Date }
    + export interface C extends A<string>, B { c: Date }
    export const all: C[] = [];`,
    { 'C.a': 'lossy', 'C.b': 'same' },
  );
});

describe('computed types', () => {
  rule(
    'mapped, with other keys',
    `
    interface Src { a: number; b: string }
    - export type G = { [K in keyof Src as \`get_\${K}\`]: Src[K] };
    + export type G = { [K in keyof Src as \`get_\${K}\`]: Src[K] | null };
    export const g: G[] = [];`,
    { 'G.get_a': 'auto', 'G.get_b': 'auto' },
  );
  rule(
    'mapped, without ? and readonly',
    `
    interface Src { readonly a?: number; readonly b?: string }
    - export type G = { [K in keyof Src]: Src[K] };
    + export type G = { -readonly [K in keyof Src]-?: Src[K] };
    export const g: G[] = [];`,
    { 'G.a': 'lossy', 'G.b': 'lossy' },
  );
  rule(
    'conditional, with infer',
    `
    type El<T> = T extends (infer U)[] ? U : T extends Promise<infer P> ? P : never;
    - export interface T { x: El<number[]>; y: El<Promise<string>> }
    + export interface T { x: El<bigint[]>; y: El<Promise<string>> }
    export const all: T[] = [];`,
    { 'T.x': 'lossy', 'T.y': 'same' },
  );
  rule(
    'helpers of the language',
    `
    interface U { a: number; b: string; c?: Date }
    - export interface T { p: Partial<U>; o: Omit<U, 'a'>; r: Required<U>; rec: Record<'x' | 'y', number> }
    + export interface T { p: Partial<U>; o: Omit<U, 'b'>; r: Required<U>; rec: Record<'x' | 'y' | 'z', number> }
    export const all: T[] = [];`,
    { 'T.p': 'same', 'T.r': 'same', 'T.o': 'choose', 'T.rec': 'manual' },
  );
  rule(
    'what a function returns',
    `
    async function load() { return { 
    - n: 1
    + n: 1n
    } }
    export const cache = new Map<string, Awaited<ReturnType<typeof load>>>();`,
    { cache: 'lossy' },
  );
  rule(
    'the keys and values of a constant',
    `
    const LEVELS = { a: 1, 
    + c: 3,
    b: 2 } as const;
    export interface T { l: keyof typeof LEVELS; v: (typeof LEVELS)[keyof typeof LEVELS] }
    export const all: T[] = [];`,
    { 'T.l': 'auto', 'T.v': 'auto' },
  );
  rule(
    'recursive',
    `
    export type Tree = { kids: Tree[]; v: number };
    - export interface Node2 { next: Node2 | null; v: number }
    + export interface Node2 { next: Node2 | null; v: bigint }
    export type Json = string | number | boolean | null | Json[] | { [k: string]: Json };
    export const t: Tree = { kids: [], v: 1 };
    export const n: Node2[] = [];
    export const j: Json[] = [];`,
    { t: 'same', n: 'lossy', j: 'same' },
  );
  rule(
    'recursive and changed',
    `
    - export type Arr = (number | Arr)[];
    + export type Arr = (string | Arr)[];
    - export type Nest = { v: number } & { sub?: Record<string, Nest> };
    + export type Nest = { v: bigint } & { sub?: Record<string, Nest> };
    export const n: Nest[] = [];
    export const a: Arr = [];`,
    { n: 'lossy', a: 'manual' },
  );
});

describe('merged declarations', () => {
  rule(
    'interfaces',
    `
    export interface M { a: number }
    - export interface M { b: string }
    + export interface M { b: string; c?: Date }
    export const all: M[] = [];`,
    { 'M.c': 'auto' },
  );
  rule(
    'a module is augmented',
    `
    import type { Session } from './lib.js';
    declare module './lib.js' {
    - interface Session { extra?: number }
    + interface Session { extra?: bigint }
    }
    export const all: Session[] = [];
    // file: src/lib.ts
    export interface Session { id: string }`,
    { 'src/lib.ts#Session.extra': 'lossy' },
  );
  rule(
    'the global scope is augmented',
    `
    declare global { 
    - interface AppGlobals { a: number }
    + interface AppGlobals { a: bigint }
    }
    export const g: AppGlobals[] = [];`,
    { g: 'lossy' },
  );
});

describe('fields', () => {
  rule(
    'declared again, overridden, accessor',
    `
    class Base { x: number | string = 1; y = 'a'; z?: Date }
    class Sub extends Base { declare x: number; override y = 'b' as 'a' | 'b'; accessor acc = 1; get z2() { return 1 } }
    - export const s = new Sub();
    + export const s: Sub = new Sub();`,
    { 'Sub.x': 'same', 'Sub.acc': 'same', 'Sub.z': 'same', 'Sub.z2': 'absent' },
  );
  rule(
    'parameter properties',
    `
    - export class C { constructor(private readonly a: number, public b = 2) {} }
    + export class C { constructor(private readonly a: bigint, public b = 2, protected c = new Map<string, number>()) {} }
    export const c: C[] = [];`,
    { 'C.a': 'lossy', 'C.b': 'same', 'C.c': 'auto' },
  );
  rule(
    'computed keys go by what they are',
    `
    const K = 'name' as const;
    export const sym: unique symbol = Symbol();
    - export interface T { [K]: string; [sym]: number; ['lit']: Date; 0: string }
    + export interface T { [K]: string; [sym]: bigint; ['lit']: Date; 0: string }
    export const all: T[] = [];`,
    { 'T.[sym]': 'manual', 'T.name': 'same', 'T.lit': 'same', 'T.0': 'same' },
  );
  rule(
    'a constant that is a key is renamed',
    `
    - const K = 'name';
    + const KEY = 'name';
    - export class T { [K] = ''; }
    + export class T { [KEY] = ''; }
    export const all: T[] = [];`,
    { all: 'same' },
  );
  rule(
    'literals that only a modifier makes',
    `
    - export class C { readonly a = 5; b = 'x' as const; c: 1 | 2 = 1 }
    + export class C { a = 5; b = 'x' as const; c: 1 | 2 | 3 = 1 }
    export const c = new C();`,
    { 'C.a': 'same', 'C.c': 'auto' },
  );
  rule(
    'index signature beside named fields',
    `
    - export interface T { known: string; [k: string]: string | number }
    + export interface T { known: string; [k: string]: string | bigint }
    export const all: T[] = [];`,
    { all: 'lossy' },
  );
  rule(
    'a class that holds itself',
    `
    export class Self { me: Self = this; map = new Map<Self, Self>(); 
    - n = 0
    + n = 0n
    }
    export const s = new Self();`,
    { 'Self.me': 'same', 'Self.n': 'lossy' },
  );
  rule(
    'below built-in containers',
    `
    class M extends Map<string, number> { hits = 0 } class L extends Array<string> { x = 1 }
    - class E extends Error { code = 1 }
    + class E extends Error { code = 1n }
    export const m = new M(); export const l = new L(); export const e: E[] = [];`,
    { m: 'same', l: 'same', 'E.code': 'lossy' },
  );
});

describe('enums', () => {
  rule(
    'const, of texts and numbers, merged, computed',
    `
    export const enum CE { A, B }
    export enum Het { No = 0, Yes = 'YES' }
    export enum Comp { A = 'abc'.length, B = 2 }
    export enum Mer { A } 
    export enum Mer { B = 1 }
    - export interface T { c: CE; h: Het; m: Mer; k: Comp }
    + export interface T { c: CE | null; h: Het | null; m: Mer | null; k: Comp | null }
    export const all: T[] = [];`,
    { 'T.c': 'auto', 'T.h': 'auto', 'T.m': 'auto', 'T.k': 'lossy' },
  );
});

describe('variants told apart by members of an enum', () => {
  rule(
    'one of them changes',
    `
    enum K { A, B }
    export interface A { kind: K.A; n: number }
    - export interface B { kind: K.B; n: number }
    + export interface B { kind: K.B; n: bigint }
    export const all: (A | B)[] = [];`,
    { all: 'lossy', 'A.n': 'same', 'B.n': 'lossy' },
  );
});
