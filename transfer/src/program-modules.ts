import { join, relative } from 'node:path';
import type { VersionNames } from '@timeferry/analysis/transfer-plan';
import { Bundle } from './bundles.ts';
import { packageFile, scriptsByModule } from './module-names.ts';
import { packageOf } from './package-classes.ts';
import { type LiveScript, type ProgramScripts, realPath } from './program-scripts.ts';

/** Which module of the version, or file of a package, what stands in the scripts of a process is of. */
export class ProgramModules {
  readonly #scripts: ProgramScripts;
  /** The version's folder, symbolic links followed. */
  readonly #root: string;
  readonly #names: VersionNames;
  readonly #bundles = new Map<LiveScript, Bundle>();
  readonly #modulesOf = new Map<LiveScript, string>();

  constructor(scripts: ProgramScripts, root: string, names: VersionNames) {
    this.#scripts = scripts;
    this.#root = realPath(root);
    this.#names = names;
  }

  /** The scripts of each module of the program. A script that holds several modules is one of each. */
  async find(): Promise<ReadonlyMap<string, readonly LiveScript[]>> {
    const byModule = new Map(scriptsByModule(this.#scripts.all, this.#root, this.#names));
    await this.#addBundles(byModule);
    const mapped = new Set([...byModule.values()].flat());
    for (const script of this.#scripts.all) {
      // Files that the plan does not know still hold functions that state may refer to.
      if (mapped.has(script) || !script.path.startsWith(join(this.#root, '/')) || this.#fileOf(script)) continue;
      const name = relative(this.#root, script.path).replaceAll('\\', '/');
      byModule.set(name, [...(byModule.get(name) ?? []), script]);
    }
    for (const [name, scripts] of byModule) for (const script of scripts) this.#modulesOf.set(script, name);
    return byModule;
  }

  /** What a script that calls things otherwise than its sources do knows of them. */
  bundleOf(script: LiveScript): Bundle | undefined {
    return this.#bundles.get(script);
  }

  /** The module or the file of a package that a script is at an offset; undefined for one of neither. */
  moduleOf(script: LiveScript, offset: number | undefined): string | undefined {
    const bundle = this.#bundles.get(script);
    if (bundle) return offset === undefined ? bundle.modules[0] : bundle.moduleAt(offset);
    return this.#modulesOf.get(script) ?? this.#fileOf(script);
  }

  /** What a reader knows a line of a script by, from 0; null for code of the runtime, undefined for what is no file. */
  placeOf(id: string, line: number): string | null | undefined {
    if (this.#scripts.isOfRuntime(id)) return null;
    const script = this.#scripts.all.find((one) => one.id === id);
    return script && `${relative(this.#root, script.path).replaceAll('\\', '/')}:${line + 1}`;
  }

  /** The file of a package that a script is at an offset; undefined where it is none. */
  packageFileOf(script: LiveScript, offset: number | undefined): string | undefined {
    const name = this.moduleOf(script, offset);
    return name !== undefined && packageOf(name) !== undefined ? name : undefined;
  }

  /** The file of a package, or, where this process has no such file, all that it has of the package. */
  packageFiles(file: string): readonly string[] {
    const files = new Set(this.#scripts.all.flatMap((script) => this.#filesOf(script)));
    return files.has(file) ? [file] : [...files].filter((other) => packageOf(other) === packageOf(file));
  }

  /** The scripts that hold a file of a package. */
  scriptsOf(file: string): readonly LiveScript[] {
    return this.#scripts.all.filter((script) => this.#filesOf(script).includes(file));
  }

  async #addBundles(byModule: Map<string, readonly LiveScript[]>): Promise<void> {
    for (const script of this.#scripts.all) {
      if (this.#fileOf(script) !== undefined) continue;
      const bundle = await Bundle.of(script, this.#root, this.#names, this.#scripts);
      if (!bundle) continue;
      this.#bundles.set(script, bundle);
      for (const module of bundle.modules) {
        byModule.set(module, [...new Set([...(byModule.get(module) ?? []), script])]);
      }
    }
  }

  #filesOf(script: LiveScript): readonly string[] {
    const file = this.#fileOf(script);
    return this.#bundles.get(script)?.packageFiles ?? (file === undefined ? [] : [file]);
  }

  #fileOf({ path }: LiveScript): string | undefined {
    return packageFile(path, this.#root);
  }
}
