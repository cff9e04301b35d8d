import { describe } from 'vitest';
import { retype, rule } from '../support/rule.ts';

describe('container-content', () => {
  retype('null admitted', 'number[]', '(number | null)[]', 'auto');
  retype('null no longer admitted', 'Map<string, number | null>', 'Map<string, number>', 'lossy');
  retype('a choice inside', 'Date[]', 'number[]', 'choose');
  retype('an empty list of nothing', 'never[]', 'string[]', 'auto');
  retype('two kinds of list that nothing tells apart', 'number[] | string[]', 'bigint[] | string[]', 'manual');

  retype('elements converted', 'number[]', 'bigint[]', 'lossy');
  retype('elements totally converted', 'bigint[]', 'string[]', 'auto');
  retype('Record values', 'Record<string, number>', 'Record<string, bigint>', 'lossy');
  retype('Map values', 'Map<string, bigint>', 'Map<string, string>', 'auto');
  retype('a slot converted', '[number, string]', '[bigint, string]', 'lossy');
});

describe('container-class', () => {
  const holds = (title: string, past: string, future: string, verdict: string) =>
    rule(
      title,
      `- export class C extends ${past} {}\n+ export class C extends ${future} {}\nexport const c = new C();`,
      {
        C: verdict,
      },
    );
  holds('a Map whose values change', 'Map<string, bigint>', 'Map<string, string>', 'auto');
  holds('a Map whose values are guarded', 'Map<string, number>', 'Map<string, bigint>', 'lossy');
  holds('a Map whose keys change', 'Map<number, string>', 'Map<string, string>', 'lossy');
  holds('a Set', 'Set<boolean>', 'Set<string>', 'auto');
  holds('a list, which has no keys besides', 'Array<number>', 'Array<string>', 'lossy');
  holds('another container', 'Set<string>', 'Map<string, string>', 'manual');
  holds('what cannot be converted', 'Map<string, Date>', 'Map<string, boolean>', 'manual');
});

describe('array-to-set', () => {
  retype('a list', 'string[]', 'Set<string>', 'lossy');
  retype('a nullable list', 'string[] | null', 'Set<string> | null', 'lossy');
  retype('lists in a Map', 'Map<string, string[]>', 'Map<string, Set<string>>', 'lossy');
  retype('elements converted too', 'number[]', 'Set<bigint>', 'lossy');
  rule('a root', '- export let a = [1];\n+ export let a = new Set([1]);', { a: 'lossy' });
});

describe('set-to-array', () => {
  retype('a Set', 'Set<string>', 'string[]', 'auto');
  retype('an optional Set in a union', 'Set<string> | null', 'string[] | null', 'auto');
  retype('elements totally converted', 'Set<bigint>', 'string[]', 'auto');
  retype('elements converted with a guard', 'Set<number>', 'bigint[]', 'lossy');
});

describe('array-to-map', () => {
  retype('a list', 'string[]', 'Map<string, string>', 'manual');

  retype('Set to Map', 'Set<string>', 'Map<string, string>', 'manual');
});

describe('map-to-entries', () => {
  retype('a Map', 'Map<string, number>', '[string, number][]', 'auto');
  retype('values converted with a guard', 'Map<string, number>', '[string, bigint][]', 'lossy');
  retype('to its keys alone', 'Map<string, number>', 'string[]', 'manual');
});

describe('entries-to-map', () => {
  retype('entries to Map', '[string, number][]', 'Map<string, number>', 'lossy');
});

describe('map-and-record', () => {
  retype('a Map', 'Map<string, number>', 'Record<string, number>', 'lossy');
  retype('values converted too', 'Map<string, number>', 'Record<string, bigint>', 'lossy');
  retype('a unit to be chosen inside', 'Map<string, Date>', 'Record<string, number>', 'choose');

  retype('Record to Map', 'Record<string, number>', 'Map<string, number>', 'lossy');
  retype('Map of number keys to Record', 'Map<number, string>', 'Record<string, string>', 'lossy');
});

describe('map-keys', () => {
  retype('numbers to strings', 'Map<number, string>', 'Map<string, string>', 'lossy');
  retype('each with its own text', 'Map<bigint, string>', 'Map<string, string>', 'auto');
  retype('strings to some of them', 'Map<string, number>', "Map<'a' | 'b', number>", 'lossy');
  retype('words to strings', "Map<'a' | 'b', number>", 'Map<string, number>', 'auto');
  retype('a word for another', "Map<'a' | 'b', number>", "Map<'a' | 'c', number>", 'choose');
  retype('undefined to null', 'Map<string | undefined, number>', 'Map<string | null, number>', 'choose');
});

