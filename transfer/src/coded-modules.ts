import type { LiveModule } from './find-roots.ts';
import { packageOf } from './package-classes.ts';
import type { ScriptCode, ScriptCodes } from './script-codes.ts';

/** A module of a process, with its code. */
export interface CodedModule {
  readonly module: LiveModule;
  readonly code: ScriptCode;
}

/** The modules of a process by name, with their code, which is read when it is asked for. */
export class CodedModules {
  readonly #codes: ScriptCodes | undefined;
  readonly #modules = new Map<string, LiveModule>();
  readonly #coded = new Map<string, CodedModule>();

  /** Without `codes` no module has any. */
  constructor(codes: ScriptCodes | undefined) {
    this.#codes = codes;
  }

  add(module: LiveModule): void {
    this.#modules.set(module.name, module);
    this.#coded.delete(module.name);
  }

  get all(): Iterable<LiveModule> {
    return this.#modules.values();
  }

  async of(name: string): Promise<CodedModule | undefined> {
    const module = this.#modules.get(name);
    const known = this.#coded.get(name);
    const [script] = module?.scripts ?? [];
    if (known || !module || !script) return known;
    const code = await this.#codes?.of(script);
    if (code) this.#coded.set(name, { module, code });
    return this.#coded.get(name);
  }

  /** The module of that name or, where its package has put its code into other files, what is known of the package. */
  async like(name: string): Promise<readonly CodedModule[]> {
    const exact = await this.of(name);
    const folder = packageOf(name);
    if (exact || folder === undefined) return exact ? [exact] : [];
    const others = [...this.#modules.keys()].filter((other) => packageOf(other) === folder);
    return (await Promise.all(others.map((other) => this.of(other)))).filter((one) => one !== undefined);
  }
}
