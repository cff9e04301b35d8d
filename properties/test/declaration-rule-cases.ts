import { CLASS, changedField, changedRoot, changedType, field, ROOT, type RuleCase, UNGUARDED } from './rule-case.ts';

/** Rules for types as a whole, modules and roots. */
export const DECLARATION_RULE_CASES: readonly RuleCase[] = [
  {
    rule: 'interface-to-class',
    past: `export interface Box { id: string; n: number }\n${ROOT}`,
    future: `export class Box { id = ''; n = 0 }\n${ROOT}`,
    target: 'src/m.ts#Box',
    mutants: {
      'sets no prototype': changedType('Box', () => ({ futureClass: null })),
      'carries one field into another': changedField('Box', 'n', { future: 'id' }),
    },
  },
  {
    rule: 'class-renamed',
    past: CLASS('Crate', 'weight = 1; label = "";'),
    future: CLASS('Box', 'weight = 1; label = "";'),
    target: 'src/m.ts#Box',
    mutants: {
      'keeps the old class': changedType('Box', () => ({ futureClass: 'src/m.ts#Crate' })),
      'makes it a plain object': changedType('Box', () => ({ futureClass: null, pastClass: null })),
    },
  },
  {
    rule: 'type-renamed-declared',
    past: CLASS('Crate', 'weight = 1n;'),
    future: `/** @renamedFrom Crate */\n${CLASS('Box', "weight = '';")}`,
    target: 'src/m.ts#Box',
    mutants: {
      'keeps the old class': changedType('Box', () => ({ futureClass: 'src/m.ts#Crate' })),
      'makes it a plain object': changedType('Box', () => ({ futureClass: null, pastClass: null })),
      'gives the old class no way back': changedType('Box', () => ({ pastClass: null })),
      'rounds a field': ['String(past.weight)', 'String(Number(past.weight))'],
    },
  },
  {
    rule: 'module-renamed',
    pastModule: 'src/store.ts',
    past: CLASS('Box', 'weight = 1n;'),
    future: CLASS('Box', "weight = '';"),
    target: 'src/m.ts#Box',
    mutants: {
      'looks for the class where it was': changedType('Box', () => ({ futureClass: 'src/store.ts#Box' })),
      'makes it a plain object': changedType('Box', () => ({ futureClass: null, pastClass: null })),
    },
  },
  {
    rule: 'module-renamed',
    pastModule: 'src/store.ts',
    past: CLASS('Box'),
    future: CLASS('Box'),
    target: 'src/m.ts#boxes',
    mutants: {
      'starts it anew': changedRoot('boxes', { how: 'new' }),
      'takes it for one that is gone': changedRoot('boxes', { how: 'drop' }),
    },
  },
  {
    rule: 'root-renamed-declared',
    past: 'export let queue: Date[] = []; export const reset = () => { queue = []; };',
    future: '/** @renamedFrom queue */\nexport let waiting: Date[] = []; export const reset = () => { waiting = []; };',
    target: 'src/m.ts#waiting',
    mutants: {
      'starts it anew': changedRoot('waiting', { how: 'new' }),
      'takes it for one that is gone': changedRoot('waiting', { how: 'drop' }),
    },
  },
  {
    ...field('strictness', 'owner: { name: string }', 'owner: { name: string }', {
      'carries another field': [/ferry\.carry\(past\.owner, .*?\)/, '{ name: past.id }'],
      'has no guard for the way back': UNGUARDED,
    }),
    options: { strictNullChecks: false },
    field: 'owner',
  },
  {
    rule: 'field-of-base-or-subclass',
    past: `export class Animal { name = ''; }\nexport class Dog extends Animal { tricks = 0; }
export interface Box { pet: Dog }\n${ROOT}\nexport const others: Animal[] = []; export const let1 = () => others.push(new Animal());`,
    future: `export class Animal { name = ''; }\nexport class Dog extends Animal { tricks = 0; }
export interface Box { pet: Animal }\n${ROOT}\nexport const others: Animal[] = []; export const let1 = () => others.push(new Animal());`,
    target: 'src/m.ts#Box',
    field: 'pet',
    mutants: {
      'carries nothing': [/future\.pet = .*;/, ''],
      'copies the object': [/future\.pet = (.*);/, 'future.pet = { ...($1) };'],
    },
  },
  {
    rule: 'root-retyped',
    past: 'export let total = 0n; export function add() { total += 1n; }',
    future: "export let total = ''; export function add() { total += '1'; }",
    target: 'src/m.ts#total',
    mutants: {
      'adds one': ['String(past)', 'String(past + 1n)'],
      'comes back as text': ['BigInt(future)', 'future as never'],
    },
  },
  {
    rule: 'root-retyped',
    past: 'export let queue = new Set<string>(); export const reset = () => { queue = new Set(); };',
    future: 'export let queue: string[] = []; export const reset = () => { queue = []; };',
    target: 'src/m.ts#queue',
    mutants: {
      'loses the first': [/\[\.\.\.queue\]/, '[...queue].slice(1)'],
    },
  },
];
