import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { type Expectation, violation } from './support/expectations.ts';
import { reportSources, type Sources } from './support/versions.ts';

interface Case {
  readonly id: string;
  readonly title: string;
  readonly past: Sources;
  readonly future: Sources;
  readonly tsconfigPast?: object;
  readonly tsconfigFuture?: object;
  readonly expect: readonly Expectation[];
}

const folder = fileURLToPath(new URL('../../test/corpus/diff/', import.meta.url));
const cases = readdirSync(folder)
  .filter((name) => name.endsWith('.json'))
  .map((name) => JSON.parse(readFileSync(folder + name, 'utf8')) as Case);

test.each(cases)('$id: $title', ({ past, future, tsconfigPast, tsconfigFuture, expect: expectations }) => {
  const report = reportSources(past, future, { past: tsconfigPast ?? {}, future: tsconfigFuture ?? {} });
  const violations = expectations.flatMap((expected) => {
    const found = violation(report, expected);
    return found === undefined ? [] : [`${JSON.stringify(expected)}: ${found}`];
  });
  expect(violations).toEqual([]);
});

test('the corpus is there', () => {
  expect(cases.length).toBeGreaterThanOrEqual(69);
});
