import { describe } from 'vitest';
import { rule } from '../support/rule.ts';

describe('instantiations', () => {
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
});

describe('interface-to-class', () => {
  rule(
    'class to interface',
    `
    - export class A { x = 1 }
    + export interface A { x: number }
    export const all: A[] = [];`,
    { all: 'auto', 'A.x': 'same' },
  );
});

describe('interface-renamed', () => {
  rule(
    'two interfaces become one of the same fields',
    `
    - export interface A { x: number; in: In1 }
    - export interface In1 { n: number }
    - export interface B { x: number; in: In2 }
    - export interface In2 { n: number }
    + export interface C { x: number; in: In3 }
    + export interface In3 { n: number }
    - export const as: A[] = []; export const bs: B[] = [];
    + export const as: C[] = []; export const bs: C[] = [];`,
    { as: 'same', bs: 'same' },
  );

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
    'an anonymous type gets a name',
    `
    + export interface A { x: number }
    - export const all: { x: number }[] = [];
    + export const all: A[] = [];`,
    { all: 'same' },
  );
});

describe('interface-replaced', () => {
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
});

describe('class-renamed', () => {
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
});

describe('class-renamed-unclear', () => {
  rule(
    'a class replaced by another one while both live on',
    `
    export class A { x = 1; y = '' }
    export class B { x = 1; y = '' }
    - export const all: A[] = [];
    + export const all: B[] = [];`,
    { all: 'choose' },
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
});

describe('type-renamed-declared', () => {
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
});

describe('base-class', () => {
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
});

describe('subclass-choice', () => {
  rule(
    'a class that becomes abstract',
    `
    - export class A { x = 1 }
    + export abstract class A { x = 1 }
    + export class B extends A {}
    export const all: A[] = [];`,
    { all: 'manual' },
  );
});

describe('field-of-base-or-subclass', () => {
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
});
