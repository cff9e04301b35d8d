import type { Runtime } from 'node:inspector';
import type { ClosureFacts, HiddenFacts } from './agents/program/hidden.ts';
import { namedScopes } from './code-scopes.ts';
import { type HeapContext, HeapContexts } from './heap-contexts.ts';
import type { Argument, LiveHandles, Properties } from './live-handles.ts';
import { type LiveScope, ownScopes, scopesOf } from './live-scopes.ts';
import type { LiveScript } from './program-scripts.ts';
import { isMadeAnew, type PlacedCode, type ScriptCode } from './script-codes.ts';

/** What the reader asks about the scripts of the process. */
export interface Scripts {
  find(id: string): LiveScript | undefined;
  /** The module that a script is, undefined for one that is neither the program's nor a package's. */
  moduleOf(script: LiveScript, offset?: number): string | undefined;
  codeOf(script: LiveScript): Promise<ScriptCode | undefined>;
  /** Names the functions of what a script has of a package there. */
  know(script: LiveScript, offset: number | undefined): Promise<void>;
}

/** The closures of a capture: names of their codes, and the code of the modules that they stand in. */
export interface CapturedClosures {
  readonly codes: readonly string[];
  readonly modules: ReadonlyMap<string, ScriptCode>;
}

/** More objects than this would hold the program up for too long. */
const MOST = 20_000;

/** Looks into what an agent inside the process cannot look into. Reads only; nothing of the program runs. */
export class HiddenReader {
  readonly #live: LiveHandles;
  readonly #program: string;
  readonly #scripts: Scripts;
  #contexts: HeapContexts | 'unknown' | undefined;

  constructor(live: LiveHandles, program: string, scripts: Scripts) {
    this.#live = live;
    this.#program = program;
    this.#scripts = scripts;
  }

  /** Begins anew: what was read before is of another moment. */
  async forget(): Promise<void> {
    await this.leave();
    this.#contexts = undefined;
    await this.#live.call('forgetHidden', { objectId: this.#program });
  }

