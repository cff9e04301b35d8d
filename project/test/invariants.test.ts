import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { checkVersions } from '../src/check-versions.ts';
import { generateVersions } from '../src/generate-versions.ts';
import { rehearseVersions } from '../src/rehearse-versions.ts';
import { twoVersions } from './versions.ts';

const version = (cents: string, of: (cents: number) => string) => `
export interface Item { name: string; cents: ${cents} }
export class Account { #owed: ${cents}; constructor(owed: ${cents}) { this.#owed = owed; } due() { return this.#owed; } }
export class Business extends Account { seats = 3; }
export const items = new Map<string, Item>();
export const accounts: Account[] = [new Account(${of(5)}), new Business(${of(7)})];
for (const [name, cents] of [['a', ${of(1)}], ['b', ${of(20)}], ['c', ${of(30)}]] as const) items.set(name, { name, cents });
setInterval(() => undefined, 1000);
`;

const PAST = version('number', (cents) => `${cents}`);
const FUTURE = version('bigint', (cents) => `${cents}n`);

/** What the way back undoes, of a type that is right: only the author knows that it is wrong. */
const DOUBLED = `import type { Mapper } from '../ferry.js';
export const item = { type: 'src/app.ts#Item', law: 'bijective',
  forward(past, future) { future.cents = BigInt(past.cents) * 2n; },
  backward(future, past) { past.cents = Number(future.cents / 2n); },
} satisfies Mapper<{ name: string; cents: number }, { name: string; cents: bigint }>;
`;

function withTransfer(invariants: string, mapper = '', settings = {}, more = '') {
  const given = { launch: true, transfer: 'transfer', timeout: 20_000, ...settings };
  const { folder, project } = twoVersions(PAST + more, FUTURE + more, given);
  generateVersions(project);
  mkdirSync(join(folder, 'transfer/src'), { recursive: true });
  if (mapper !== '') writeFileSync(join(folder, 'transfer/src/app.ts'), mapper);
  writeFileSync(join(folder, 'transfer/invariants.ts'), invariants);
  return { folder, project };
}

const HEAD = `import type { Account, Item } from 'future/src/app.js';
import type { Invariant } from './ferry.js';
`;

test('what breaks an invariant is a mismatch with its path, its count and the line of the invariant', async () => {
  const { project } = withTransfer(
    `${HEAD}export const cheap = {
  invariant: 'an item costs less than 50 cents',
  type: 'src/app.ts#Item',
  holds: (item) => item.cents < 50n || \`\${item.name} costs \${item.cents}\`,
} satisfies Invariant<Item>;
export const total = {
  invariant: 'the items cost 51 together',
  root: 'src/app.ts#items',
  holds: (items) => [...items.values()].reduce((sum, { cents }) => sum + cents, 0n) === 51n,
} satisfies Invariant<Map<string, Item>>;
export const asBefore = {
  invariant: 'items keep their prices',
  type: 'src/app.ts#Item',
  version: 'past',
  holds: (item) => item.cents < 30,
} satisfies Invariant<{ cents: number }>;`,
    DOUBLED.replace('* 2n', '* 25n').replace('/ 2n', '/ 25n'),
  );
  const report = await rehearseVersions(project);
  expect(report.outcome).toBe('mismatch');
  expect(report.mismatches).toMatchObject([
    {
      path: 'src/app.ts#items.get("b")',
      type: 'src/app.ts#Item',
      past: expect.stringContaining('cents: 20'),
      future: expect.stringContaining('cents: 500n'),
      count: 2,
      why: 'the invariant "an item costs less than 50 cents" does not hold: b costs 500',
      location: { version: 'transfer', file: 'invariants.ts', line: 6, column: 3 },
    },
    { path: 'src/app.ts#items', type: 'src/app.ts#items', field: '', count: 1, location: { line: 11 } },
    {
      path: 'src/app.ts#items.get("c")',
      count: 1,
      reversed: expect.stringContaining('cents: 30'),
      location: { line: 17 },
    },
  ]);
  expect(checkVersions(project).problems).toEqual([]);
});

