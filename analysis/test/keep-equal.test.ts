import { expect, test } from 'vitest';
import { keepEqual } from '../src/keep-equal.ts';
import type { ObjectType, StateModel, StateRoot } from '../src/state-model.ts';

const position = { file: 'src/app.ts', line: 1, column: 1 };
const root = (line = 1): StateRoot => ({
  name: 'src/app.ts#a',
  kind: 'let',
  type: { kind: 'object', type: 'src/app.ts#A' },
  typeText: 'A',
  position: { ...position, line },
  tags: {},
});
const type = (name: string, abstract = false): ObjectType => ({
  name,
  declaredAs: 'class',
  fields: [],
  position,
  exported: true,
  abstract,
  bases: [],
  subtypes: [],
  tags: {},
});
const typesOf = (...types: readonly ObjectType[]) => new Map(types.map((each) => [each.name, each]));
const model = (): StateModel => ({
  roots: [root()],
  types: typesOf(type('src/app.ts#A'), type('src/app.ts#B')),
  modules: [],
  callables: new Set(['src/app.ts#run']),
  nullableByOption: false,
  problems: [],
});

test('a reading that says the same is the earlier one', () => {
  const before = model();
  expect(keepEqual(before, model())).toBe(before);
});

test('what one edit leaves alone is what it was before', () => {
  const before = model();
  const now = keepEqual(before, { ...model(), types: typesOf(type('src/app.ts#A'), type('src/app.ts#B', true)) });
  expect(now).not.toBe(before);
  expect(now.types.get('src/app.ts#A')).toBe(before.types.get('src/app.ts#A'));
  expect(now.types.get('src/app.ts#B')!.abstract).toBe(true);
  expect(now.roots).toBe(before.roots);
});

test.each<[what: string, other: Partial<StateModel>]>([
  ['where a root stands', { roots: [root(2)] }],
  ['one root less', { roots: [] }],
  ['a type', { types: typesOf(type('src/app.ts#A', true), type('src/app.ts#B')) }],
  ['the name of a type', { types: typesOf(type('src/app.ts#A'), type('src/app.ts#C')) }],
  ['the order of the types', { types: typesOf(type('src/app.ts#B'), type('src/app.ts#A')) }],
  ['a function', { callables: new Set(['src/app.ts#runs']) }],
  ['a problem', { problems: [{ message: 'It cannot be read.' }] }],
  ['an option', { nullableByOption: true }],
])('another reading is another one by %s', (_what, other) => {
  const now = { ...model(), ...other };
  expect(keepEqual(model(), now)).toEqual(now);
  const before = model();
  expect(keepEqual(before, now)).not.toBe(before);
  expect([...keepEqual(before, now).types.keys()]).toEqual([...now.types.keys()]);
});
