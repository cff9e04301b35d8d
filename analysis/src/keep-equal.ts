import type { StateModel } from './state-model.ts';

/**
 * A model whose parts are those of an earlier one wherever they are equal, and the earlier one itself where all of them are:
 * what compares models then finds with a glance what an edit changed.
 */
export function keepEqual(before: StateModel | null, now: StateModel): StateModel {
  if (before === null || before === now) return now;
  const old = [...before.types.values()];
  const types = keepItems(old, [...now.types.values()]);
  const callables = keepSet(before.callables, now.callables);
  const kept: StateModel = {
    ...now,
    roots: keepItems(before.roots, now.roots),
    types: types === old ? before.types : new Map(types.map((type) => [type.name, type])),
    modules: keepItems(before.modules, now.modules),
    ...(callables && { callables }),
    problems: keepValue(before.problems, now.problems),
  };
  return isSame(before, kept) ? before : kept;
}

/** Whether two models have the same parts. */
const isSame = (a: StateModel, b: StateModel): boolean =>
  a.roots === b.roots &&
  a.types === b.types &&
  a.modules === b.modules &&
  a.callables === b.callables &&
  a.problems === b.problems &&
  a.nullableByOption === b.nullableByOption;

function keepItems<Item extends { readonly name: string }>(
  before: readonly Item[],
  now: readonly Item[],
): readonly Item[] {
  const known = new Map(before.map((item) => [item.name, item]));
  const kept = now.map((item) => {
    const old = known.get(item.name);
    return old === undefined ? item : keepValue(old, item);
  });
  const isSameList = kept.length === before.length && kept.every((item, index) => item === before[index]);
  return isSameList ? before : kept;
}

function keepSet(before: ReadonlySet<string> | undefined, now: ReadonlySet<string> | undefined) {
  if (!before || !now || before.size !== now.size) return now;
  for (const item of now) if (!before.has(item)) return now;
  return before;
}

const keepValue = <Value>(before: Value, now: Value): Value => (isEqual(before, now) ? before : now);

/** Whether two values of plain data are equal; a key that is absent is not one that holds undefined. */
export function isEqual(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const keys = Object.keys(a);
  return (
    keys.length === Object.keys(b).length &&
    keys.every((key) => Object.hasOwn(b, key) && isEqual((a as Plain)[key], (b as Plain)[key]))
  );
}

type Plain = Readonly<Record<string, unknown>>;
