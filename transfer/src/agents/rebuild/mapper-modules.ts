import type { InvariantPlan, MapperModule, MapperRef } from '@timeferry/analysis/transfer-plan';
import type { Invariant, Mapper, RootMapper } from '../../mapper.ts';
import { transferUrl } from '../../transfer-url.ts';

type Exports = Record<string, unknown>;

/** Runs transfer modules when they are first needed, and finds their mappers. */
export class MapperModules {
  readonly #modules: ReadonlyMap<string, MapperModule>;
  readonly #exports = new Map<string, Exports>();

  constructor(modules: readonly MapperModule[]) {
    this.#modules = new Map(modules.map((module) => [withoutExtension(module.name), module]));
  }

  typeMapper(ref: MapperRef): Mapper<object, object> {
    return this.#find(ref) as unknown as Mapper<object, object>;
  }

  rootMapper(ref: MapperRef): RootMapper<unknown, unknown> {
    return this.#find(ref) as unknown as RootMapper<unknown, unknown>;
  }

  invariant(plan: InvariantPlan): Invariant<unknown> {
    const found = this.#load(withoutExtension(plan.module))[plan.export] as Invariant<unknown> | undefined;
    if (typeof found?.holds === 'function') return found;
    throw new Error(`The transfer module ${plan.module} exports no invariant "${plan.export}" with a function holds.`);
  }

  #find(ref: MapperRef): Exports {
    const mapper = this.#load(withoutExtension(ref.module))[ref.export] as Exports | undefined;
    if (typeof mapper?.['forward'] !== 'function' || typeof mapper['backward'] !== 'function') {
      throw new Error(
        `The transfer module ${ref.module} exports no mapper "${ref.export}" with a forward and a backward function.`,
      );
    }
    return mapper;
  }

  #load(name: string): Exports {
    const loaded = this.#exports.get(name);
    if (loaded) return loaded;
    const source = this.#modules.get(name);
    if (!source) throw new Error(`The transfer module ${name} is not part of the transfer.`);
    const module = { exports: {} as Exports };
    this.#exports.set(name, module.exports);
    const run = process
      .getBuiltinModule('node:vm')
      .compileFunction(source.code, ['exports', 'require', 'module'], { filename: transferUrl(source.name) });
    run(module.exports, (request: string) => this.#require(source, request), module);
    this.#exports.set(name, module.exports);
    return module.exports;
  }

  #require(from: MapperModule, request: string): unknown {
    if (request.startsWith('.')) return this.#load(resolveBeside(from.name, request));
    const { createRequire } = process.getBuiltinModule('node:module');
    return createRequire(from.path ?? `${process.cwd()}/`)(request);
  }
}

function resolveBeside(from: string, request: string): string {
  const { posix } = process.getBuiltinModule('node:path');
  return withoutExtension(posix.join(posix.dirname(from), request));
}

function withoutExtension(name: string): string {
  return name.replace(/\.[cm]?[jt]sx?$/, '').replace(/^\.\//, '');
}
