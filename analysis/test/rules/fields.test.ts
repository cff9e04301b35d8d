import { describe } from 'vitest';
import { rule } from '../support/rule.ts';

/** A type that holds the given fields, and a root that reaches it. */
const inType = (fields: string) => `
  export interface T {
  id: string;
  ${fields}
  }
  export const all = new Map<string, T>();`;

const inClass = (members: string) => `
  export class T {
  id = '';
  ${members}
  }
  export const all: T[] = [];`;

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
  rule('a changed brand', inType("- a: string & { __brand: 'A' };\n+ a: string & { __brand: 'B' };"), {
    'T.a': 'same',
  });
  rule('a brand given to a plain string', inType('- a: string;\n+ a: string & { readonly __id: unique symbol };'), {
    'T.a': 'same',
  });
  rule('a changed initializer of a past field', inClass('- a = 1;\n+ a = 2;'), { 'T.a': 'same' });
  rule('a literal that only a modifier makes', inClass("- a = 'x';\n+ readonly a = 'x';"), { 'T.a': 'same' });
  rule('T[] and Array<T>', inType('- a: string[];\n+ a: ReadonlyArray<string>;'), { 'T.a': 'same' });
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
});

describe('added and removed', () => {
  rule('an optional field', inType('+ a?: number[];'), { 'T.a': 'auto' });
  rule('T | undefined', inType('+ a: Date | undefined;'), { 'T.a': 'auto' });
  rule('an initializer', inClass('+ a = new Map<string, number>();'), { 'T.a': 'auto' });
  rule('a constructor default', inClass('+ constructor(public a = 3) {}'), { 'T.a': 'auto' });
  rule('a default that the constructor assigns', inClass('+ a: number; constructor() { this.a = 3; }'), {
    'T.a': 'auto',
  });
  rule('a value that needs a constructor argument', inClass('+ a: Date; constructor(when: Date) { this.a = when; }'), {
    'T.a': 'manual',
  });
  rule('a default from another parameter', inClass('+ constructor(n: Set<string>, public a = n.size) {}'), {
    'T.a': 'manual',
  });
  rule('a required field', inType('+ a: number;'), { 'T.a': 'manual', all: 'manual' });
  rule('a removed field', inType('- a: number;'), { '-T.a': 'lossy' });
  rule(
    'a getter that becomes a field without a value',
    inClass('- get a(): Date { return new Date(); }\n+ a!: Date;'),
    { 'T.a': 'manual' },
  );
  rule(
    'a key of an object literal that is a root',
    `
    export const counters = {
    hits: 0,
    + misses: 0,
    };`,
    { 'counters.misses': 'auto', counters: 'auto' },
  );
});

describe('renames', () => {
  rule('the same type', inType('- ab: Date;\n+ xy: Date;'), { '-T.ab': 'choose', 'T.xy': 'choose' });
  rule('a convertible type', inType('- ab: number;\n+ xy: bigint;'), { '-T.ab': 'choose', 'T.xy': 'choose' });
  rule('a similar name of another type', inType('- address: string;\n+ addresses: Map<string, number>;'), {
    '-T.address': 'choose',
    'T.addresses': 'choose',
  });
  rule('neither', inType('- ab: Set<number>;\n+ xyz?: Date;'), { '-T.ab': 'lossy', 'T.xyz': 'auto' });
  rule('two for two', inType('- ab: string; cd: string;\n+ uv: string; xy: string;'), {
    '-T.ab': 'choose',
    '-T.cd': 'choose',
    'T.uv': 'choose',
    'T.xy': 'choose',
  });
  rule('declared', inType('- ab: Date;\n+ /** @renamedFrom ab */ xy: Date;'), { 'T.xy': 'auto', '-T.ab': 'absent' });
  rule('declared, of an incompatible type', inType('- ab: Date;\n+ /** @renamedFrom ab */ xy: Set<string>;'), {
    'T.xy': 'manual',
  });
  rule('declared from nothing', inType('+ /** @renamedFrom nope */ a?: Date;'), { 'T.a': 'auto' });
  rule('private to #private', inClass('- private a = 1;\n+ #a = 1;'), { 'T.#a': 'auto', '-T.a': 'absent' });
  rule('#private to private', inClass('- #a = 1;\n+ private a = 1;'), { 'T.a': 'auto', '-T.#a': 'absent' });
  rule('_x to #x is a new name', inClass('- private _a = 1;\n+ #a = 1;'), { 'T.#a': 'choose', '-T._a': 'choose' });
  rule(
    'a declared rename beside a new field under the old name',
    inType('- a: number;\n+ /** @renamedFrom a */ b: number;\n+ a?: Date;'),
    {
      'T.b': 'auto',
      'T.a': 'auto',
    },
  );
});

describe('nesting', () => {
  rule('flattened out of an object', inType('- at: { x: Date; y: Date };\n+ x: Date; y: Date;'), {
    '-T.at': 'choose',
    'T.x': 'choose',
    'T.y': 'choose',
  });
  rule(
    'into an object that is already held',
    `
    export interface Box { size: number;
    + weight: number;
    }
    export interface T { box: Box;
    - weight: number;
    }
    export const all: T[] = [];`,
    { '-T.weight': 'choose', 'Box.weight': 'choose' },
  );
  rule(
    'split into a type with a root of its own',
    `
    export interface T { id: string;
    - street: string; city: string;
    }
    + export interface Place { id: string; street: string; city: string }
    + export const places = new Map<string, Place>();
    export const all = new Map<string, T>();`,
    { places: 'manual', 'Place.street': 'manual' },
  );
  rule(
    'merged from a type with a root of its own',
    `
    - export interface Extra { note?: string }
    - export const extras: Extra[] = [];
    export interface T { id: string;
    + note?: string;
    }
    export const all = new Map<string, T>();`,
    { 'T.note': 'manual' },
  );
});

describe('object-literal roots', () => {
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
  rule(
    'underscore names that become #private pair with their own words only',
    `
    export class Q {
    - private _size = 1; private _limit = 2;
    + #size = 1; #limit = 2;
    }
    export const q = new Q();`,
    { '-Q._size': 'choose', '-Q._limit': 'choose', 'Q.#size': 'choose', 'Q.#limit': 'choose' },
  );
  rule(
    'a brand on an object type',
    `
    - export type M = { amount: number };
    + export type M = { amount: number } & { readonly __brand: 'M' };
    export const all: M[] = [];`,
    { all: 'same', 'M.__brand': 'absent' },
  );
  rule(
    'a tuple becomes a list',
    `
    export interface T {
    - at: [number, number];
    + at: number[];
    }
    export const all: T[] = [];`,
    { 'T.at': 'auto' },
  );
  rule(
    'handles are known by name without their declarations',
    `
    import type { Socket } from 'node:net';
    export interface T { socket: Socket; timer: NodeJS.Timeout | null; other: ReturnType<typeof setTimeout> }
    export const all = new Map<string, T>();`,
    { 'T.socket': 'refused', 'T.timer': 'refused', 'T.other': 'refused' },
  );
});
