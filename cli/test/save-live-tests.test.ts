import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { twoVersions } from '../../project/test/versions.ts';
import { timeferry } from './run-cli.ts';

const version = (cents: string, one: (value: string) => string, total: string) => `
declare const process: { env: Record<string, string | undefined> };
export class Item { name: string; cents: ${cents}; owner: string; tags: string[]; related: Item[] = [];
  constructor(name: string, cents: ${cents}, tags: string[]) {
    this.name = name; this.cents = cents; this.tags = tags; this.owner = process.env.SHOP_PASSWORD ?? 'nobody'; } }
export interface Part { size: number }
export class Shelf { width: ${cents}; parts: Part[]; constructor(width: ${cents}, parts: Part[]) { this.width = width; this.parts = parts; } }
export const shelves = [new Shelf(${one('1')}, [{ size: 1 }]), new Shelf(${one('2')}, [{ size: 2 }, { size: 6 }])];
export const items = new Map<string, Item>();
for (let i = 0; i < 40; i++) items.set('k' + i, new Item('n' + i, ${one('i')}, ['red', 'blue', 'green']));
items.get('k7')!.related.push(items.get('k8')!, items.get('k7')!);
items.get('k21')!.cents = ${one('-5')};
export let total: ${total} = ${total === 'number' ? '30' : "'30'"};
total = total;
setInterval(() => undefined, 1000);
`;
const PAST = version('number', (value) => value, 'number');
const FUTURE = version('bigint', (value) => `BigInt(${value})`, 'string');

const modules = (cents: string, total: string, parts: string) => `
export const shelf = { type: 'src/app.ts#Shelf', law: 'bijective',
  forward(past: any, future: any) { future.width = BigInt(past.width); },
  backward(future: any, past: any) { past.width = Number(future.width); ${parts} },
};
export const item = { type: 'src/app.ts#Item', law: 'bijective',
  forward(past: any, future: any) { future.cents = BigInt(past.cents); },
  backward(future: any, past: any) { past.cents = ${cents}; },
};
export const total = { root: 'src/app.ts#total', law: 'bijective',
  forward: (past: any) => ${total}, backward: (future: any) => Number(future) };
`;

/** Only a negative price shows what is wrong with one, only this total with the next, only a part of this size with the last. */
const WRONG = modules(
  'Math.abs(Number(future.cents))',
  "past === 30 ? '31' : String(past)",
  'for (const part of past.parts) if (part.size === 6) part.size = 5;',
);
const RIGHT = modules('Number(future.cents)', 'String(past)', '');

function runTests(folder: string, names: readonly string[]) {
  const tsx = import.meta.resolve('tsx');
  const files = names.map((name) => join(folder, 'tests', name));
  return spawnSync(process.execPath, ['--import', tsx, '--test', ...files], { encoding: 'utf8', timeout: 60_000 });
}

test('what a rehearsal finds spoilt is saved as tests that fail with the wrong mapper and pass with the right one', async () => {
  const { folder } = twoVersions(PAST, FUTURE, {});
  const transfer = join(folder, 'transfer/src');
  mkdirSync(transfer, { recursive: true });
  writeFileSync(join(transfer, 'app.ts'), WRONG);
  const env = { ...process.env, SHOP_PASSWORD: 'correct horse battery' };
  const args = ['rehearse', '--past', 'past', '--future', 'future', '--transfer', 'transfer', '--launch', '--json'];
  const { code, stdout } = await timeferry([...args, '--save-tests', 'tests'], { cwd: folder, env });
  const report = JSON.parse(stdout);
  expect(code).toBe(1);
  expect(report.mismatches.map(({ path }: { path: string }) => path)).toEqual(
    expect.arrayContaining(['src/app.ts#items.get("k21").cents', 'src/app.ts#total']),
  );
  const names = readdirSync(join(folder, 'tests')).toSorted();
  expect(names).toEqual(['Item', 'Shelf', 'total'].map((name) => `src-app-ts-${name}-live.test.mjs`));
  expect(report.tests).toHaveLength(3);
  // The mapper of shelves spoils what they hold.
  expect(readFileSync(join(folder, 'tests', names[1]!), 'utf8')).toContain('parts: [{ size: 6 }]');

  const text = readFileSync(join(folder, 'tests', names[0]!), 'utf8');
  expect(text).toContain('cents: -5');
  expect(text).not.toMatch(/correct horse|red|n21/);
  expect(stdout).not.toContain('correct horse');
  const wrong = runTests(folder, names);
  expect(wrong.status).toBe(1);
  expect(wrong.stdout).toContain('# fail 3');

  writeFileSync(join(transfer, 'app.ts'), RIGHT);
  expect(runTests(folder, names)).toMatchObject({ status: 0, stdout: expect.stringContaining('# pass 3') });
});