test('invariants see methods, hidden fields and subclasses; one that no value is held against is named', async () => {
  const { project } = withTransfer(
    `${HEAD}export const owes = {
  invariant: 'an account owes something',
  type: 'src/app.ts#Account',
  holds: (account, look) =>
    account.due() > 0n && look.inside<bigint>(account, '#owed') === account.due() &&
    look.is(account, 'src/app.ts#Account') && (account.due() === 7n) === look.is(account, 'src/app.ts#Business'),
} satisfies Invariant<Account>;
export const seven = { invariant: 'nobody owes seven', type: 'src/app.ts#Account', holds: (account) => account.due() !== 7n } satisfies Invariant<Account>;
export const none = { invariant: 'none', type: 'src/app.ts#Spare', holds: () => false };`,
    '',
    {},
    'export interface Spare { size: number }\nexport const spares: Spare[] = [];\n',
  );
  const report = await rehearseVersions(project);
  expect(report.mismatches).toMatchObject([{ path: 'src/app.ts#accounts[1]', count: 1, location: { line: 10 } }]);
  expect(report.unverified).toContain('The invariant "none": the future state has no value that it speaks of.');
});

test('an invariant that throws, ends the process, waits or gives nonsense is a finding', async () => {
  const { project } = withTransfer(
    [
      `throw new TypeError('no such thing')`,
      'process.exit(3)',
      'return Promise.resolve(true) as unknown as boolean',
      'return undefined as unknown as boolean',
    ]
      .map(
        (code, i) => `export const each${i} = { invariant: 'i${i}', root: 'src/app.ts#items', holds() { ${code}; } };`,
      )
      .join('\n'),
  );
  const report = await rehearseVersions(project);
  expect(report.error).toBeUndefined();
  expect(report.mismatches.map(({ why }) => why)).toEqual([
    'the invariant "i0" does not hold: its holds threw TypeError: no such thing',
    expect.stringContaining('process.exit(3)'),
    expect.stringContaining('gave a promise'),
    expect.stringContaining('gave undefined'),
  ]);
});

test('an invariant without an end, or one that eats the memory, is a finding, and the others are named', async () => {
  for (const [code, why] of [
    ['for (;;);', 'did not end in 3000 ms'],
    ['const all: unknown[] = []; for (;;) all.push(new Array(100_000).fill(all.length));', 'more memory'],
  ] as const) {
    const { project } = withTransfer(
      `export const endless = { invariant: 'endless', type: 'src/app.ts#Item', holds(item: { name: string }) { if (item.name === 'b') { ${code} } return true; } };
export const after = { invariant: 'after', root: 'src/app.ts#items', holds: () => true };`,
      '',
      { timeout: why.includes('memory') ? 20_000 : 3_000, memory: 200 },
    );
    const report = await rehearseVersions(project);
    expect(report.error).toBeUndefined();
    expect(report.mismatches).toMatchObject([{ path: 'src/app.ts#items.get("b")', why: expect.stringContaining(why) }]);
    expect(report.unverified).toContainEqual(expect.stringContaining('"after": not checked'));
  }
});

test('an invariant that speaks of nothing is a finding of check; the generator keeps invariants', () => {
  const text = `${HEAD}export const gone = { invariant: 'gone', type: 'src/app.ts#Gone', holds: () => true } satisfies Invariant<unknown>;
export const wrong = { invariant: 'wrong', type: 'src/app.ts#Item', holds: (item) => item.price > 0n } satisfies Invariant<Item>;
const name = 'src/app.ts#Item';
export const unnamed = { invariant: 'unnamed', type: name, holds: () => true } satisfies Invariant<Account>;`;
  const { project } = withTransfer(text);
  generateVersions(project);
  const problems = checkVersions(project).problems.map(({ file, line, message }) => ({ file, line, message }));
  expect(problems).toEqual([
    { file: 'invariants.ts', line: 4, message: expect.stringContaining('price') },
    {
      file: 'invariants.ts',
      line: 3,
      message: 'The invariant "gone" is stale: the future version has no type src/app.ts#Gone.',
    },
    { file: 'invariants.ts', line: 6, message: expect.stringContaining('names no type or root') },
  ]);
});
