import type { TransferPlan } from '@timeferry/analysis/transfer-plan';

/**
 * The plan with the classes of packages under the names that both versions' processes have for them. A plan knows such a
 * class by its declaration, a process by its code: both say the package and the class. Where either process has none, or
 * several, the type is moved by actual value, as if nothing were declared of it.
 */
export function withPackageClasses(
  plan: TransferPlan,
  live: { readonly past: readonly string[]; readonly future: readonly string[] },
): TransferPlan {
  const past = byPackageClass(live.past);
  const future = byPackageClass(live.future);
  const types = plan.types.map((type) => {
    const [before, after] = [packageClass(type.pastClass), packageClass(type.futureClass)];
    if (before === undefined && after === undefined) return type;
    const pastClass = before === undefined ? type.pastClass : (past.get(before) ?? null);
    const futureClass = after === undefined ? type.futureClass : (future.get(after) ?? null);
    const areBothThere = pastClass !== null && futureClass !== null;
    return { ...type, pastClass: areBothThere ? pastClass : null, futureClass: areBothThere ? futureClass : null };
  });
  return { ...plan, types };
}

/** The name of each class of a package that is alone with its name there. */
function byPackageClass(names: readonly string[]): ReadonlyMap<string, string | null> {
  const found = new Map<string, string | null>();
  for (const name of names) {
    const key = packageClass(name);
    if (key !== undefined) found.set(key, found.has(key) ? null : name);
  }
  return found;
}

/** `@scope/package#Class` of `node_modules/@scope/package/dist/index.js#Class`; undefined for what is no class of a package. */
function packageClass(name: string | null): string | undefined {
  const hash = name?.indexOf('#') ?? -1;
  const file = name?.slice(0, hash) ?? '';
  const folder = packageOf(file);
  return folder === undefined ? undefined : `${folder}${name!.slice(hash)}`;
}

/** `@scope/package` of a file in it. */
export function packageOf(file: string): string | undefined {
  return /^node_modules\/(?:.*\/node_modules\/)?((?:@[^/]+\/)?[^/]+)\//.exec(file)?.[1];
}
