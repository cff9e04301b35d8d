import { describe } from 'vitest';
import { inType, retype, rule } from '../support/rule.ts';

const level = (past: string, future: string) => `- export enum L { ${past} }\n+ export enum L { ${future} }`;

describe('enum-gained', () => {
  retype('a member gained at the end', 'L', 'L', 'auto', level('A, B', 'A, B, C'));
  retype('a member gained in front renumbers', 'L', 'L', 'auto', level('A, B', 'Z, A, B'));
});

describe('enum-renumbered', () => {
  retype('beside a number', 'L | 5', 'L | 5', 'auto', level('A, B', 'B, A'));
  retype('beside a word', "L | 'x'", "L | 'x'", 'auto', level('A, B', 'B, A'));
  retype('some of its members', 'L.A | L.B', 'L.A | L.B', 'auto', level('A, B, C', 'B, A, C'));
  retype('in a Set', 'Set<L>', 'Set<L>', 'auto', level('A, B', 'B, A'));
  retype('in the values of a Map', 'Map<string, L[]>', 'Map<string, L[]>', 'auto', level('A, B', 'B, A'));
  retype('in a tuple', '[L, L]', '[L, L]', 'auto', level('A, B', 'B, A'));
  retype('numbers become texts', 'L', 'L', 'auto', level('A, B', "A = 'a', B = 'b'"));
  rule('optional', `${level('A, B', 'B, A')}\n${inType('x?: L;')}`, { 'T.x': 'auto' });
  rule('optional to required', `${level('A, B', 'B, A')}\n${inType('- x?: L;\n+ x: L;')}`, { 'T.x': 'lossy' });
  rule('in the argument of a generic', `${level('A, B', 'B, A')}\ninterface Box<V> { v: V }\n${inType('x: Box<L>;')}`, {
    'T.x': 'same',
    'Box<L>.v': 'auto',
    all: 'auto',
  });
  rule('in a static', `${level('A, B', 'B, A')}\nexport class K { static level: L = L.A }`, { 'K.level': 'auto' });
  rule(
    'in a captured variable',
    `${level('A, B', 'B, A')}\nfunction make() { let now: L = L.A; return () => { now = L.B; return now; }; }\nexport const go = make();`,
    { 'make.now': 'auto' },
  );
  rule(
    'in an inherited field',
    `${level('A, B', 'B, A')}\nclass Base { level = L.A as L }\nexport class D extends Base {}\nexport const all: D[] = [];`,
    { 'D.level': 'auto' },
  );

  retype('string values changed', 'L', 'L', 'auto', level("A = 'a', B = 'b'", "A = 'x', B = 'b'"));
  retype('inside a nullable list', '(L | null)[]', '(L | null)[]', 'auto', level('A, B', 'B, A'));
  retype('a const enum', 'L', 'L', 'auto', '- export const enum L { A, B }\n+ export const enum L { B, A }');
  rule('as a root', '- enum L { A, B }\n+ enum L { B, A }\nexport let level: L = L.A;', { level: 'auto' });
});

describe('enum-reordered', () => {
  retype('another name for the enum', 'L', 'M', 'same', '- enum L { A, B }\n+ enum M { A, B }');

  retype('fixed values reordered', 'L', 'L', 'same', level("A = 'a', B = 'b'", "B = 'b', A = 'a'"));
});

describe('enum-lost', () => {
  retype('one member', 'L', 'L', 'lossy', level('A, B, C', 'A, B'));
  retype('two that share a value from now on', 'L', 'L', 'lossy', level('A = 1, B = 2', 'A = 1, B = 1'));
  retype('two that shared a value', 'L', 'L', 'manual', level('A = 1, B = 1, C = 3', 'A = 1, B = 2, C = 3'));

  retype('number to an enum', 'number', 'L', 'lossy', 'export enum L { A, B }');
});

describe('enum-member-renamed', () => {
  retype('one', 'L', 'L', 'choose', level('A, B, C', 'A, B, D'));
  retype('in a list', 'L[]', 'L[]', 'choose', level('A, B, C', 'A, B, D'));
  retype('as a Map key', 'Map<L, string>', 'Map<L, string>', 'choose', level('A, B, C', 'A, B, D'));
  retype('another enum of other numbers', 'L', 'M', 'choose', '- enum L { A, B }\n+ enum M { B, A }');
});

describe('flags-gained', () => {
  retype('flags gain a bit', 'L', 'L', 'auto', level('R = 1 << 0, W = 1 << 1', 'R = 1 << 0, W = 1 << 1, X = 1 << 2'));
});

describe('flags-changed', () => {
  retype('flags change a bit', 'L', 'L', 'lossy', level('R = 1 << 0, W = 1 << 1', 'R = 1 << 1, W = 1 << 0'));
});

describe('enum-to-words', () => {
  retype('to the words of its members', 'L', "'a' | 'b'", 'auto', '- export enum L { A, B }');
  retype('to number', 'L', 'number', 'auto', 'export enum L { A, B }');
});

describe('enum-keys', () => {
  rule('of a Partial', 'enum L {\n- A, B\n+ B, A\n}\nexport const m: Partial<Record<L, string>> = {};', {
    m: 'manual',
  });
  rule(
    'written as members',
    'enum L {\n- A, B\n+ B, A\n}\nexport const m: { [L.A]: string; [L.B]: string } = { 0: "", 1: "" };',
    { m: 'manual' },
  );
  rule(
    'fixed values reordered',
    'enum L {\n- A = 0, B = 1\n+ B = 1, A = 0\n}\nexport const m: Record<L, string> = { 0: "", 1: "" };',
    {
      m: 'same',
    },
  );

  retype('as a Map key', 'Map<L, string>', 'Map<L, string>', 'auto', level('A, B', 'B, A'));
  rule('renumbered', 'enum L {\n- A, B\n+ B, A\n}\nexport const m: Record<L, string> = { 0: "", 1: "" };', {
    m: 'manual',
  });
  rule('a key gained', 'enum L {\nA,\n+ B\n}\nexport const m: { [k in L]?: string } = {};', { m: 'auto' });
});
