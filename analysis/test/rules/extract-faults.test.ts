import { describe } from 'vitest';
import { rule } from '../support/rule.ts';

describe('faults in the sources', () => {
  rule(
    'types that do not exist',
    `
    export const a: Missing = null;
    export class C extends NotThere { 
    - x = 1
    + x = 1n
    }
    export const c = new C();
    import { thing } from './nowhere.js';
    export const t: thing[] = [];`,
    { 'C.x': 'lossy' },
  );
  rule(
    'aliases in a circle',
    `
    export type A = B; export type B = A;
    export const a: A[] = [];
    export interface T { x: number }
    export const ts: T[] = [];`,
    { ts: 'same' },
  );
  rule(
    'a byte order mark',
    `
    export const before = new Map<string, number>();
    // file: src/bom.ts
    ﻿export interface T { x: number }
    export const all: T[] = [];`,
    { 'src/bom.ts#all': 'same' },
  );
  rule(
    'names that are no identifiers',
    `
    export interface T { 'a-b': number; "quote'd": string; '': Date; 1: number; '#x': string; 'constructor': number; '__proto__': string; 'toString': number; hasOwnProperty: string }
    export const all: T[] = [];`,
    { 'T.a-b': 'same', 'T.constructor': 'same', 'T.__proto__': 'same', 'T.': 'same' },
  );
  rule(
    'names that objects have',
    `
    export class constructor { x = 1 }
    export let toString = 1; export let hasOwnProperty = new Map<string, number>();
    export const __proto__ = [1];
    export const c = new constructor();`,
    { toString: 'same', 'constructor.x': 'same' },
  );
});

describe('types that grow for ever', () => {
  rule(
    'in a list',
    `
    export interface Grow<T> { next: Grow<T[]>; v: T }
    export const g: Grow<number>[] = [];`,
    { g: 'same' },
  );
  rule(
    'and change',
    `
    - export interface Grow<T> { next?: Grow<[T]>; v: T; w: number }
    + export interface Grow<T> { next?: Grow<[T]>; v: T; w: bigint }
    export const g: Grow<number>[] = [];`,
    { g: 'lossy' },
  );
  rule(
    'in two ways',
    `
    export interface Grow<A, B> { x?: Grow<[A, B], B>; y?: Grow<A, [A, B]>; v: A }
    export const g: Grow<number, string>[] = [];`,
    { g: 'same' },
  );
  rule(
    'in an anonymous type',
    `
    type G<T> = { a: G<{ w: T }>; v: T };
    export const g: G<number>[] = [];`,
    { g: 'same' },
  );
});
