import type { TransferPlan, TypePlan } from '@timeferry/analysis/transfer-plan';
import { expect, test } from 'vitest';
import { withPackageClasses } from '../../src/package-classes.ts';

const declared = 'node_modules/@scope/store/dist/index.d.ts#Store';
const type = { key: declared, pastClass: declared, futureClass: declared } as TypePlan;
const own = { key: 'a', pastClass: 'src/a.ts#A', futureClass: 'src/a.ts#A' } as TypePlan;

function classesFor(past: readonly string[], future: readonly string[]) {
  const { types } = withPackageClasses({ types: [own, type] } as unknown as TransferPlan, { past, future });
  return types.map(({ pastClass, futureClass }) => [pastClass, futureClass]);
}

test('a class of a package is known in each process by the code that it has there', () => {
  const past = 'node_modules/@scope/store/index.js#Store';
  const future = 'node_modules/app/node_modules/@scope/store/dist/cjs/store.cjs#Store';
  const others = ['node_modules/store/index.js#Store', 'node_modules/@scope/store/index.js#Store.find'];
  expect(classesFor([past, ...others], [...others, future])).toEqual([
    ['src/a.ts#A', 'src/a.ts#A'],
    [past, future],
  ]);
});

test('one that either process lacks, or has twice, is moved as if nothing were declared of it', () => {
  const one = 'node_modules/@scope/store/index.js#Store';
  const two = 'node_modules/@scope/store/other.js#Store';
  expect(classesFor([one], [])[1]).toEqual([null, null]);
  expect(classesFor([one, two], [one])[1]).toEqual([null, null]);
});

test('two copies of a package are told apart by where they are, also where a release moved their code', () => {
  const own = ['node_modules/@scope/store/index.js#Store', 'node_modules/@scope/store/lib/main.js#Store'] as const;
  const nested = 'node_modules/app/node_modules/@scope/store/index.js#Store';
  expect(classesFor([own[0], nested], [nested, own[1]])[1]).toEqual([own[0], own[1]]);
  const plan = { types: [] } as unknown as TransferPlan;
  const { functions } = withPackageClasses(plan, { past: [own[0], nested], future: [nested, own[1]] });
  expect(functions).toEqual([{ past: own[0], future: own[1] }]);
});
