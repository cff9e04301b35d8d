import { expect, test } from 'vitest';
import { load, TestFerry, TwoVersions } from './two-versions.ts';

const level = (members: string) => `export enum Level { ${members} }`;
// biome-ignore-start lint/suspicious/noTemplateCurlyInString: template literal types
const versions = new TwoVersions(
  { 'src/a.ts': `${level('Low, High')} ${fields('string', 'number[]', '1 | 2', 'Level | 5', '[number] | null')}` },
  {
    'src/a.ts': `${level('High, Low')} ${fields('`id-${number}`', '[number, number]', 'bigint', 'Level | 5', 'number[] | null')}`,
  },
  null,
);
// biome-ignore-end lint/suspicious/noTemplateCurlyInString: template literal types

function fields(form: string, pair: string, digit: string, level: string, one: string): string {
  return `export interface T { form: ${form}; pair: ${pair}; digit: ${digit}; level: ${level}; one: ${one} }
    export const all: T[] = [];`;
}

type Move = (source: unknown, target: object, ferry: TestFerry) => void;

const { files } = versions.generate();
const { t } = load('src/a.ts', files.get('src/a.ts')!);

test('the mapper type-checks against both versions', () => {
  expect(versions.check(files), files.get('src/a.ts')).toEqual([]);
});

test('values that fit are converted, and come back', () => {
  const past = { form: 'id-7', pair: [1, 2], digit: 2, level: 1, one: [3] };
  const ferry = new TestFerry();
  const future = {};
  (t!.forward as Move)(past, future, ferry);
  expect(future).toEqual({ form: 'id-7', pair: [1, 2], digit: 2n, level: 0, one: [3] });
  const reversed = {};
  (t!.backward as Move)(future, reversed, ferry);
  expect(reversed).toEqual(past);
  expect(ferry.lost).toEqual([]);
});

test('a number beside an enum keeps its value', () => {
  const future: { level?: number } = {};
  (t!.forward as Move)({ form: 'id-7', pair: [1, 2], digit: 1, level: 5, one: null }, future, new TestFerry());
  expect(future.level).toBe(5);
});

test('each value that does not fit is counted, and not carried', () => {
  const ferry = new TestFerry();
  const future = {};
  (t!.forward as Move)({ form: 'no-7', pair: [1], digit: 1, level: 0, one: null }, future, ferry);
  expect(ferry.lost.map((each) => each.split(' ')[0])).toEqual(['form', 'pair']);
  expect(future).toEqual({ digit: 1n, level: 1, one: null });
});

test('a list that is no longer the tuple that it was is counted on the way back', () => {
  const ferry = new TestFerry();
  (t!.backward as Move)({ form: 'id-7', pair: [1, 2], digit: 1n, level: 1, one: [1, 2] }, {}, ferry);
  expect(ferry.lost.map((each) => each.split(' ')[0])).toEqual(['one']);
});
