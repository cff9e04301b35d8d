import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
const RULE_TESTS = 'analysis/test/rules/';

/** A row of the rules page: the rule, the linked file, and the one with its property test where there is one. */
interface Row {
  readonly id: string;
  readonly verdict: string;
  readonly file: string;
  readonly property: string | null;
}

const rows: Row[] = readFileSync(`${root}docs/rules.md`, 'utf8')
  .split('\n')
  .flatMap((line) => {
    const [, id, verdict = ''] = /^\| `([a-z-]+)` \|(?:\\\||[^|])*\|((?:\\\||[^|])*)\|/.exec(line) ?? [];
    const [file, property] = [...line.matchAll(/\]\(\.\.\/([^)]+)\)/g)].map((link) => link[1]!);
    return id === undefined ? [] : [{ id, verdict, file: file ?? '', property: property ?? null }];
  });

/**
 * The rules that the tests show, by the names of their `describe`s; one in plain words is about something else, and so are
 * the files about how sources are read.
 */
const shown = readdirSync(root + RULE_TESTS)
  .filter((name) => name.endsWith('.test.ts') && !name.startsWith('extract-'))
  .flatMap((name) => {
    const text = readFileSync(root + RULE_TESTS + name, 'utf8');
    return [...text.matchAll(/^describe\('([a-z-]+)'/gm)].map((match) => ({ id: match[1]!, file: RULE_TESTS + name }));
  });

test('every rule of the page has its test in the file that it links to, and only there', () => {
  expect(rows.length).toBeGreaterThan(80);
  const files = (id: string) => shown.filter((each) => each.id === id).map(({ file }) => file);
  expect(rows.filter(({ id, file }) => files(id).join() !== file)).toEqual([]);
});

test('every rule that is tested stands on the page, once', () => {
  const count = (id: string) => rows.filter((row) => row.id === id).length;
  expect(shown.filter(({ id }) => count(id) !== 1)).toEqual([]);
});

test('the property tests that the page links to name the rule', () => {
  const linked = rows.flatMap(({ id, property }) => (property === null ? [] : [{ id, property }]));
  expect(linked.filter(({ id, property }) => !readFileSync(root + property, 'utf8').includes(`'${id}'`))).toEqual([]);
});

test('every rule that promises auto has a property test', () => {
  const promised = rows.filter(({ verdict }) => verdict.includes('`auto`'));
  expect(promised.length).toBeGreaterThan(28);
  expect(promised.filter(({ property }) => property === null)).toEqual([]);
});
