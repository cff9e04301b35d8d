import { describe } from 'vitest';
import { rule } from '../support/rule.ts';

describe('reported-at-type', () => {
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
    'a namespace member',
    `
    export namespace N { export interface T {
    - x: number
    + x: bigint
    }
    export let all: T[] = []; }`,
    { 'N.T.x': 'lossy', 'N.all': 'lossy' },
  );
});

describe('reported-at-field', () => {
  rule(
    'in a list, in the values of a Map',
    `
    export interface T {
    - at: { x: number }[]; by: Map<string, { y: number }>;
    + at: { x: bigint }[]; by: Map<string, { y: number; z?: string }>;
    }
    export const all: T[] = [];`,
    { 'T.at': 'lossy', 'T.by': 'auto' },
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
});

describe('worst-of', () => {
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
});

describe('inherited-fields', () => {
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
    '#private fields of one name in base and subclass',
    `
    export class A {
    - #x = 1;
    + #x = 1n;
    }
    export class B extends A { #x = 's'; }
    export const all: B[] = [];`,
    { all: 'manual' },
  );
});
