import { describe } from 'vitest';
import { retype, rule } from '../support/rule.ts';

describe('opaque', () => {
  retype('any, unchanged', 'any', 'any', 'lossy');
  retype('object to unknown', 'object', 'unknown', 'lossy');
  retype('inside a list', 'unknown[]', 'unknown[]', 'lossy');
  retype('unknown to string', 'unknown', 'string', 'lossy');
});

describe('unmovable', () => {
  retype('a generator', 'Generator<number>', 'Generator<number>', 'refused');
  retype('a nullable promise', 'Promise<void> | null', 'Promise<void> | null', 'refused');
  rule(
    'handles are known by name without their declarations',
    `
    import type { Socket } from 'node:net';
    export interface T { socket: Socket; timer: NodeJS.Timeout | null; other: ReturnType<typeof setTimeout> }
    export const all = new Map<string, T>();`,
    { 'T.socket': 'refused', 'T.timer': 'refused', 'T.other': 'refused' },
  );
});

describe('weak', () => {
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

describe('unresolved', () => {
  retype('a type that is not found', 'Missing', 'Missing', 'manual');
});

describe('incompatible', () => {
  retype('a number for an object', '{ a: number }', 'number', 'manual');
  retype('an object for a tuple', '{ lat: number; lng: number }', '[number, number]', 'manual');
  retype('two classes', 'A', 'B', 'manual', 'class A { x = 1 }\nclass B { when = new Date() }');
});
