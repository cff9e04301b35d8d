import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { rehearseVersions } from '../src/rehearse-versions.ts';
import { twoVersions } from './versions.ts';

const version = (cents: string, one: string) => `
export interface Item { name: string; cents: ${cents}; tags: string[]; kind: { of: 'box'; depth: number } | { of: 'bag' } }
export class Counter { made = 0; }
export const items = new Map<string, Item>();
export const counter = new Counter();
items.set('a', { name: 'a', cents: ${one}, tags: ['x'], kind: { of: 'box', depth: 2 } });
items.set('b', JSON.parse('{ "name": 7, "cents": 2, "tags": ["y"], "kind": { "of": "bag" } }'));
${one === '1n' ? "items.get('b')!.cents = 2n;" : ''}
counter.made = items.size;
setInterval(() => undefined, 1000);
`;

/** Rehearses with a mapper for the items whose way back undoes exactly what its way there did. */
async function rehearseWith(forward: string, backward: string) {
  const { folder, project } = twoVersions(version('number', '1'), version('bigint', '1n'), {
    launch: true,
    transfer: 'transfer',
    timeout: 20_000,
  });
  mkdirSync(join(folder, 'transfer/src'), { recursive: true });
  writeFileSync(
    join(folder, 'transfer/src/app.ts'),
    `export const item = { type: 'src/app.ts#Item', law: 'bijective',
      forward(past: any, future: any) { ${forward} },
      backward(future: any, past: any) { ${backward} } };`,
  );
  return rehearseVersions(project);
}

test('values of the declared types are a match; what the past program itself holds against its types is only noted', async () => {
  const report = await rehearseWith('future.cents = BigInt(past.cents);', 'past.cents = Number(future.cents);');
  expect(report).toMatchObject({ outcome: 'match', mismatches: [] });
  expect(report.unverified).toEqual([expect.stringContaining('src/app.ts#items.get("b").name')]);
});

test('a fault that the way back undoes is found in the future state', async () => {
  const report = await rehearseWith('future.cents = String(past.cents);', 'past.cents = Number(future.cents);');
  expect(report).toMatchObject({
    outcome: 'mismatch',
    mismatches: [
      {
        path: 'src/app.ts#items.get("a").cents',
        type: 'src/app.ts#Item',
        field: 'cents',
        past: '1',
        future: '"1"',
        count: 2,
        why: expect.stringContaining('bigint'),
        location: { version: 'future', file: 'src/app.ts', line: 2 },
        mapper: { version: 'transfer', file: 'src/app.ts', line: 2 },
      },
    ],
  });
});

test('elements of lists, variants of unions and missing fields are looked at too', async () => {
  const report = await rehearseWith(
    `future.cents = BigInt(past.cents); future.tags[0] = 1; delete future.kind.depth;`,
    `past.cents = Number(future.cents); past.tags[0] = past.name === 'a' ? 'x' : 'y';
     if (past.name === 'a') past.kind.depth = 2;`,
  );
  expect(report.outcome).toBe('mismatch');
  expect(report.mismatches.map(({ path }) => path)).toEqual(
    expect.arrayContaining([
      'src/app.ts#items.get("a").tags[0]',
      expect.stringMatching(/^src\/app\.ts#items\.get\("a"\)\.kind/),
    ]),
  );
});

const items = (fields: string, values: string, more = '') => `
export class Item { name: string; ${fields}; constructor(name: string) { this.name = name; ${values} } }
export const items: Item[] = [new Item('a'), new Item('b')];
${more}
setInterval(() => undefined, 1000);
`;

test('what cannot be moved is listed as that, whatever type it is declared to have', async () => {
  const version = `
// @ts-ignore
import { createServer } from 'node:net';
export interface Door { name: string; server: { tag: string } }
export const doors: Door[] = [{ name: 'front', server: Object.assign(createServer(), { tag: 'x' }) }];
setInterval(() => undefined, 1000);`;
  const report = await rehearseVersions(twoVersions(version, version, { launch: true, timeout: 20_000 }).project);
  expect(report).toMatchObject({ outcome: 'match', mismatches: [] });
  expect(report.excluded).toEqual([expect.stringMatching(/doors\[0\]\.server: a node:net#Server/)]);
});

test('what is new and has no value, for nobody has decided what gives it, is a mismatch; what has a past is left out', async () => {
  const past = items('color: string; parts: string', `this.color = 'red'; this.parts = 'x';`);
  const future = items(
    'colour: string; parts: { of: number }; size: number',
    `this.colour = 'b'; this.parts = { of: 0 }; this.size = 1;`,
    'export let limit: number;',
  );
  const report = await rehearseVersions(twoVersions(past, future, { launch: true, timeout: 20_000 }).project);
  expect(report.outcome).toBe('mismatch');
  const undecided = (path: string, name: string, count: number) =>
    expect.objectContaining({
      path: `src/app.ts#${path}`,
      count,
      past: 'nothing',
      why: expect.stringContaining(`nobody has decided what gives src/app.ts#${name} its value`),
    });
  expect(report.mismatches).toEqual([
    undecided('limit', 'limit', 1),
    undecided('items[0].colour', 'Item.colour', 2),
    undecided('items[0].size', 'Item.size', 2),
  ]);
  expect(report.mismatches.filter(({ mapper }) => mapper)).toEqual([]);
  expect(report.excluded).toEqual(
    ['color', 'parts'].map(
      (name) => `src/app.ts#items[0].${name} (and 1 more): nobody has decided yet what becomes of it`,
    ),
  );
});
