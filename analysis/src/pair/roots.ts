import type { Judged } from '../judge/judged.ts';
import type { StateRoot, StateType } from '../state-model.ts';
import { similarNames } from './similar-names.ts';
import type { TypePairing } from './types.ts';

/** The roots of two versions: pairs, and what is left with the names that each may belong to. */
export interface PairedRoots {
  readonly pairs: readonly (readonly [StateRoot, StateRoot])[];
  readonly removed: readonly StateRoot[];
  readonly added: readonly StateRoot[];
}

/** Pairs roots by name, in renamed modules too, and by declared renames and moves. */
export function pairRoots(past: readonly StateRoot[], future: readonly StateRoot[], types: TypePairing): PairedRoots {
  const open = new Map(future.map((root) => [root.name, root]));
  const pairs: (readonly [StateRoot, StateRoot])[] = [];
  const left = new Map(past.map((root) => [root.name, root]));
  const join = (before: StateRoot, after: StateRoot) => {
    pairs.push([before, after]);
    left.delete(before.name);
    open.delete(after.name);
  };
  for (const after of future) {
    const before = declaredPast(after, left);
    if (before && !future.some((root) => root.name === before.name)) join(before, after);
  }
  for (const before of past) {
    const after = open.get(futureNameOf(before, types));
    if (after && left.has(before.name)) join(before, after);
  }
  // A private static field keeps its name on the other side of the #.
  for (const before of [...left.values()]) {
    const name = futureNameOf(before, types);
    const after = before.kind === 'static' ? open.get(withOtherMark(name)) : undefined;
    if (after) join(before, after);
  }
  return { pairs, removed: [...left.values()], added: [...open.values()] };
}

function withOtherMark(name: string): string {
  const at = name.lastIndexOf('.') + 1;
  return name.startsWith('#', at) ? name.slice(0, at) + name.slice(at + 1) : `${name.slice(0, at)}#${name.slice(at)}`;
}

/** A static field follows its class. */
function futureNameOf({ name, kind }: StateRoot, types: TypePairing): string {
  const at = name.lastIndexOf('.');
  const owner = kind === 'static' ? types.pairs.get(name.slice(0, at)) : undefined;
  return owner === undefined ? types.futureNameOf(name) : owner + name.slice(at);
}

function declaredPast(root: StateRoot, past: ReadonlyMap<string, StateRoot>): StateRoot | undefined {
  const wanted = root.tags.renamedFrom ?? root.tags.movedFrom;
  if (!wanted) return undefined;
  const at = root.name.indexOf('#');
  const scope = root.name
    .slice(at + 1)
    .split('.')
    .slice(0, -1);
  return (
    past.get(wanted) ??
    past.get(root.name.slice(0, at + 1) + [...scope, wanted].join('.')) ??
    past.get(`${root.name.slice(0, at)}#${wanted}`)
  );
}

/**
 * Rules: a root renamed inside its module with the same type or to a similar name, and one moved to another module or
 * into a static field under its name, is a choice.
 */
export function mayBeRoot(
  judge: (past: StateType, future: StateType) => Judged,
  past: StateRoot,
  future: StateRoot,
): boolean {
  const isSameModule = moduleOf(past.name) === moduleOf(future.name);
  const isNameKept = lastName(past.name) === lastName(future.name);
  if (!isSameModule && !isNameKept) return false;
  const { verdict } = judge(past.type, future.type);
  const converts = verdict === 'same' || verdict === 'auto' || verdict === 'lossy' || verdict === 'choose';
  if (!isSameModule) return converts || verdict === 'refused';
  if (verdict === 'same' || verdict === 'refused' || isNameKept) return true;
  return converts && similarNames(lastName(past.name), lastName(future.name));
}

const moduleOf = (name: string): string => name.slice(0, name.indexOf('#'));
const lastName = (name: string): string =>
  name.slice(Math.max(name.lastIndexOf('.'), name.indexOf('#')) + 1).replace(/^#/, '');
