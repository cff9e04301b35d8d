import type { Law } from '@timeferry/analysis/conversion';
import { isDictionary } from '@timeferry/analysis/generate/module-scope';
import { readMappers } from '@timeferry/analysis/generate/read-mappers';
import { isCarried } from '@timeferry/analysis/generate/write-fields';
import type { RootPair, StateDiff, TypePair } from '@timeferry/analysis/state-diff';
import type { StateType } from '@timeferry/analysis/state-model';
import type { MapperRef, RootPlan, TransferPlan } from '@timeferry/analysis/transfer-plan';

/** A pair of types or roots whose transfer is checked by itself. */
export interface Subject {
  readonly for: 'type' | 'root';
  /** Key of the pair, or name of the root in the future version. */
  readonly target: string;
  readonly mapper: MapperRef | null;
  /** What its mapper promises; a value that no mapper touches comes back equal. */
  readonly law: Law;
  readonly past: StateType;
  readonly future: StateType;
  /** The one root of the programs that its values are moved between. */
  readonly root: RootPlan;
  /** Why it cannot be checked yet. */
  readonly unfinished: string | null;
}

/** Name of the root that holds the values of a type which is checked by itself. */
export const VALUES_ROOT = 'values';

/** Every pair that a mapper or a default converts, innermost names first by their order in the diff. */
export function subjectsOf(diff: StateDiff, plan: TransferPlan): Subject[] {
  const stubs = stubsOf(plan);
  const types = diff.types.flatMap((pair) => typeSubject(pair, plan, stubs) ?? []);
  const roots = diff.roots.flatMap((pair) => rootSubject(pair, plan, stubs) ?? []);
  return [...types, ...roots];
}

function typeSubject(pair: TypePair, plan: TransferPlan, stubs: ReadonlySet<string>): Subject | null {
  const { past, future, key, own, fields } = pair;
  if (!past || !future || (isDictionary(past) && isDictionary(future))) return null;
  const mapper = plan.types.find((type) => type.key === key)?.mapper ?? null;
  const isMoved = own.verdict !== 'same' || fields.some((field) => field.change !== 'none' || !isCarried(field));
  if (!mapper && !isMoved) return null;
  return {
    for: 'type',
    target: key,
    mapper,
    law: mapper?.law ?? 'bijective',
    past: oneOrMore(past.name),
    future: oneOrMore(future.name),
    root: valuesRoot(key),
    unfinished: unfinished(mapper, stubs) ?? (past.abstract && past.subtypes.length === 0 ? 'it is abstract' : null),
  };
}

function rootSubject(pair: RootPair, plan: TransferPlan, stubs: ReadonlySet<string>): Subject | null {
  const { past, future, conversion } = pair;
  if (!past || !future) return null;
  const root = plan.roots.find((one) => one.future === future.name);
  if (!root || root.how === 'undecided') return null;
  if (root.how !== 'map' && (conversion?.kind ?? 'keep') === 'keep' && past.name === future.name) return null;
  return {
    for: 'root',
    target: future.name,
    mapper: root.mapper,
    law: root.mapper?.law ?? 'bijective',
    past: past.type,
    future: future.type,
    root: { ...root, kind: 'let' },
    unfinished: unfinished(root.mapper, stubs),
  };
}

/** A list, so that one object can stand at two places, and two objects can share what they hold. */
function oneOrMore(name: string): StateType {
  const type: StateType = { kind: 'object', type: name };
  return {
    kind: 'tuple',
    slots: [
      { type, form: 'required' },
      { type, form: 'rest' },
    ],
  };
}

function valuesRoot(key: string): RootPlan {
  return {
    past: VALUES_ROOT,
    future: VALUES_ROOT,
    kind: 'let',
    how: 'carry',
    verdict: 'same',
    shape: { kind: 'array', element: { kind: 'object', type: key } },
    mapper: null,
    pastPosition: null,
    futurePosition: null,
  };
}

/** Mappers that still have a placeholder in the place of a value: they cannot run. */
function stubsOf({ mappers }: TransferPlan): Set<string> {
  return new Set(
    mappers.flatMap(({ name, source }) =>
      readMappers(source)
        .filter((mapper) => mapper.forward.stubs.length + mapper.backward.stubs.length > 0)
        .map((mapper) => `${name} ${mapper.export}`),
    ),
  );
}

function unfinished(mapper: MapperRef | null, stubs: ReadonlySet<string>): string | null {
  return mapper && stubs.has(`${mapper.module} ${mapper.export}`) ? 'a value of its mapper is not written yet' : null;
}
