import type { TransferPlan } from '@timeferry/analysis/transfer-plan';
import type { SharedObject } from './agents/program/patches.ts';

export type { SharedObject } from './agents/program/patches.ts';

/**
 * A sentence for each class, prototype or object of the runtime on which the past process has something that no start of
 * the future version puts there.
 */
export function lostPatches(
  past: readonly SharedObject[],
  future: readonly SharedObject[],
  plan: Pick<TransferPlan, 'types' | 'roots'>,
): string[] {
  const roots = plan.roots.flatMap((root) => root.past ?? []);
  const there = new Map(future.map((one) => [one.name, one]));
  return past.flatMap(({ name, keys, patched }) => {
    // What the future version does not have is reported where state needs it.
    const other = there.get(nameInFuture(name, plan));
    if (other === undefined) return [];
    const isRoot = (key: string) => roots.some((root) => root === `${name}.${key}` || root.endsWith(`#${name}.${key}`));
    const lost = new Set([
      ...patched.filter((key) => !other.patched.includes(key)),
      ...keys.filter((key) => !other.keys.includes(key)),
    ]);
    const code = [...lost].filter((key) => !isRoot(key));
    return code.length === 0 ? [] : [`${name}: ${listed(code)} was set after start-up, and code is not transferred.`];
  });
}

/** Most names that a sentence lists. */
const MOST = 5;

function listed(names: readonly string[]): string {
  const rest = names.length - MOST;
  return names.slice(0, MOST).join(', ') + (rest > 0 ? ` and ${rest} more` : '');
}

function nameInFuture(name: string, { types }: Pick<TransferPlan, 'types'>): string {
  const owner = name.replace(/\.prototype$/, '');
  const type = types.find(({ pastClass }) => pastClass === owner);
  return type?.futureClass == null ? name : type.futureClass + name.slice(owner.length);
}
