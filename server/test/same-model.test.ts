import type { StateModel } from '@timeferry/analysis/state-model';
import { expect, test } from 'vitest';
import { isSameModel } from '../src/same-model.ts';

const root = { name: 'src/app.ts#a' } as StateModel['roots'][number];
const type = { name: 'src/app.ts#A', fields: [] } as unknown as Parameters<Map<string, never>['set']>[1];
const model = (): StateModel => ({
  roots: [root],
  types: new Map([['src/app.ts#A', type]]),
  modules: [],
  callables: new Set(['src/app.ts#run']),
  problems: [],
});

test('two readings with the same parts are the same', () => {
  expect(isSameModel(model(), model())).toBe(true);
});

test.each<[what: string, other: Partial<StateModel>]>([
  ['a root', { roots: [{ ...root }] }],
  ['one root less', { roots: [] }],
  ['a type', { types: new Map([['src/app.ts#A', { ...(type as object) } as never]]) }],
  ['the name of a type', { types: new Map([['src/app.ts#B', type]]) }],
  ['a function', { callables: new Set(['src/app.ts#runs']) }],
  ['a problem', { problems: [{ message: 'It cannot be read.' }] }],
  ['an option', { nullableByOption: true }],
])('another reading is another one by %s', (_what, other) => {
  expect(isSameModel(model(), { ...model(), ...other })).toBe(false);
});
