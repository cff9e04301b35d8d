import type { StateDiff } from '@timeferry/analysis/state-diff';
import type { StateModel } from '@timeferry/analysis/state-model';
import type { Hints } from './primitive-recipes.ts';

/** At most as many of each kind. */
const MOST = 40;

/** The literals that the types of either version name: values that a conversion may treat apart from all others. */
export function hintsOf({ past, future }: StateDiff): Hints {
  const found = new Set<unknown>();
  for (const model of [past, future]) collect(model, found);
  const values = [...found];
  return {
    strings: values.filter((value) => typeof value === 'string').slice(0, MOST),
    numbers: values.filter((value) => typeof value === 'number').slice(0, MOST),
    bigints: values.filter((value) => typeof value === 'bigint').slice(0, MOST),
  };
}

function collect(model: StateModel, found: Set<unknown>): void {
  const visit = (part: unknown): void => {
    if (typeof part !== 'object' || part === null) return;
    if ('value' in part && typeof part.value !== 'object') found.add(part.value);
    if ('bigint' in part && typeof part.bigint === 'string') found.add(BigInt(part.bigint));
    for (const inner of Object.values(part)) visit(inner);
  };
  for (const type of model.types.values()) {
    for (const field of type.fields) visit(field.type);
    visit(type.index);
  }
  for (const root of model.roots) visit(root.type);
}