  /** Lets go of what was found out about the heap, which changes from now on. */
  async leave(): Promise<void> {
    if (this.#contexts instanceof HeapContexts) await this.#contexts.release();
    this.#contexts = 'unknown';
  }

  /**
   * Makes known in the process what the objects of an array hold. Gives false where scopes could not be told apart by
   * their values: `forget` was called then, and everything must be looked into again.
   */
  async look(objects: string): Promise<boolean> {
    const handles = await this.#live.elements(objects);
    if (handles.length > MOST) return true;
    const closures: Closure[] = [];
    // One after the other in stretches, so that a name that one of them needs is there for the next.
    for (let i = 0; i < handles.length; i += 200) {
      const found = await Promise.all(handles.slice(i, i + 200).map((handle) => this.#lookInto(handle)));
      for (const one of found) if (one) closures.push(one);
    }
    const selves = await this.#selvesOf(closures);
    const isClear = (await Promise.all(closures.map((one) => this.#setClosure(one, selves)))).every(Boolean);
    if (isClear || this.#contexts !== undefined) return true;
    await this.#live.call('forgetHidden', { objectId: this.#program });
    this.#contexts = (await HeapContexts.take(this.#live)) ?? 'unknown';
    return false;
  }

  /** Gives a closure, of which more has to be found out; makes known what anything else holds. */
  async #lookInto(handle: string): Promise<Closure | undefined> {
    const properties = await this.#live.properties(handle);
    const inner = new Map(properties.internal.map(({ name, value }) => [name, value]));
    if (inner.has('[[FunctionLocation]]')) return this.#function(handle, properties, inner);
    const found = await this.#factsOf(properties, inner);
    if (found) await this.#set(handle, found.facts, ...found.parts);
    return undefined;
  }

  async #factsOf({ private: own }: Properties, inner: Inner): Promise<Found | undefined> {
    const state = inner.get('[[PromiseState]]')?.value as string | undefined;
    if (state === 'pending')
      return { facts: refusal('promise', 'it is pending: what it waits for cannot be moved'), parts: [] };
    if (state === 'fulfilled' || state === 'rejected') {
      return { facts: { kind: 'promise', state }, parts: [argumentOf(inner.get('[[PromiseResult]]'))] };
    }
    if (inner.get('[[IsRevoked]]')?.value === true) return { facts: refusal('proxy', 'it is revoked'), parts: [] };
    if (inner.has('[[Target]]')) {
      return {
        facts: { kind: 'proxy' },
        parts: ['[[Target]]', '[[Handler]]'].map((name) => argumentOf(inner.get(name))),
      };
    }
    if (inner.has('[[TargetFunction]]')) return this.#bound(inner);
    if (inner.has('[[WeakRefTarget]]'))
      return { facts: { kind: 'weak-ref' }, parts: [argumentOf(inner.get('[[WeakRefTarget]]'))] };
    if (inner.has('[[Entries]]')) return { facts: { kind: 'weak' }, parts: [argumentOf(inner.get('[[Entries]]'))] };
    const link = own.find(({ name }) => name === '#context' || name === '#signal');
    return link && { facts: { kind: 'link' }, parts: [argumentOf(link.value)] };
  }

  async #bound(inner: Inner): Promise<Found> {
    const target = inner.get('[[TargetFunction]]');
    const self = argumentOf(inner.get('[[BoundThis]]'));
    // What EventEmitter's `once` registers: a function of the runtime's own, bound to what it knows.
    if (target?.description?.startsWith('function onceWrapper()')) return { facts: { kind: 'once' }, parts: [self] };
    const list = inner.get('[[BoundArgs]]')?.objectId;
    const { own } = list === undefined ? { own: [] } : await this.#live.properties(list);
    const bound = own.filter(({ name }) => /^\d+$/.test(name)).map(({ value }) => argumentOf(value));
    return { facts: { kind: 'bound' }, parts: [argumentOf(target), self, ...bound] };
  }

  async #function(handle: string, properties: Properties, inner: Inner): Promise<Closure | undefined> {
    const at = inner.get('[[FunctionLocation]]')?.value as Location;
    const script = this.#scripts.find(at.scriptId);
    const module = script && this.#scripts.moduleOf(script);
    if (!script || module === undefined) {
      const what = script ? 'a file outside of the program' : 'the runtime';
      await this.#set(handle, refusal('function', `it is a function of ${what}, which has no name there`));
      return undefined;
    }
    const code = await this.#scripts.codeOf(script);
    const offset = code?.offsetOf(at.lineNumber, at.columnNumber);
    const one = offset === undefined ? undefined : code?.at(offset);
    if (!code || !one) return undefined;
    const scopes = ownScopes(await scopesOf(this.#live, properties), script);
    if (isMadeAnew(one, code.functions, scopes.length)) {
      const contexts = this.#contexts instanceof HeapContexts ? await this.#contexts.contextsOf(handle) : [];
      return { handle, module: this.#scripts.moduleOf(script, offset) ?? module, code, one, scopes, contexts };
    }
    await this.#scripts.know(script, offset);
    return undefined;
  }

  /** Handles of what closures took as `this`, by number on the heap. */
  async #selvesOf(closures: readonly Closure[]): Promise<ReadonlyMap<number, string>> {
    if (!(this.#contexts instanceof HeapContexts)) return new Map();
    return this.#contexts.objects(closures.flatMap((one) => selfOf(one) ?? []));
  }

  /** Gives false where the heap would have to tell more. */
  async #setClosure(closure: Closure, selves: ReadonlyMap<number, string>): Promise<boolean> {
    const { handle, module, code, one, scopes, contexts } = closure;
    const selfId = selfOf(closure);
    const self = selfId === undefined ? undefined : selves.get(selfId);
    const isLost = one.usesOuterThis && (this.#contexts === 'unknown' || (selfId !== undefined && self === undefined));
    if (one.obstacle !== null || isLost) {
      const why = one.obstacle ?? '`this` of the code around it, which cannot be read from a heap of this size';
      await this.#set(handle, refusal('function', `the closure ${module}#${one.path} uses ${why}`));
      return true;
    }
    const visible = contexts.filter(({ hasVariables }) => hasVariables);
    const facts: ClosureFacts = {
      code: `${module}#${one.path}`,
      hasSelf: one.usesOuterThis,
      scopes: namedScopes(module, code, one, scopes).map((scope, level) => {
        const id = visible[level]?.id;
        const assigned = scopes[level]!.variables.filter((name) => code.assigned.has(name));
        return { ...scope, identity: id === undefined ? '' : String(id), assigned };
      }),
    };
    const isAmbiguous = await this.#live.call<boolean>(
      'setClosure',
      { objectId: this.#program },
      { objectId: handle },
      { value: facts },
      self === undefined ? UNDEFINED : { objectId: self },
      ...scopes.map(({ snapshot }) => ({ objectId: snapshot })),
    );
    return this.#contexts !== undefined || !(isAmbiguous || one.usesOuterThis);
  }

  async #set(handle: string, facts: HiddenFacts, ...parts: readonly Argument[]): Promise<void> {
    await this.#live.call('setHidden', { objectId: this.#program }, { objectId: handle }, { value: facts }, ...parts);
  }
}

type Inner = ReadonlyMap<string, Runtime.RemoteObject | undefined>;
type Location = { readonly scriptId: string; readonly lineNumber: number; readonly columnNumber: number };

interface Found {
  readonly facts: HiddenFacts;
  readonly parts: readonly Argument[];
}

/** A function that was made anew when code around it ran, and what the heap says of its scopes. */
interface Closure {
  readonly handle: string;
  readonly module: string;
  readonly code: ScriptCode;
  readonly one: PlacedCode;
  readonly scopes: readonly LiveScope[];
  readonly contexts: readonly HeapContext[];
}

/** Number on the heap of what it took as `this`. */
function selfOf({ one, contexts }: Closure): number | undefined {
  return one.usesOuterThis ? (contexts.find(({ self }) => self !== undefined)?.self ?? undefined) : undefined;
}

function refusal(what: string, why: string): HiddenFacts {
  return { kind: 'refused', what, why };
}

const UNDEFINED = { value: undefined };

/** A value that the process gave, as the argument of a call there. */
function argumentOf(value: Runtime.RemoteObject | undefined): Argument {
  if (value?.objectId !== undefined) return { objectId: value.objectId };
  if (value?.unserializableValue === undefined) return { value: value?.value };
  return { unserializableValue: value.unserializableValue } as unknown as Argument;
}
