import { expect, test } from 'vitest';
import { reportSources } from '../support/versions.ts';

const many = (count: number, text: (index: number) => string, between = ' ') =>
  Array.from({ length: count }, (_, index) => text(index)).join(between);

/** Verdicts of the roots of two versions of one file. */
function verdicts(past: string, future: string): string[] {
  const { roots } = reportSources({ 'src/app.ts': past }, { 'src/app.ts': future });
  return [...new Set(roots.map((root) => root.verdict))];
}

test('a text put together from 5,000 parts', () => {
  const text = `export let text = ${many(5000, (i) => `'${i}'`, ' + ')};`;
  expect(verdicts(text, text)).toEqual(['same']);
});

test('2,000 fields that are all renamed', () => {
  const version = (prefix: string) =>
    `export interface T { ${many(2000, (i) => `${prefix}${i}: number;`)} } export const all: T[] = [];`;
  expect(verdicts(version('a'), version('b'))).toEqual(['choose']);
});

test('a union of 1,000 object types, one of which changes', () => {
  const version = (type: string) =>
    `export const all: (${many(1000, (i) => `{ kind: ${i}; v: ${i === 500 ? type : 'number'} }`, '|')})[] = [];`;
  expect(verdicts(version('number'), version('bigint'))).toEqual(['lossy']);
});

test('instantiations that nest 200 deep', () => {
  const version = (type: string) =>
    `interface Box<T> { v: T } export const box: ${'Box<'.repeat(200)}${type}${'>'.repeat(200)}[] = [];`;
  expect(verdicts(version('number'), version('bigint'))).toEqual(['lossy']);
});

test('a file that the compiler itself cannot read for its depth is named', () => {
  const text = `declare const b: { next(): typeof b }; export const end = b${'.next()'.repeat(20_000)};`;
  expect(() => verdicts(text, text)).toThrow('nests too deeply to be read');
});
