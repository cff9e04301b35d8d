import { describe } from 'vitest';
import { rule } from '../support/rule.ts';

/** One field whose type changes. */
function retype(title: string, past: string, future: string, verdict: string, before = ''): void {
  const text = `${before}
    export interface T {
    - x: ${past};
    + x: ${future};
    }
    export const all: T[] = [];`;
  rule(title, text, { 'T.x': verdict });
}

describe('presence', () => {
  rule('required to optional', 'export interface T {\n- x: string;\n+ x?: string;\n}\nexport const all: T[] = [];', {
    'T.x': 'auto',
  });
  rule('optional to required', 'export interface T {\n- x?: Date;\n+ x: Date;\n}\nexport const all: T[] = [];', {
    'T.x': 'lossy',
  });
  rule(
    'optional to required and converted',
    'export interface T {\n- x?: bigint;\n+ x: string;\n}\nexport const all: T[] = [];',
    { 'T.x': 'lossy' },
  );
  retype('undefined becomes null', 'Date | undefined', 'Date | null', 'choose');
  retype('null becomes undefined', 'Date | null', 'Date | undefined', 'choose');
  retype('null and undefined become null', 'Date | null | undefined', 'Date | null', 'lossy');
  retype('null to null and undefined', 'Date | null', 'Date | null | undefined', 'auto');
  retype('nullable conversion', 'number | null', 'bigint | null', 'lossy');
  retype('nullable total conversion', 'bigint | null', 'string | null', 'auto');
  retype('null and a conversion at once', 'bigint', 'string | null', 'auto');
  retype('null lost and a conversion at once', 'bigint | null', 'string', 'lossy');
  rule(
    'optional to T | null',
    'export interface T {\n- x?: string;\n+ x: string | null;\n}\nexport const all: T[] = [];',
    { 'T.x': 'choose' },
  );
});

describe('scalars', () => {
  retype('string to bigint', 'string', 'bigint', 'lossy');
  retype('bigint to number', 'bigint', 'number', 'lossy');
  retype('ISO string to Date', 'string', 'Date', 'lossy');
  retype('epoch number to Date', 'number', 'Date', 'choose');
  retype('0 | 1 to boolean', '0 | 1', 'boolean', 'auto');
  retype('boolean to string', 'boolean', 'string', 'auto');
  retype('boolean to two words', 'boolean', "'on' | 'off'", 'choose');
  retype('number to symbol', 'number', 'symbol', 'manual');
  retype('number to Date[]', 'number', 'Date[]', 'manual');
  retype('symbol to string', 'symbol', 'string', 'manual');
});

// biome-ignore-start lint/suspicious/noTemplateCurlyInString: template literal types
describe('unions and literals', () => {
  retype('widened', 'string', 'string | number', 'auto');
  retype('narrowed', 'string | number', 'number', 'lossy');
  retype('nothing survives', 'string | number', 'Map<string, number>', 'manual');
  retype('a literal for another', "'a' | 'b'", "'a' | 'c'", 'choose');
  retype('literals to string', "'a' | 'b'", 'string', 'auto');
  retype('number literals lost', '1 | 2 | 3', '1 | 2', 'lossy');
  retype('string to a template', 'string', '`id-${number}`', 'manual');
  retype('a template to string', '`id-${number}`', 'string', 'auto');
  retype('another template', '`id-${number}`', '`no-${number}`', 'manual');
  retype('boolean to true', 'boolean', 'true', 'lossy');
  retype('true to boolean', 'true', 'boolean', 'auto');
  retype('one member converted', 'string | Date | number[]', 'string | Date | Set<number>', 'lossy');
});

