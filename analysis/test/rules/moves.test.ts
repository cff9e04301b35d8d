import { describe } from 'vitest';
import { inType, rule } from '../support/rule.ts';

describe('nested-or-flattened', () => {
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
});

describe('split-or-merged', () => {
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
});
