import { expect, test } from 'vitest';
import { checkVersions } from '../src/check-versions.ts';
import type { Decision } from '../src/settings.ts';
import { twoVersions } from './versions.ts';

/** Checks a field that was one thing and is another now. */
function check(past: string, future: string, decisions: readonly Decision[] = []) {
  const version = (field: string) =>
    `export interface Item { ${field} }\nconst all: Item[] = [];\nexport const put = (item: Item) => all.push(item);\n`;
  return checkVersions(twoVersions(version(past), version(future), { decisions }).project);
}

test('what has a default needs nobody', () => {
  expect(check('cents: number', 'cents: bigint')).toEqual({ open: [], problems: [], settled: [], stale: [] });
});

test('a likely rename is open on both sides until it is decided', () => {
  const names = check('mail: string', 'email: string').open.map(({ name, verdict, version }) => [
    name,
    verdict,
    version,
  ]);
  expect(names).toEqual([
    ['src/app.ts#Item.mail', 'choose', 'past'],
    ['src/app.ts#Item.email', 'choose', 'future'],
  ]);
});

test('a decision on the type settles its fields', () => {
  const decision = { state: 'src/app.ts#Item', reason: 'Both start empty.' };
  expect(check('mail: string', 'email: string', [decision])).toMatchObject({
    open: [],
    settled: [decision],
    stale: [],
  });
});

test('a transient piece is settled by its reason, and a tag that matches nothing is stale', () => {
  const gone = '/** @renamedFrom nope */ id: string;';
  const { open, settled, stale } = check(
    'id: string; pending: Promise<void> | null',
    `${gone} /** @transient asked for again */ pending: Promise<void> | null`,
  );
  expect(open).toEqual([]);
  expect(settled).toEqual([{ state: 'src/app.ts#Item.pending', reason: 'asked for again' }]);
  expect(stale.map(({ message }) => message)).toEqual([
    '@renamedFrom nope on src/app.ts#Item.id matches nothing any more; take it out.',
  ]);
});

test('a decision settles no manual piece, and one that matches nothing is stale', () => {
  const decisions = [
    { state: 'src/app.ts#Item.label', reason: 'Nobody reads it.' },
    { state: 'src/app.ts#Gone', reason: 'It was there once.' },
  ];
  const { open, settled, stale } = check('id: string', 'id: string; label: number', decisions);
  expect(open).toMatchObject([{ name: 'src/app.ts#Item.label', verdict: 'manual' }]);
  expect({ settled, stale }).toEqual({
    settled: [],
    stale: decisions.map((each) => ({ ...each, message: expect.stringContaining(each.state) })),
  });
});
