import { describe } from 'vitest';
import { rule } from '../support/rule.ts';

describe('interfaces and aliases', () => {
  rule(
    'an interface renamed with the same fields',
    `
    - export interface A { x: number }
    + export interface B { x: number }
    - export const all: A[] = [];
    + export const all: B[] = [];`,
    { all: 'same', 'B.x': 'same' },
  );
  rule(
    'an interface renamed and changed',
    `
    - export interface A { x: number; y: string; z: Date }
    + export interface B { x: number; y: string; z: bigint }
    - export const all: A[] = [];
    + export const all: B[] = [];`,
    { all: 'choose' },
  );
  rule(
    'an interface replaced by another one',
    `
    - export interface A { x: number }
    + export interface B { when: Date; who: string }
    - export const all: A[] = [];
    + export const all: B[] = [];`,
    { all: 'manual' },
  );
  rule(
    'an alias becomes an interface',
    `
    - export type A = { x: number };
    + export interface A { x: number }
    export const all: A[] = [];`,
    { all: 'same' },
  );
  rule(
    'an anonymous type gets a name',
    `
    + export interface A { x: number }
    - export const all: { x: number }[] = [];
    + export const all: A[] = [];`,
    { all: 'same' },
  );
  rule(
    'an anonymous type that changes is reported at its field',
    `
    export interface T {
    - at: { x: number };
    + at: { x: bigint };
    }
    export const all: T[] = [];`,
    { 'T.at': 'lossy', 'T.at.x': 'lossy' },
  );
  rule(
    'a field of a named type that changes inside is same',
    `
    export interface In {
    - x: number;
    + x: bigint;
    }
    export interface T { at: In }
    export const all: T[] = [];`,
    { 'T.at': 'same', 'In.x': 'lossy', T: 'same', all: 'lossy' },
  );
  rule(
    'merged declarations',
    `
    export interface A { x: number }
    + export interface A { y?: string }
    export const all: A[] = [];`,
    { 'A.y': 'auto' },
  );
  rule(
    'Pick, Omit and intersections resolve',
    `
    interface A { x: number; y: string; z: Date }
    - export interface T { a: Pick<A, 'x' | 'y'> }
    + export interface T { a: Omit<A, 'z'> & { y: string } }
    export const all: T[] = [];`,
    { 'T.a': 'same' },
  );
  rule(
    'an index signature whose values change',
    `
    export interface T {
    - [key: string]: number;
    + [key: string]: bigint;
    }
    export let all: T = {};`,
    { T: 'lossy', all: 'lossy' },
  );
  rule(
    'recursive aliases end',
    `
    - export type Json = string | Json[] | { [key: string]: Json };
    + export type Json = string | number | Json[] | { [key: string]: Json };
    export let all: Json = '';`,
    { all: 'auto' },
  );
  rule(
    'a namespace member',
    `
    export namespace N { export interface T {
    - x: number
    + x: bigint
    }
    export let all: T[] = []; }`,
    { 'N.T.x': 'lossy', 'N.all': 'lossy' },
  );
  rule(
    'a type parameter is added',
    `
    - export interface Box<T> { x: T }
    + export interface Box<T, M> { x: T; meta?: M }
    - export let box: Box<string> = { x: '' };
    + export let box: Box<string, Date> = { x: '' };`,
    { 'Box<string, Date>.meta': 'auto', 'Box<string, Date>.x': 'same' },
  );
  rule(
    'another instantiation',
    `
    export interface Box<T> { x: T }
    - export let box: Box<number> = { x: 1 };
    + export let box: Box<bigint> = { x: 1n };`,
    { 'Box<bigint>.x': 'lossy', box: 'lossy' },
  );
  rule(
    'a generic that grows for ever ends',
    `
    export interface G<T> { x: T; next?: G<G<T>> }
    export let g: G<string> = { x: '' };`,
    { 'G<string>.x': 'same' },
  );
});

describe('variants', () => {
  rule(
    'a renamed discriminant literal',
    `
    - export type S = { kind: 'a'; x: number } | { kind: 'b'; y: Date };
    + export type S = { kind: 'a'; x: number } | { kind: 'c'; y: Date };
    export const all: S[] = [];`,
    { all: 'choose' },
  );
  rule(
    'an anonymous variant changes inside',
    `
    - export type S = { kind: 'a'; x: number } | { kind: 'b'; y: Date };
    + export type S = { kind: 'a'; x: bigint } | { kind: 'b'; y: Date };
    export const all: S[] = [];`,
    { all: 'lossy' },
  );
  rule(
    'an anonymous variant gained',
    `
    - export type S = { kind: 'a'; x: number };
    + export type S = { kind: 'a'; x: number } | { kind: 'b'; y: Date };
    export const all: S[] = [];`,
    { all: 'auto' },
  );
});

