import { describe } from 'vitest';
import { retype, rule } from '../support/rule.ts';

describe('required-to-optional', () => {
  rule('required to optional', 'export interface T {\n- x: string;\n+ x?: string;\n}\nexport const all: T[] = [];', {
    'T.x': 'auto',
  });
  retype('null to null and undefined', 'Date | null', 'Date | null | undefined', 'auto');
});

describe('optional-to-required', () => {
  rule('optional to required', 'export interface T {\n- x?: Date;\n+ x: Date;\n}\nexport const all: T[] = [];', {
    'T.x': 'lossy',
  });
  rule(
    'optional to required and converted',
    'export interface T {\n- x?: bigint;\n+ x: string;\n}\nexport const all: T[] = [];',
    { 'T.x': 'lossy' },
  );
  retype('null and undefined become null', 'Date | null | undefined', 'Date | null', 'lossy');
});

describe('union-widened', () => {
  retype('widened', 'string', 'string | number', 'auto');
  retype('null and a conversion at once', 'bigint', 'string | null', 'auto');
});

describe('union-narrowed', () => {
  retype('narrowed', 'string | number', 'number', 'lossy');
  retype('null lost and a conversion at once', 'bigint | null', 'string', 'lossy');
  retype('one member converted', 'string | Date | number[]', 'string | Date | Set<number>', 'lossy');
});

describe('union-nothing-left', () => {
  retype('nothing survives', 'string | number', 'Map<string, number>', 'manual');
});

describe('null-or-undefined', () => {
  retype('undefined becomes null', 'Date | undefined', 'Date | null', 'choose');
  retype('null becomes undefined', 'Date | null', 'Date | undefined', 'choose');
  rule(
    'optional to T | null',
    'export interface T {\n- x?: string;\n+ x: string | null;\n}\nexport const all: T[] = [];',
    { 'T.x': 'choose' },
  );
});

describe('variant-gained', () => {
  rule(
    'an anonymous variant gained',
    `
    - export type S = { kind: 'a'; x: number };
    + export type S = { kind: 'a'; x: number } | { kind: 'b'; y: Date };
    export const all: S[] = [];`,
    { all: 'auto' },
  );
});

describe('variant-lost', () => {
  rule(
    'an anonymous one',
    `
    - export type S = { kind: 'a'; x: number } | { kind: 'b'; y: Date };
    + export type S = { kind: 'a'; x: number };
    export const all: S[] = [];`,
    { all: 'lossy' },
  );
  retype(
    'a named one',
    'A | B',
    'A',
    'lossy',
    "interface A { kind: 'a'; x: number }\ninterface B { kind: 'b'; y: number }",
  );
  retype('a class', 'A | B', 'B', 'lossy', 'class A { x = 1 }\nclass B { y = 1 }');
});

describe('variant-changed', () => {
  rule(
    'an anonymous variant changes inside',
    `
    - export type S = { kind: 'a'; x: number } | { kind: 'b'; y: Date };
    + export type S = { kind: 'a'; x: bigint } | { kind: 'b'; y: Date };
    export const all: S[] = [];`,
    { all: 'lossy' },
  );
});

describe('discriminant-renamed', () => {
  rule(
    'a renamed discriminant literal',
    `
    - export type S = { kind: 'a'; x: number } | { kind: 'b'; y: Date };
    + export type S = { kind: 'a'; x: number } | { kind: 'c'; y: Date };
    export const all: S[] = [];`,
    { all: 'choose' },
  );
});

describe('union-indistinct', () => {
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
