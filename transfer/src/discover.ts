import type { RootPlan, VersionNames } from '@timeferry/analysis/transfer-plan';
import { type BoundRoot, bindRoots, readSnapshots } from './bind-roots.ts';
import { CodedModules } from './coded-modules.ts';
import { importedDefaults } from './default-exports.ts';
import { evaluateInScope } from './evaluate-in-scope.ts';
import type { LiveModule } from './find-roots.ts';
import { groupByName } from './function-names.ts';
import type { HeapPlace } from './heap-graph.ts';
import { InspectorError, type InspectorSession } from './inspector-session.ts';
import { functionsOf, type LiveFunction } from './live-functions.ts';
import { LiveHandles } from './live-handles.ts';
import { ownScopes } from './live-scopes.ts';
import { packageOf } from './package-classes.ts';
import type { SharedObject } from './patched-prototypes.ts';
import { classesWithPrivates, prepareAllocation } from './prepare-allocation.ts';
import { type CodeNames, prepareClosures } from './prepare-closures.ts';
import { accessPrivates, readPrivates, readStaticPrivate, type StaticPrivate } from './private-access.ts';
import { ProgramModules } from './program-modules.ts';
import { type LiveScript, ProgramScripts } from './program-scripts.ts';
import type { Moment } from './quiescent.ts';
import { ReachOrder } from './reach-order.ts';
import { type CapturedClosures, HiddenReader } from './read-hidden.ts';
import { CodeUnknownError, isMadeAnew, type ReadFunctions, type ScriptCode, ScriptCodes } from './script-codes.ts';
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

type Location = { readonly scriptId: string; readonly lineNumber: number; readonly columnNumber: number };

