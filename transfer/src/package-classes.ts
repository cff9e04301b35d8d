import type { TransferPlan } from '@timeferry/analysis/transfer-plan';

/**
 * The plan with the classes and functions of packages under the names that both versions' processes have for them. A plan
 * knows such a class by its declaration, a process by its code: both say the copy of the package and the class, and a release
 * may have moved it to another file. Where either process has none, or several, the type is moved by actual value, as if
 * nothing were declared of it.
 */
export function withPackageClasses(
  plan: TransferPlan,
  live: { readonly past: readonly string[]; readonly future: readonly string[] },
): TransferPlan {
  const past = new PackageNames(live.past);
  const future = new PackageNames(live.future);
  const types = plan.types.map((type) => {
    const isOfPackage = (name: string | null) => name !== null && placeOf(name) !== undefined;
    if (!isOfPackage(type.pastClass) && !isOfPackage(type.futureClass)) return type;
    const pastClass = past.find(type.pastClass);
    const futureClass = future.find(type.futureClass);
    const areBothThere = pastClass !== null && futureClass !== null;
    return { ...type, pastClass: areBothThere ? pastClass : null, futureClass: areBothThere ? futureClass : null };
  });
  const moved = live.past.flatMap((name) => {
    const other = placeOf(name) && future.find(name);
    return other && other !== name ? [{ past: name, future: other }] : [];
  });
  return { ...plan, types, functions: [...(plan.functions ?? []), ...moved] };
}

/** What a process has of packages, by its names there. */
class PackageNames {
  readonly #names: ReadonlySet<string>;
  /** By the copy of the package, and by the package; null for what has several names. */
  readonly #byCopy = new Map<string, string | null>();
  readonly #byPackage = new Map<string, string | null>();

  constructor(names: readonly string[]) {
    this.#names = new Set(names);
    for (const name of names) {
      const place = placeOf(name);
      if (!place) continue;
      this.#byCopy.set(place.inCopy, this.#byCopy.has(place.inCopy) ? null : name);
      this.#byPackage.set(place.inPackage, this.#byPackage.has(place.inPackage) ? null : name);
    }
  }

  /** The name of the same thing here: in the same copy of its package, else in the only one. A name of no package is kept. */
  find(name: string | null): string | null {
    const place = name === null ? undefined : placeOf(name);
    if (!place || this.#names.has(name!)) return name;
    const inCopy = this.#byCopy.get(place.inCopy);
    return inCopy === undefined ? (this.#byPackage.get(place.inPackage) ?? null) : inCopy;
  }
}

/**
 * `node_modules/app/node_modules/@scope/store#Store` and `@scope/store#Store` of `.../@scope/store/dist/index.js#Store`;
 * undefined for what is of no package.
 */
function placeOf(name: string): { readonly inCopy: string; readonly inPackage: string } | undefined {
  const [file = '', what = ''] = name.split(/#(.*)/s);
  const folder = packageOf(file);
  if (folder === undefined) return undefined;
  const end = file.lastIndexOf(`node_modules/${folder}/`) + `node_modules/${folder}`.length;
  return { inCopy: `${file.slice(0, end)}#${what}`, inPackage: `${folder}#${what}` };
}

/** `@scope/package` of a file in it. */
export function packageOf(file: string): string | undefined {
  return /^node_modules\/(?:.*\/node_modules\/)?((?:@[^/]+\/)?[^/]+)\//.exec(file)?.[1];
}
