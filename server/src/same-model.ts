import type { StateModel } from '@timeferry/analysis/state-model';

/**
 * Whether two readings of one version say the same. What an edit does not touch is the same object in both, so that this
 * compares no further than that: `false` may be said of models that are alike.
 */
export function isSameModel(a: StateModel, b: StateModel): boolean {
  return (
    a.nullableByOption === b.nullableByOption &&
    haveSame(a.roots, b.roots) &&
    haveSame(a.modules, b.modules) &&
    haveSame(a.problems, b.problems) &&
    haveSame([...a.types.keys()], [...b.types.keys()]) &&
    haveSame([...a.types.values()], [...b.types.values()]) &&
    haveSame([...(a.callables ?? [])], [...(b.callables ?? [])])
  );
}

function haveSame(a: readonly unknown[], b: readonly unknown[]): boolean {
  return a.length === b.length && a.every((item, index) => item === b[index]);
}