// biome-ignore-end lint/suspicious/noTemplateCurlyInString: template literal types
describe('enums', () => {
  const level = (past: string, future: string) => `- export enum L { ${past} }\n+ export enum L { ${future} }`;
  retype('a member gained at the end', 'L', 'L', 'auto', level('A, B', 'A, B, C'));
  retype('a member gained in front renumbers', 'L', 'L', 'auto', level('A, B', 'Z, A, B'));
  retype('fixed values reordered', 'L', 'L', 'same', level("A = 'a', B = 'b'", "B = 'b', A = 'a'"));
  retype('string values changed', 'L', 'L', 'auto', level("A = 'a', B = 'b'", "A = 'x', B = 'b'"));
  retype('flags gain a bit', 'L', 'L', 'auto', level('R = 1 << 0, W = 1 << 1', 'R = 1 << 0, W = 1 << 1, X = 1 << 2'));
  retype('flags change a bit', 'L', 'L', 'lossy', level('R = 1 << 0, W = 1 << 1', 'R = 1 << 1, W = 1 << 0'));
  retype('inside a nullable list', '(L | null)[]', '(L | null)[]', 'auto', level('A, B', 'B, A'));
  retype('as a Map key', 'Map<L, string>', 'Map<L, string>', 'auto', level('A, B', 'B, A'));
  retype('to the words of its members', 'L', "'a' | 'b'", 'auto', '- export enum L { A, B }');
  retype('a const enum', 'L', 'L', 'auto', '- export const enum L { A, B }\n+ export const enum L { B, A }');
  retype('to number', 'L', 'number', 'auto', 'export enum L { A, B }');
  retype('number to an enum', 'number', 'L', 'lossy', 'export enum L { A, B }');
  rule('as a root', '- enum L { A, B }\n+ enum L { B, A }\nexport let level: L = L.A;', { level: 'auto' });
});

describe('containers', () => {
  retype('elements converted', 'number[]', 'bigint[]', 'lossy');
  retype('elements totally converted', 'bigint[]', 'string[]', 'auto');
  retype('entries to Map', '[string, number][]', 'Map<string, number>', 'lossy');
  retype('Record to Map', 'Record<string, number>', 'Map<string, number>', 'lossy');
  retype('Record values', 'Record<string, number>', 'Record<string, bigint>', 'lossy');
  retype('Map values', 'Map<string, bigint>', 'Map<string, string>', 'auto');
  retype('Set to Map', 'Set<string>', 'Map<string, string>', 'manual');
  retype('Map of number keys to Record', 'Map<number, string>', 'Record<string, string>', 'lossy');
  retype('a nullable value wrapped', 'string | null', 'string[] | null', 'auto');
  retype('a union wrapped', 'string | number', '(string | number)[]', 'auto');
  retype('a converted value wrapped', 'number', 'bigint[]', 'lossy');
  retype('a rest slot', '[number]', '[number, ...string[]]', 'auto');
  retype('a slot lost', '[number, string]', '[number]', 'lossy');
  retype('a slot converted', '[number, string]', '[bigint, string]', 'lossy');
  retype('a label', '[x: number]', '[y: number]', 'same');
  retype('typed arrays of another width', 'Uint8Array', 'Int16Array', 'manual');
});

describe('opaque', () => {
  retype('any, unchanged', 'any', 'any', 'lossy');
  retype('object to unknown', 'object', 'unknown', 'lossy');
  retype('inside a list', 'unknown[]', 'unknown[]', 'lossy');
  retype('unknown to string', 'unknown', 'string', 'lossy');
  retype('a type that is not found', 'Missing', 'Missing', 'manual');
});

describe('unmovable', () => {
  retype('a generator', 'Generator<number>', 'Generator<number>', 'refused');
  retype('a nullable promise', 'Promise<void> | null', 'Promise<void> | null', 'refused');
  rule(
    'a WeakMap whose keys other state holds',
    `
    export class K { a = 1 }
    export const keys: K[] = [];
    export const notes = new WeakMap<K, string>();`,
    { notes: 'same' },
  );
  rule(
    'a WeakMap whose keys nothing holds',
    `
    export class K { a = 1 }
    export const notes = new WeakMap<K, string>();`,
    { notes: 'refused' },
  );
});

describe('enum keys', () => {
  rule('renumbered', 'enum L {\n- A, B\n+ B, A\n}\nexport const m: Record<L, string> = { 0: "", 1: "" };', {
    m: 'manual',
  });
  rule('a key gained', 'enum L {\nA,\n+ B\n}\nexport const m: { [k in L]?: string } = {};', { m: 'auto' });
});
