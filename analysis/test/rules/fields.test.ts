import { describe } from 'vitest';
import { inClass, inType, retype, rule } from '../support/rule.ts';

describe('methods-are-code', () => {
  rule('methods are code', inClass('- go(): number { return 1; }\n+ go(a: string): string { return a; }'), {
    'T.go': 'absent',
    all: 'same',
  });
  rule(
    'a method signature that a class implements is code',
    `
    export interface T {
    - run(): void;
    + run(a: number): void;
    }
    class C implements T { run(): void {} }
    export const all: T[] = [new C()];`,
    { 'T.run': 'absent', all: 'same' },
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

describe('field-unnameable', () => {
  const key = 'export const key: unique symbol = Symbol();\n';
  rule('under a symbol of the program', key + inType('- [key]: number;\n+ [key]: bigint;'), { 'T.[key]': 'manual' });
  rule('its type only gained a member', key + inType('- [key]: number;\n+ [key]: number | string;'), {
    'T.[key]': 'auto',
  });
  rule('unchanged', key + inType('- [key]: number; a: 1;\n+ [key]: number; a: 2;'), { 'T.[key]': 'same' });
  rule('under a well-known symbol', inType('- [Symbol.species]: number;\n+ [Symbol.species]: bigint;'), {
    'T.[Symbol.species]': 'lossy',
  });
  rule('__proto__', inType('- __proto__: number;\n+ __proto__: bigint;'), { 'T.__proto__': 'manual' });
  rule(
    'one #private name in two classes of a chain',
    `class B {
    - #x = 1;
    + #x = 1n;
    x() { return this.#x; }
    }
    class T extends B {
    #x = 1;
    y() { return this.#x; }
    }
    export const t = new T();`,
    { T: 'manual' },
  );
});

describe('unchanged', () => {
  rule(
    'reordered, re-exported, modifiers changed',
    inClass(`- private a = 1; public b = 's';\n+ protected readonly b = 's'; a = 1;`),
    {
      'T.a': 'same',
      'T.b': 'same',
      all: 'same',
    },
  );
  rule('comments and doc text', inType('- a: number;\n+ /** Now said. */ a: number;'), { 'T.a': 'same' });
  rule(
    'an alias of the same type',
    `- type N = number;\n+ type N = number; type M = N;\n${inType('- a: N;\n+ a: M;')}`,
    { 'T.a': 'same' },
  );
  rule('a literal that only a modifier makes', inClass("- a = 'x';\n+ readonly a = 'x';"), { 'T.a': 'same' });
  rule('T[] and Array<T>', inType('- a: string[];\n+ a: ReadonlyArray<string>;'), { 'T.a': 'same' });
  rule(
    'an alias becomes an interface',
    `
    - export type A = { x: number };
    + export interface A { x: number }
    export const all: A[] = [];`,
    { all: 'same' },
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
  rule('several index signatures', 'export const r: { [k: string]: number | string; [n: number]: number } = {};', {
    r: 'same',
  });
  retype('a label', '[x: number]', '[y: number]', 'same');
  rule('an Error subclass', 'export class E extends Error { code = 1 }\nexport const all: E[] = [];', {
    all: 'same',
    'E.cause': 'absent',
  });
});

describe('brand-or-initializer', () => {
  rule('a changed brand', inType("- a: string & { __brand: 'A' };\n+ a: string & { __brand: 'B' };"), {
    'T.a': 'same',
  });
  rule('a brand given to a plain string', inType('- a: string;\n+ a: string & { readonly __id: unique symbol };'), {
    'T.a': 'same',
  });
  rule('a changed initializer of a past field', inClass('- a = 1;\n+ a = 2;'), { 'T.a': 'same' });
  rule(
    'a brand on an object type',
    `
    - export type M = { amount: number };
    + export type M = { amount: number } & { readonly __brand: 'M' };
    export const all: M[] = [];`,
    { all: 'same', 'M.__brand': 'absent' },
  );
});

describe('field-added-optional', () => {
  rule('an optional field', inType('+ a?: number[];'), { 'T.a': 'auto' });
  rule('T | undefined', inType('+ a: Date | undefined;'), { 'T.a': 'auto' });
  rule(
    'merged declarations',
    `
    export interface A { x: number }
    + export interface A { y?: string }
    export const all: A[] = [];`,
    { 'A.y': 'auto' },
  );
});

describe('field-added-default', () => {
  rule('an initializer', inClass('+ a = new Map<string, number>();'), { 'T.a': 'auto' });
  rule('a constructor default', inClass('+ constructor(public a = 3) {}'), { 'T.a': 'auto' });
  rule('a default that the constructor assigns', inClass('+ a: number; constructor() { this.a = 3; }'), {
    'T.a': 'auto',
  });
});

describe('field-added-required', () => {
  rule('a value that needs a constructor argument', inClass('+ a: Date; constructor(when: Date) { this.a = when; }'), {
    'T.a': 'manual',
  });
  rule('a default from another parameter', inClass('+ constructor(n: Set<string>, public a = n.size) {}'), {
    'T.a': 'manual',
  });
  rule('a required field', inType('+ a: number;'), { 'T.a': 'manual', all: 'manual' });
  rule(
    'a getter that becomes a field without a value',
    inClass('- get a(): Date { return new Date(); }\n+ a!: Date;'),
    { 'T.a': 'manual' },
  );
});

describe('field-added-in-literal', () => {
  rule(
    'a key of an object literal that is a root',
    `
    export const counters = {
    hits: 0,
    + misses: 0,
    };`,
    { 'counters.misses': 'auto', counters: 'auto' },
  );
  rule(
    'of a declared type that only this root has',
    `
    export interface Config { port: number;
    + host: string;
    }
    export const config: Config = { port: 1,
    + host: 'x',
    };`,
    { 'Config.host': 'auto', config: 'auto' },
  );
  rule(
    'of a declared type that other state has too',
    `
    export interface Config { port: number;
    + host: string;
    }
    export const others: Config[] = [];
    export const config: Config = { port: 1,
    + host: 'x',
    };`,
    { 'Config.host': 'manual' },
  );
  rule(
    'elements of a list literal are no defaults',
    `
    export const list = [{ a: 1,
    + b: 2,
    }];`,
    { 'list.b': 'manual' },
  );
});

describe('field-removed', () => {
  rule('a removed field', inType('- a: number;'), { '-T.a': 'lossy' });
});
