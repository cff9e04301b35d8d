import { join, relative } from 'node:path';
import type { RootPlan, VersionNames } from '@timeferry/analysis/transfer-plan';
import { type BoundRoot, bindRoots, readSnapshots } from './bind-roots.ts';
import { Bundle } from './bundles.ts';
import { importedDefaults } from './default-exports.ts';
import { evaluateInScope } from './evaluate-in-scope.ts';
import type { LiveModule } from './find-roots.ts';
import { groupByName } from './function-names.ts';
import { InspectorError, type InspectorSession } from './inspector-session.ts';
import { functionsOf, type LiveFunction } from './live-functions.ts';
import { LiveHandles } from './live-handles.ts';
import { ownScopes } from './live-scopes.ts';
import { packageFile, scriptsByModule } from './module-names.ts';
import { packageOf } from './package-classes.ts';
import type { SharedObject } from './patched-prototypes.ts';
import { classesWithPrivates, prepareAllocation } from './prepare-allocation.ts';
import { type CodedModule, type CodeNames, prepareClosures } from './prepare-closures.ts';
import { accessPrivates, readPrivates, readStaticPrivate, type StaticPrivate } from './private-access.ts';
import { type LiveScript, ProgramScripts, realPath } from './program-scripts.ts';
import type { Moment } from './quiescent.ts';
import { ReachOrder } from './reach-order.ts';
import { type CapturedClosures, HiddenReader } from './read-hidden.ts';
import { isMadeAnew, type ReadFunctions, type ScriptCode, ScriptCodes } from './script-codes.ts';
import { otherProcesses, type ProgramTimer, programTimers } from './uncovered-state.ts';

export interface DiscoverOptions {
  /** Folder of the version that the process runs. */
  readonly root: string;
  readonly names: VersionNames;
  readonly roots: readonly RootPlan[];
  /** The past process is only read; in the others state can be written and instances be allocated. */
  readonly side: 'past' | 'future';
  /** Limit of each step, in milliseconds. */
  readonly timeoutMs?: number;
  /** Reads the functions of a script; without it closures that were made after start-up cannot be transferred. */
  readonly readFunctions?: ReadFunctions;
}

/**
 * Finds the program's state in a live process and makes it a `LiveProgram` there. Throws an `InspectorError` where the
 * process does not answer; what cannot be found is listed in `missing`.
 */
export async function discover(session: InspectorSession, options: DiscoverOptions): Promise<Discovery> {
  const live = await LiveHandles.open(session, options.timeoutMs ?? 20_000);
  const scripts = await ProgramScripts.open(live);
  const program = await live.hold('createProgram', { value: options.side === 'future' });
  const discovery = new Discovery(live, scripts, program, options);
  try {
    await discovery.start();
    return discovery;
  } catch (error) {
    await discovery.close().catch(() => {});
    throw error;
  }
}

/** What was found in a process. Holds objects there until it is closed. */
export class Discovery implements AsyncDisposable {
  /** Handle of the `LiveProgram`. */
  readonly program: string;
  /** Roots that were not found, with the reason each. */
  readonly missing: { readonly root: string; readonly why: string }[] = [];
  /** Files of packages whose functions the state was found to hold. */
  readonly packageFiles = new Set<string>();
  /**
   * How many live instances each closure variable has, by root name. The first has the root's own name in
   * `LiveProgram.roots`, the others `name[1]`, `name[2]` … in the order in which module bindings reach them.
   */
  readonly instances = new Map<string, number>();
  readonly staticPrivates: StaticPrivate[] = [];
  readonly #live: LiveHandles;
  readonly #scripts: ProgramScripts;
  readonly #options: DiscoverOptions;
  readonly #hidden: HiddenReader;
  readonly #codes: ScriptCodes | undefined;
  readonly #byName = new Map<string, LiveFunction>();
  readonly #classes: LiveFunction[] = [];
  readonly #files = new Set<string>();
  readonly #root: string;
  readonly #liveModulesByName = new Map<string, LiveModule>();
  readonly #modulesOf = new Map<LiveScript, string>();
  readonly #bundles = new Map<LiveScript, Bundle>();
  #bound: readonly BoundRoot[] = [];

