import type { Conversion } from '../conversion.ts';
import { partsOf } from '../generate/parts-of.ts';
import type { Shape } from '../shape.ts';
import type { StateDiff } from '../state-diff.ts';
import type { TransferPlan } from '../transfer-plan.ts';
import { isPlainValue, shapeName } from './shape-name.ts';

/** Every shape by which a mapper may carry something, under the name that generated mappers use for it. */
export function namedShapes(diff: StateDiff): NonNullable<TransferPlan['shapes']> {
  const found = new Map<string, Shape>();
  const fields = diff.types.flatMap((pair) => pair.fields);
  for (const { conversion } of [...fields, ...diff.roots]) if (conversion) collect(conversion, found);
  return [...found].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, shape]) => ({ name, shape }));
}

function collect(conversion: Conversion, found: Map<string, Shape>): void {
  const { kind } = conversion;
  if (kind === 'keep' || kind === 'widen' || kind === 'narrow') collectShape(conversion.shape, found);
  else for (const part of partsOf(conversion)) collect(part, found);
}

function collectShape(shape: Shape, found: Map<string, Shape>): void {
  if (shape.kind !== 'object' && !isPlainValue(shape)) found.set(shapeName(shape), shape);
}
