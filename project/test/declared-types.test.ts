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