  constructor(live: LiveHandles, scripts: ProgramScripts, program: string, options: DiscoverOptions) {
    this.#live = live;
    this.#scripts = scripts;
    this.program = program;
    this.#options = options;
    this.#root = realPath(options.root);
    this.#codes =
      options.readFunctions &&
      new ScriptCodes(scripts, options.readFunctions, (script, offset) => this.#bundles.get(script)?.nameAt(offset));
    this.#hidden = new HiddenReader(live, program, {
      find: (id) => this.#scripts.all.find((script) => script.id === id),
      moduleOf: (script, offset) => this.#moduleOf(script, offset),
      codeOf: async (script) => this.#codes?.of(script),
      know: async (script) => {
        const file = packageFile(script.path, this.#root);
        if (file === undefined) return;
        await this.knowFiles([file]);
        this.packageFiles.add(file);
      },
    });
  }

  /** Names the program's functions and binds the plan's roots. */
  async start(): Promise<void> {
    const modules = await this.#modules();
    for (const { name, scripts } of modules.values()) for (const script of scripts) this.#modulesOf.set(script, name);
    const { roots, side } = this.#options;
    const order = new ReachOrder(this.#live, modules.values());
    const hasDefault = roots.some((root) => root[side]?.endsWith('#default'));
    const defaults = hasDefault ? await importedDefaults([...modules.values()], this.#scripts) : new Map();
    this.#bound = await bindRoots(this.#live, this.program, modules, roots, side, order, this, defaults);
    await this.#name([...modules.values()], order);
    await this.#link();
  }

  /**
   * Reads the variables of the past process again, and its `#private` fields, at a moment at which it stands still: what
   * the `LiveProgram` gives afterwards is the state of that moment.
   */
  async refresh(moment: Moment): Promise<void> {
    await readSnapshots(this.#live, this.program, this.#bound);
    for (const root of this.staticPrivates) await readStaticPrivate(this.#live, this.program, root, moment);
    for (const one of this.#classes) await readPrivates(this.#live, this.program, one, moment, this.#classes);
  }

  /** Makes known what objects hold that only the debugger sees; see `HiddenReader.look`. */
  look(objects: string): Promise<boolean> {
    return this.#hidden.look(objects);
  }

  /** Captured closures with the code of the modules that they stand in. */
  async closures(codes: readonly string[]): Promise<CapturedClosures> {
    const modules = new Map<string, ScriptCode>();
    for (const name of new Set(codes.map((code) => code.slice(0, code.indexOf('#'))))) {
      const code = (await this.#coded(name))?.code;
      if (code) modules.set(name, code);
    }
    return { codes, modules };
  }

  /** Makes a process that is ours ready to make the closures of a capture. */
  prepareClosures({ codes, modules }: CapturedClosures): Promise<CodeNames> {
    return prepareClosures(this.#live, this.program, codes, modules, (name) => this.#coded(name));
  }

  /** What is on the classes and prototypes that the program shares with itself and the runtime. */
  shared(): Promise<SharedObject[]> {
    const functions = [...this.#liveModulesByName.values()].flatMap((module) => module.functions);
    const handles = functions.map(({ handle }) => ({ objectId: handle }));
    return this.#live.call('describeShared', { objectId: this.program }, ...handles);
  }

  /** A sentence for each worker thread and child process that the process has; `pid` where its number is known. */
  otherProcesses(pid?: number): Promise<string[]> {
    return otherProcesses(this.#live, pid);
  }

  /** The active timers that call functions of the program; see `programTimers`. */
  timers(unmet?: (objects: string) => Promise<string>): Promise<ProgramTimer[]> {
    return programTimers(this.#live, this.program, (objects) => this.look(objects), unmet);
  }

  /** Forgets what was looked at before: it holds for one moment only. */
  forget(): Promise<void> {
    return this.#hidden.forget();
  }

  /**
   * Names functions and classes that the program has no name for, given as an array in the process: those of packages
   * (`node_modules/pkg/path.js#Class`). Gives the files they are in, which `knowFiles` of the other processes takes.
   */
  async resolveNames(functions: string): Promise<string[]> {
    const files = new Set<string>();
    for (const handle of await this.#live.elements(functions)) {
      const { internal } = await this.#live.properties(handle);
      const at = internal.find(({ name }) => name === '[[FunctionLocation]]')?.value?.value as { scriptId: string };
      const script = this.#scripts.all.find(({ id }) => id === at?.scriptId);
      const file = script && packageFile(script.path, this.#root);
      if (file !== undefined) files.add(file);
    }
    await this.knowFiles([...files]);
    return [...files];
  }

  /** Names the functions of package files. Files that are not loaded in this process are passed over. */
  async knowFiles(files: readonly string[]): Promise<void> {
    const fresh = files.filter((file) => !this.#files.has(file));
    const modules = new Map<string, readonly LiveScript[]>();
    for (const file of fresh) {
      this.#files.add(file);
      // A release may put its code into other files.
      for (const other of this.#loaded(file)) {
        const scripts = this.#scripts.all.filter(({ path }) => packageFile(path, this.#root) === other);
        modules.set(other, scripts);
        this.#files.add(other);
      }
    }
    if (modules.size === 0) return;
    const found = await this.#liveModules(modules);
    await this.#name(found, new ReachOrder(this.#live, found));
  }

  /** Names of functions and classes of packages that are known here. */
  get packageNames(): readonly string[] {
    return [...this.#byName.keys()].filter((name) => packageOf(name) !== undefined);
  }

  /** The file of a package, or, where this process has no such file, all that it has of the package. */
  #loaded(file: string): readonly string[] {
    const files = new Set(this.#scripts.all.flatMap(({ path }) => packageFile(path, this.#root) ?? []));
    return files.has(file) ? [file] : [...files].filter((other) => packageOf(other) === packageOf(file));
  }

  /**
   * Evaluates an expression in the scope of a class or function and gives the handle of a function that evaluates it anew
   * at each call. For processes that are ours. Throws an `InspectorError` where the name is unknown or the text no expression.
   */
  async initializer(name: string, expression: string): Promise<string> {
    const one = this.#byName.get(name);
    if (one === undefined) throw new InspectorError(`${name} is not alive in the process.`);
    if (this.#options.side === 'past') throw new InspectorError('Nothing is evaluated in the past process.');
    return evaluateInScope(this.#live, one.handle, `(() => (${expression}))`);
  }

  /** Lets go of all that is held in the process and switches its debugger off. */
  async close(): Promise<void> {
    this.#scripts.close();
    // A process that is gone holds nothing; one that does not answer lets go when the connection ends.
    await this.#live.release().catch(() => {});
    await this.#live.send('Debugger.disable').catch(() => {});
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  async #modules(): Promise<ReadonlyMap<string, LiveModule>> {
    const { names } = this.#options;
    const root = this.#root;
    const byModule = new Map(scriptsByModule(this.#scripts.all, root, names));
    await this.#addBundles(byModule);
    const mapped = new Set([...byModule.values()].flat());
    for (const script of this.#scripts.all) {
      // Files that the plan does not know still hold functions that state may refer to.
      if (mapped.has(script) || !script.path.startsWith(join(root, '/')) || packageFile(script.path, this.#root))
        continue;
      const name = relative(root, script.path).replaceAll('\\', '/');
      byModule.set(name, [...(byModule.get(name) ?? []), script]);
    }
    return new Map((await this.#liveModules(byModule)).map((module) => [module.name, module]));
  }

  /** Scripts that hold several modules are scripts of each of them. */
  async #addBundles(byModule: Map<string, readonly LiveScript[]>): Promise<void> {
    const known = new Set([...byModule.values()].flat());
    for (const script of this.#scripts.all) {
      if (known.has(script) || packageFile(script.path, this.#root) !== undefined) continue;
      const bundle = await Bundle.of(script, this.#root, this.#options.names, this.#scripts);
      if (!bundle) continue;
      this.#bundles.set(script, bundle);
      for (const module of bundle.modules) byModule.set(module, [...(byModule.get(module) ?? []), script]);
    }
  }

  async #liveModules(byModule: ReadonlyMap<string, readonly LiveScript[]>): Promise<LiveModule[]> {
    const functions = await functionsOf(this.#live, this.#scripts, [...byModule.values()].flat());
    const modules = [...byModule].map(([name, scripts]) => {
      const inScripts = functions.filter(({ script }) => scripts.includes(script));
      const bundle = this.#bundles.get(scripts[0]!);
      const own = bundle
        ? inScripts.filter((one) => bundle.moduleAt(one.location) === name).map((one) => bundle.named(one))
        : inScripts;
      const facts = this.#options.names.modules.find((module) => module.name === name);
      const declared = [...(facts?.classes ?? []), ...(facts?.functions ?? [])];
      return { name, scripts, functions: own, groups: groupByName(name, own, declared), ...(bundle && { bundle }) };
    });
    for (const module of modules) this.#liveModulesByName.set(module.name, module);
    return modules;
  }

  /** Makes functions known in the process, and the private fields of classes. */
  async #name(modules: readonly LiveModule[], order: ReachOrder): Promise<void> {
    const names: string[] = [];
    const handles: { objectId: string }[] = [];
    for (const { name, functions: all } of modules.flatMap((module) => module.groups)) {
      const functions = await this.#existingOnce(all);
      for (const [index, one] of (await order.sort(functions, (one) => one)).entries()) {
        const full = index === 0 ? name : `${name}[${index}]`;
        if (!this.#byName.has(full)) this.#byName.set(full, one);
        names.push(full);
        handles.push({ objectId: one.handle });
      }
    }
    await this.#live.call('nameFunctions', { objectId: this.program }, { value: names }, ...handles);
    await this.#private(classesWithPrivates(modules.flatMap((module) => module.functions)));
  }

  /** Tells the process which roots are variables of which closures. */
  async #link(): Promise<void> {
    for (const { name, variable, holders, isClosure } of this.#bound) {
      const [holder] = holders;
      if (!isClosure || !holder) continue;
      const args = [{ value: holder.scope }, { value: name }, { value: variable }];
      await this.#live.call('linkRoot', { objectId: this.program }, { objectId: holder.by.handle }, ...args);
    }
  }

  async #coded(name: string): Promise<CodedModule | undefined> {
    const module = this.#liveModulesByName.get(name);
    const [script] = module?.scripts ?? [];
    const code = script && (await this.#codes?.of(script));
    return module && code && { module, code };
  }

  #moduleOf(script: LiveScript, offset: number | undefined): string | undefined {
    const bundle = this.#bundles.get(script);
    if (bundle) return offset === undefined ? bundle.modules[0] : bundle.moduleAt(offset);
    return this.#modulesOf.get(script) ?? packageFile(script.path, this.#root);
  }

  /** Without those that are made anew when code around them runs: what they capture tells them apart, not a name. */
  async #existingOnce(functions: readonly LiveFunction[]): Promise<readonly LiveFunction[]> {
    const [first] = functions;
    const code = first && (await this.#codes?.of(first.script));
    if (!first || !code) return functions;
    return functions.filter((one) => {
      const found = code.at(one.location);
      return !found || !isMadeAnew(found, code.functions, ownScopes(one.scopes, one.script.esm).length);
    });
  }

  async #private(classes: readonly LiveFunction[]): Promise<void> {
    this.#classes.push(...classes);
    if (this.#options.side === 'past' || classes.length === 0) return;
    for (const one of classes) await accessPrivates(this.#live, this.program, one);
    await prepareAllocation(this.#live, this.#scripts, classes);
  }
}
