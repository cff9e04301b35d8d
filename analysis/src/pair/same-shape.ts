import type { Lookup } from '../judge/scope.ts';
import type { ObjectType } from '../state-model.ts';
import { typeKey } from '../type-key.ts';

/** The two versions, and which object types are known to correspond. */
export interface Correspondence {
  readonly past: { readonly types: Lookup<ObjectType> };
  readonly future: { readonly types: Lookup<ObjectType> };
  readonly pairs: Lookup<string>;
  readonly pastOf: Lookup<string>;
}

/**
 * Whether two object types have the same full shape: the same fields of the same types, all the way down. Types that
 * refer to themselves are compared by assuming what is being shown, the usual rule for recursive types. With `isShared`
 * a future type may also stand for several past ones.
 */
export function sameShape(versions: Correspondence, past: string, future: string, isShared = false): boolean {
  const search: Search = { versions, isShared, assumed: new Map([[past, future]]), waiting: [[past, future]] };
  const { waiting } = search;
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const before = versions.past.types.get(next[0]);
    const after = versions.future.types.get(next[1]);
    if (!before || !after || !sameFields(search, before, after)) return false;
  }
  return true;
}

interface Search {
  readonly versions: Correspondence;
  readonly isShared: boolean;
  /** What is being shown. */
  readonly assumed: Map<string, string>;
  readonly waiting: (readonly [string, string])[];
}

function sameFields(search: Search, before: ObjectType, after: ObjectType): boolean {
  if (before.fields.length !== after.fields.length || !before.index !== !after.index) return false;
  const fields = new Map(after.fields.map((field) => [field.name, field]));
  const types = before.fields.flatMap((field) => {
    const other = fields.get(field.name);
    return other && other.optional === field.optional ? [[field.type, other.type] as const] : [];
  });
  if (types.length !== before.fields.length) return false;
  if (before.index && after.index) types.push([before.index, after.index]);
  return types.every(([left, right]) => {
    const leftNames: string[] = [];
    const rightNames: string[] = [];
    // Object types are compared one by one afterwards, so here each stands only for its place.
    const leftKey = typeKey(left, (name) => String(leftNames.push(name) && ''));
    const rightKey = typeKey(right, (name) => String(rightNames.push(name) && ''));
    if (leftKey !== rightKey || leftNames.length !== rightNames.length) return false;
    return leftNames.every((name, index) => correspond(search, name, rightNames[index]!));
  });
}

function correspond({ versions, isShared, assumed, waiting }: Search, past: string, future: string): boolean {
  const known = versions.pairs.get(past) ?? assumed.get(past);
  if (known !== undefined) return known === future;
  if (!isShared && versions.pastOf.has(future)) return false;
  assumed.set(past, future);
  waiting.push([past, future]);
  return true;
}
