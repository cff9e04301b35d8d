import type { Shape, ValueTest } from '@timeferry/analysis/shape';
import { expect, it } from 'vitest';
import { typeGraph } from '../../src/graph-types.ts';
import { field, handMade, plan, rehearseHere, root, type } from './programs.ts';

const objectOf = (name: string): Shape => ({ kind: 'object', type: `m.ts#${name}` });
const unionOf = (...members: readonly (readonly [ValueTest, Shape])[]): Shape => ({
  kind: 'union',
  members: members.map(([test, shape]) => ({ test, shape })),
});
const kindIs = (value: string): ValueTest => ({ kind: 'discriminant', property: 'kind', values: [value] });

it('objects of one table are told apart by what they hold, also where a union stands in another', async () => {
  const shapes = unionOf([kindIs('circle'), objectOf('Circle')], [kindIs('square'), objectOf('Square')]);
  const nested = unionOf([{ kind: 'array' }, { kind: 'array', element: shapes }], [{ kind: 'object' }, shapes]);
  const variables = () => ({
    list: [
      [{ kind: 'circle', size: 1 }],
      { kind: 'square', size: 2 },
      { kind: 'circle', size: 3 },
      [{ kind: 'square', size: 4 }],
    ],
  });
  const fields = [field('kind'), field('size')];
  const transferPlan = plan({
    roots: [root('list', { shape: { kind: 'array', element: nested } })],
    types: [type('Circle', fields), type('Square', fields)],
  });
  const program = () => handMade({ variables: variables() });
  const { past } = await rehearseHere(transferPlan, program(), program(), program());

  const { pairs } = typeGraph(past, transferPlan, 'past');
  const objects = past.capture.tables.find(({ kind }) => kind === 'object')!;
  const sizes = objects.columns[1]!.values as Float64Array;
  const found = [...objects.ids].map((id, row) => [sizes[row], pairs[id]]);
  expect(found.sort()).toEqual([
    [1, 0],
    [2, 1],
    [3, 0],
    [4, 1],
  ]);
});
