import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
const CASES = 'test/live/cases/';

/** A row of the page: the kind of state, and the linked case. */
const rows = readFileSync(`${root}docs/live-state.md`, 'utf8')
  .split('\n')
  .flatMap((line) => {
    const kind = /^\| `([a-z-]+)` \|/.exec(line)?.[1];
    const file = [...line.matchAll(/\]\(\.\.\/([^)]+)\)/g)].at(-1)?.[1] ?? '';
    return kind === undefined ? [] : [`${kind} in ${file}`];
  });

/** The kinds that the live cases say they show. */
const shown = readdirSync(root + CASES).flatMap((name) => {
  const file = `${CASES}${name}/case.ts`;
  const list = /^ {2}kinds: \[([^\]]*)\]/m.exec(readFileSync(root + file, 'utf8'))?.[1] ?? '';
  return [...list.matchAll(/'([a-z-]+)'/g)].map(([, kind]) => `${kind} in ${file}`);
});

test('every kind of state on the page has its case, and every case stands there', () => {
  expect(rows.length).toBeGreaterThan(35);
  expect([...rows].sort()).toEqual([...shown].sort());
  expect(new Set(shown.map((row) => row.replace(/^.* in /, '')))).toEqual(
    new Set(readdirSync(root + CASES).map((name) => `${CASES}${name}/case.ts`)),
  );
});

test('every kind has a way to take its handling away, at a place that is still there', async () => {
  const { mutations } = (await import(`${root}bench/mutations/mutations.mjs`)) as { mutations: readonly Mutation[] };
  const { mutate } = (await import(`${root}bench/mutations/mutate.mjs`)) as { mutate: Mutate };
  for (const one of mutations) {
    const text = readFileSync(`${root}transfer/src/${one.file}`, 'utf8');
    expect(mutate(text, one)).not.toBe(text);
  }
  const kinds = rows.map((row) => row.replace(/ in .*$/, ''));
  expect(new Set(mutations.map(({ kind }) => kind))).toEqual(new Set(kinds));
});

interface Mutation {
  readonly kind: string;
  readonly file: string;
}

/** Throws where the place is not there exactly once. */
type Mutate = (text: string, mutation: Mutation) => string;
