import type { TransferPlan } from '@timeferry/analysis/transfer-plan';
import { expect, test } from 'vitest';
import { breachMismatches } from '../../src/breach-mismatches.ts';
import type { Mismatch } from '../../src/rehearsal-report.ts';

const plan: TransferPlan = {
  schema: 1,
  past: { modules: [] },
  future: { modules: [] },
  roots: [],
  types: [],
  mappers: [],
};
const breach = {
  type: 'a.ts#User',
  field: 'site',
  why: 'does not fit the narrower type',
  path: 'a.ts#users[0]',
  count: 3,
};

test('a guard that did not hold keeps a rehearsal from being a match', () => {
  expect(breachMismatches(plan, [breach], [])).toMatchObject([
    { path: 'a.ts#users[0].site', type: 'a.ts#User', field: 'site', future: 'not filled', count: 3 },
  ]);
});

test('a guard whose field the comparison found different is reported once', () => {
  const found = [{ type: 'a.ts#User', field: 'site' } as Mismatch];
  expect(breachMismatches(plan, [breach], found)).toEqual([]);
});