describe('wrapped', () => {
  retype('a value', 'string', 'string[]', 'auto');
  retype('a Map', 'Map<string, string>', 'Map<string, string>[]', 'auto');
  retype('a member of an enum', 'L', 'L[]', 'auto', 'export enum L { A, B }');

  retype('a nullable value wrapped', 'string | null', 'string[] | null', 'auto');
  retype('a union wrapped', 'string | number', '(string | number)[]', 'auto');
  retype('a value that may be missing', 'string | null', 'string[]', 'lossy');
  retype('a converted value wrapped', 'number', 'bigint[]', 'lossy');
});

describe('unwrapped', () => {
  retype('a list', 'string[]', 'string', 'manual');
  retype('a list to a nullable value', 'Date[]', 'Date | null', 'manual');
});

describe('tuple-slot-gained', () => {
  retype('an optional slot', '[number, number]', '[number, number, string?]', 'auto');
  retype('a slot that becomes optional', '[number, number]', '[number, number?]', 'auto');
  retype('in a nullable tuple', '[number] | null', '[number, string?] | null', 'auto');

  retype('a rest slot', '[number]', '[number, ...string[]]', 'auto');
});

describe('tuple-slot-required', () => {
  retype('at the end', '[number, number]', '[number, number, string]', 'manual');
  retype('in a list of tuples', '[number][]', '[number, string][]', 'manual');
});

describe('tuple-slot-lost', () => {
  retype('a slot that becomes required', '[number, number?]', '[number, number]', 'lossy');

  retype('a slot lost', '[number, string]', '[number]', 'lossy');
});

describe('tuple-to-array', () => {
  retype('of two types', '[number, string]', '(number | string)[]', 'auto');
  retype('with a rest', '[number, ...number[]]', 'number[]', 'auto');

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
  retype('slots converted', '[bigint, boolean]', 'string[]', 'auto');
  retype('slots converted with a guard', '[number, Date]', 'string[]', 'lossy');
  retype('a list of tuples', '[bigint, bigint][]', 'string[][]', 'auto');
});

describe('array-to-tuple', () => {
  retype('of one length', 'number[]', '[number, number]', 'lossy');
  retype('with a rest', 'number[]', '[number, ...number[]]', 'lossy');
  retype('of wider slots', 'number[]', '[string | number, number]', 'lossy');
  retype('elements converted', 'bigint[]', '[string, string]', 'lossy');
  retype('elements that only some slots take', '(Date | null)[]', '[string, string | null]', 'lossy');
  retype('elements whose unit is not said', 'Date[]', '[number, number]', 'choose');
  retype('elements that fit no slot', 'Date[]', '[boolean, boolean]', 'manual');
  retype('one of which slots may be missing', 'bigint[]', '[string, string?]', 'manual');
});

describe('index-signature', () => {
  retype('keys of any text become numbers', 'Record<string, Date>', 'Record<number, Date>', 'lossy');
  retype('numbers become keys of any text', 'Record<number, Date>', 'Record<string, Date>', 'same');
  rule(
    'beside named fields',
    `
    export interface T { a: string;
    - [k: string]: string | bigint;
    + [k: string]: string | number;
    }
    export const all: T[] = [];`,
    { T: 'lossy', 'T.a': 'same', all: 'lossy' },
  );
  rule(
    'beside named fields, each with its own text',
    `
    export interface T { a: string;
    - [k: string]: string | boolean;
    + [k: string]: string | bigint;
    }
    export const all: T[] = [];`,
    { T: 'auto', all: 'auto' },
  );
  rule(
    'that is gone',
    `
    export interface T { a: number;
    - [k: string]: number;
    }
    export const all: T[] = [];`,
    { T: 'manual' },
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
});

describe('recursive', () => {
  rule(
    'recursive aliases end',
    `
    - export type Json = string | Json[] | { [key: string]: Json };
    + export type Json = string | number | Json[] | { [key: string]: Json };
    export let all: Json = '';`,
    { all: 'auto' },
  );
  rule(
    'a generic that grows for ever ends',
    `
    export interface G<T> { x: T; next?: G<G<T>> }
    export let g: G<string> = { x: '' };`,
    { 'G<string>.x': 'same' },
  );
});