/** Ends as a function does that is called at once. */
const MAY_BE_WRAPPED = /\}\s*\)?\s*\([^()]*\)\s*\)?\s*;?\s*(\/\/.*\s*)*$/;

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
  readonly #modules: ProgramModules;
  readonly #modulesByName: CodedModules;
  #bound: readonly BoundRoot[] = [];
  #mayLearn = true;

  constructor(live: LiveHandles, scripts: ProgramScripts, program: string, options: DiscoverOptions) {
    this.#live = live;
    this.#scripts = scripts;
    this.program = program;
    this.#options = options;
    this.#modules = new ProgramModules(scripts, options.root, options.names);
    this.#codes =
      options.readFunctions &&
      new ScriptCodes(scripts, options.readFunctions, (script) => this.#modules.bundleOf(script));
    this.#modulesByName = new CodedModules(this.#codes);
    this.#hidden = new HiddenReader(live, program, {
      find: (id) => this.#scripts.all.find((script) => script.id === id),
      moduleOf: (script, offset) => this.#modules.moduleOf(script, offset),
      codeOf: async (script) => {
        if (this.#codes?.knows(script) === false) this.#learn();
        return this.#codes?.of(script);
      },
      know: async (script, offset) => {
        const file = this.#modules.packageFileOf(script, offset);
        if (file === undefined) return;
        if (!this.#files.has(file)) this.#learn();
        await this.knowFiles([file]);
        this.packageFiles.add(file);
      },
    });
  }

  /** Names the program's functions and binds the plan's roots. */
  async start(): Promise<void> {
    const found = await this.#liveModules(await this.#modules.find());
    const modules = new Map(found.map((module) => [module.name, module]));
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
   * the `LiveProgram` gives afterwards is the state of that moment. With `mayLearn` false `look` throws a `CodeUnknownError`
   * where it would have to read the program's code first, which takes long.
   */
  async refresh(moment: Moment, mayLearn = true): Promise<void> {
    this.#mayLearn = mayLearn;
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
      const code = (await this.#modulesByName.of(name))?.code;
      if (code) modules.set(name, code);
    }
    return { codes, modules };
  }

  /** Makes a process that is ours ready to make the closures of captures; see `prepareClosures`. */
  prepareClosures(...captured: readonly CapturedClosures[]): Promise<CodeNames> {
    return prepareClosures(this.#live, this.program, captured, (name) => this.#modulesByName.like(name));
  }

  /** What is on the classes and prototypes that the program shares with itself and the runtime. */
  shared(): Promise<SharedObject[]> {
    const functions = [...this.#modulesByName.all].flatMap((module) => module.functions);
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

  /** To be called when a moment is over, so that nothing is kept alive by what was found out. */
  leave(): Promise<void> {
    this.#mayLearn = true;
    return this.#hidden.leave();
  }

  /** What a reader knows a line of a script by; null for code of the runtime. */
  placeOf({ script, line }: HeapPlace): string | null | undefined {
    return this.#modules.placeOf(script, line);
  }

  /**
   * Names functions and classes that the program has no name for, given as an array in the process: those of packages
   * (`node_modules/pkg/path.js#Class`). Gives the files they are in.
   */
  async resolveNames(functions: string): Promise<string[]> {
    const files = new Set<string>();
    for (const handle of await this.#live.elements(functions)) {
      const { internal } = await this.#live.properties(handle);
      const at = internal.find(({ name }) => name === '[[FunctionLocation]]')?.value?.value as Location | undefined;
      const script = this.#scripts.all.find(({ id }) => id === at?.scriptId);
      const code = script && this.#modules.bundleOf(script) && (await this.#codes?.of(script));
      const offset = at && code?.offsetOf(at.lineNumber, at.columnNumber);
      const file = script && this.#modules.packageFileOf(script, offset);
      if (file !== undefined) files.add(file);
    }
    await this.knowFiles([...files]);
    for (const file of files) this.packageFiles.add(file);
    return [...files];
  }

  /** Names the functions of package files. Files that are not loaded in this process are passed over. */
  async knowFiles(files: readonly string[]): Promise<void> {
    const fresh = files.filter((file) => !this.#files.has(file));
    const modules = new Map<string, readonly LiveScript[]>();
    for (const file of fresh) {
      this.#files.add(file);
      // A release may put its code into other files.
      for (const other of this.#modules.packageFiles(file)) {
        modules.set(other, this.#modules.scriptsOf(other));
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

  async #liveModules(byModule: ReadonlyMap<string, readonly LiveScript[]>): Promise<LiveModule[]> {
    const wanted = [...byModule.values()].flat();
    for (const script of wanted) await this.#findWrapper(script);
    const functions = await functionsOf(this.#live, this.#scripts, wanted);
    const modules = [...byModule].map(async ([name, scripts]) => {
      const inScripts = functions.filter(({ script }) => scripts.includes(script));
      const names = scripts[0] && this.#modules.bundleOf(scripts[0]);
      const code = names && (await this.#codes?.of(scripts[0]!));
      const own = names
        ? inScripts.filter((one) => names.moduleAt(one.location) === name).map((one) => names.named(one, code))
        : inScripts;
      const facts = this.#options.names.modules.find((module) => module.name === name);
      const declared = [...(facts?.classes ?? []), ...(facts?.functions ?? [])];
      const groups = groupByName(name, own, declared);
      return {
        name,
        scripts,
        functions: own,
        groups,
        isOfVersion: facts !== undefined,
        ...(names && { bundled: { names, code, functions: inScripts } }),
      };
    });
    const found = await Promise.all(modules);
    for (const module of found) this.#modulesByName.add(module);
    return found;
  }

  async #findWrapper(script: LiveScript): Promise<void> {
    // Most scripts are not, and need not be read.
    if (!MAY_BE_WRAPPED.test(await this.#scripts.source(script))) return;
    const wraps = (await this.#codes?.of(script))?.wraps;
    if (wraps) script.wraps = wraps;
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

  #learn(): void {
    if (!this.#mayLearn) throw new CodeUnknownError();
  }

  /** Without those that are made anew when code around them runs: what they capture tells them apart, not a name. */
  async #existingOnce(functions: readonly LiveFunction[]): Promise<readonly LiveFunction[]> {
    const [first] = functions;
    const code = first && (await this.#codes?.of(first.script));
    if (!first || !code) return functions;
    return functions.filter((one) => {
      const found = code.at(one.location);
      return !found || !isMadeAnew(found, code.functions, ownScopes(one.scopes, one.script).length);
    });
  }

  async #private(classes: readonly LiveFunction[]): Promise<void> {
    this.#classes.push(...classes);
    if (this.#options.side === 'past' || classes.length === 0) return;
    for (const one of classes) await accessPrivates(this.#live, this.program, one);
    await prepareAllocation(this.#live, this.#scripts, classes);
  }
}
