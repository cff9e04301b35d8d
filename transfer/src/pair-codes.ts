import type { PlacedCode, ScriptCode } from './script-codes.ts';

const known = new WeakMap<ScriptCode, WeakMap<ScriptCode, ReadonlyMap<number, number>>>();

/** What `pairCodes` gives, found out once for two scripts. */
export function pairsOf(from: ScriptCode, to: ScriptCode): ReadonlyMap<number, number> {
  const others = known.get(from) ?? new WeakMap<ScriptCode, ReadonlyMap<number, number>>();
  known.set(from, others);
  const pairs = others.get(to) ?? pairCodes(from, to);
  others.set(to, pairs);
  return pairs;
}

/**
 * Which function of one version's script is which of the other's, by number: those with the same path first. Functions
 * without a name pair inside functions that pair: by their text, then, where as many are left on both sides, in order.
 */
export function pairCodes(from: ScriptCode, to: ScriptCode): ReadonlyMap<number, number> {
  const pairs = new Map<number, number>();
  const byPath = new Map(to.functions.map((one, index) => [`${one.module}#${one.path}`, index]));
  for (const [parent, siblings] of siblingGroups(from.functions)) {
    const other = parent === -1 ? -1 : pairs.get(parent);
    if (other === undefined) continue;
    const left = siblings.filter((index) => {
      const found = from.functions[index]!.label === '' ? undefined : byPath.get(pathIn(from, index, to, other));
      if (found !== undefined) pairs.set(index, found);
      return from.functions[index]!.label === '';
    });
    const open = to.functions.flatMap((one, index) => (one.label === '' && one.parent === other ? [index] : []));
    pairNameless(left, open, from, to, pairs);
  }
  return pairs;
}

/** Numbers of the functions inside each function, outer ones before inner ones. */
function siblingGroups(functions: readonly PlacedCode[]): ReadonlyMap<number, readonly number[]> {
  const groups = new Map<number, number[]>([[-1, []]]);
  functions.forEach((one, index) => {
    groups.get(one.parent)?.push(index);
    groups.set(index, []);
  });
  return groups;
}

/** The module and path that a named function would have inside the counterpart of what is around it. */
function pathIn(from: ScriptCode, index: number, to: ScriptCode, other: number): string {
  const { path, parent, module } = from.functions[index]!;
  const around = from.functions[parent];
  if (around?.module !== module) return `${module}#${path}`;
  return `${module}#${to.functions[other]!.path}${path.slice(around.path.length)}`;
}

function pairNameless(
  left: readonly number[],
  open: readonly number[],
  from: ScriptCode,
  to: ScriptCode,
  pairs: Map<number, number>,
): void {
  const free = new Set(open);
  const changed = left.filter((index) => {
    const found = [...free].find((other) => textOf(to, other) === textOf(from, index));
    if (found === undefined) return true;
    free.delete(found);
    pairs.set(index, found);
    return false;
  });
  const rest = [...free];
  if (changed.length !== rest.length) return;
  for (const [i, index] of changed.entries()) pairs.set(index, rest[i]!);
}

function textOf({ text, functions }: ScriptCode, index: number): string {
  const { start, end } = functions[index]!;
  return text.slice(start, end).replace(/\s+/g, ' ');
}