describe('classes', () => {
  rule(
    'class to interface',
    `
    - export class A { x = 1 }
    + export interface A { x: number }
    export const all: A[] = [];`,
    { all: 'auto', 'A.x': 'same' },
  );
  rule(
    'a class moved to another module',
    `
    - export class A { x = 1; y = ''; }
    + import { A } from './model.js';
    export const all: A[] = [];
    + // file: src/model.ts
    + export class A { x = 1; y = ''; }`,
    { all: 'auto', 'src/model.ts#A.x': 'same' },
  );
  rule(
    'a class renamed and changed',
    `
    - export class A { x = 1; y = ''; z = true }
    + export class B { x = 1; y = ''; z = 1n }
    - export const all: A[] = [];
    + export const all: B[] = [];`,
    { all: 'choose' },
  );
  rule(
    'a class renamed while an interface fits too',
    `
    - export class A { x = 1; y = ''; }
    + export class B { x = 1; y = ''; }
    + export interface C { x: number; y: string }
    + export const more: C[] = [];
    - export const all: A[] = [];
    + export const all: B[] = [];`,
    { all: 'choose' },
  );
  rule(
    'a declared rename of a class',
    `
    - export class A { x = 1; y = ''; }
    + /** @renamedFrom A */
    + export class B { x = 1; y = ''; z = 0; }
    - export const all: A[] = [];
    + export const all: B[] = [];`,
    { all: 'auto', 'B.z': 'auto' },
  );
  rule(
    'a class that becomes abstract',
    `
    - export class A { x = 1 }
    + export abstract class A { x = 1 }
    + export class B extends A {}
    export const all: A[] = [];`,
    { all: 'manual' },
  );
  rule(
    'a field of a subclass that state reaches through its base',
    `
    export class A { x = 1 }
    export class B extends A {
    - y = 1;
    + y = 1n;
    }
    export const all: A[] = [];`,
    { 'B.y': 'lossy', 'B.x': 'same', all: 'lossy' },
  );
  rule(
    'a field of a class that implements the declared interface',
    `
    export interface I { x: number }
    export class B implements I { x = 1;
    - y = 1;
    + y = 1n;
    }
    export const all: I[] = [];`,
    { 'B.y': 'lossy', all: 'lossy' },
  );
  rule(
    'a base class removed keeps its fields',
    `
    - class Base { x = 1 }
    - export class A extends Base { y = 1 }
    + export class A { x = 1; y = 1 }
    export const all: A[] = [];`,
    { all: 'same' },
  );
  rule(
    'a base class brings a field',
    `
    + class Base { z = 0 }
    - export class A { y = 1 }
    + export class A extends Base { y = 1 }
    export const all: A[] = [];`,
    { 'A.z': 'auto' },
  );
  rule(
    'a field typed by a subclass is widened to its base',
    `
    export class A { x = 1 }
    export class B extends A { y = 1 }
    export interface T {
    - it: B;
    + it: A;
    }
    export const all: T[] = [];`,
    { 'T.it': 'auto' },
  );
  rule(
    'a field typed by a base is narrowed to a subclass',
    `
    export class A { x = 1 }
    export class B extends A { y = 1 }
    export interface T {
    - it: A;
    + it: B;
    }
    export const all: T[] = [];`,
    { 'T.it': 'lossy' },
  );
  rule(
    'a Map subclass whose values change',
    `
    - export class M extends Map<string, number> {}
    + export class M extends Map<string, bigint> {}
    export const m = new M();`,
    { m: 'lossy' },
  );
  rule(
    'an auto-accessor is a field',
    'export class A { accessor x = 1; get y() { return 1; } }\nexport const a = new A();',
    {
      'A.x': 'same',
      'A.y': 'absent',
    },
  );
});

describe('split and merged', () => {
  rule(
    'a class split into two',
    `
    - export class Task { title = ''; due = new Date(); owner = ''; rate = 1 }
    - export const tasks: Task[] = [];
    + export class Plan { title = ''; due = new Date(); }
    + export class Bill { owner = ''; rate = 1 }
    + export const schedule: Plan[] = [];
    + export const accounts: Bill[] = [];`,
    { '-tasks': 'lossy', schedule: 'manual', accounts: 'manual' },
  );
  rule(
    'two classes merged into one',
    `
    - export class Cat { claws = 4; born = new Date() }
    - export class Dog { tricks = 1; trained = new Set<string>() }
    - export const first: Cat[] = [];
    - export const second: Dog[] = [];
    + export class Pet { claws = 4; born = new Date(); tricks = 1; trained = new Set<string>() }
    + export const everybody: Pet[] = [];`,
    { everybody: 'manual' },
  );
  rule(
    'a field moved between types that both live on',
    `
    export interface A { x: number;
    - street: string;
    }
    export interface B { y: Date;
    + street?: string;
    }
    export const as: A[] = []; export const bs: B[] = [];`,
    { 'B.street': 'manual' },
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
  rule(
    'fields move down from an abstract class',
    `
    export abstract class A { x = 1;
    - y = 1;
    }
    export class B extends A { 
    + y = 1;
    }
    export const all: A[] = [];`,
    { 'B.y': 'same', all: 'same' },
  );
  rule(
    'a union whose members nothing tells apart',
    `
    export interface A { x: string;
    - n: number;
    + n: bigint;
    }
    export interface B { x: string }
    export const all: (A | B)[] = [];`,
    { all: 'manual' },
  );
});

describe('what a class inherits', () => {
  rule('an Error subclass', 'export class E extends Error { code = 1 }\nexport const all: E[] = [];', {
    all: 'same',
    'E.cause': 'absent',
  });
  rule(
    '#private fields of one name in base and subclass',
    `
    export class A {
    - #x = 1;
    + #x = 1n;
    }
    export class B extends A { #x = 's'; }
    export const all: B[] = [];`,
    { all: 'lossy' },
  );
  rule('several index signatures', 'export const r: { [k: string]: number | string; [n: number]: number } = {};', {
    r: 'same',
  });
});
