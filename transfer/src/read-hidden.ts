import type { Runtime } from 'node:inspector';
import type { ClosureFacts, HiddenFacts, ScopeFacts } from './agents/program/hidden.ts';
import { HeapContexts } from './heap-contexts.ts';
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
  #contexts: HeapContexts | 'too large' | undefined;

  constructor(live: LiveHandles, program: string, scripts: Scripts) {
    this.#live = live;
    this.#program = program;
    this.#scripts = scripts;
  }

  /** Begins anew: what was read before is of another moment. */
  async forget(): Promise<void> {
    this.#contexts = undefined;
    await this.#live.call('forgetHidden', { objectId: this.#program });
  }

  /**
   * Makes known in the process what the objects of an array hold. Gives false where scopes could not be told apart by
   * their values: `forget` was called then, and everything must be looked into again.
   */
  async look(objects: string): Promise<boolean> {
    const handles = await this.#live.elements(objects);
    if (handles.length > MOST) return true;
    let isClear = true;
    // One after the other in stretches, so that a name that one of them needs is there for the next.
    for (let i = 0; i < handles.length; i += 200) {
      const looks = handles.slice(i, i + 200).map((handle) => this.#lookInto(handle));
      isClear = (await Promise.all(looks)).every(Boolean) && isClear;
    }
    if (isClear || this.#contexts !== undefined) return true;
    await this.#live.call('forgetHidden', { objectId: this.#program });
    this.#contexts = (await HeapContexts.take(this.#live)) ?? 'too large';
    return false;
  }

  async #lookInto(handle: string): Promise<boolean> {
    const properties = await this.#live.properties(handle);
    const inner = new Map(properties.internal.map(({ name, value }) => [name, value]));
    if (inner.has('[[FunctionLocation]]')) return this.#function(handle, properties, inner);
    const found = await this.#factsOf(properties, inner);
    if (found) await this.#set(handle, found.facts, ...found.parts);
    return true;
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

  async #function(handle: string, properties: Properties, inner: Inner): Promise<boolean> {
    const at = inner.get('[[FunctionLocation]]')?.value as Location;
    const script = this.#scripts.find(at.scriptId);
    const module = script && this.#scripts.moduleOf(script);
    if (!script || module === undefined) {
      const what = script ? 'a file outside of the program' : 'the runtime';
      await this.#set(handle, refusal('function', `it is a function of ${what}, which has no name there`));
      return true;
    }
    const code = await this.#scripts.codeOf(script);
    const offset = code?.offsetOf(at.lineNumber, at.columnNumber);
    const one = offset === undefined ? undefined : code?.at(offset);
    if (!code || !one) return true;
    const scopes = ownScopes(await scopesOf(this.#live, properties), script);
    if (isMadeAnew(one, code.functions, scopes.length))
      return this.#closure(handle, { module: this.#scripts.moduleOf(script, offset) ?? module, code, one, scopes });
    await this.#scripts.know(script, offset);
    return true;
  }

  async #closure(handle: string, { module, code, one, scopes }: Found2): Promise<boolean> {
    const contexts = await this.#contextsFor(handle);
    if (one.obstacle !== null || (one.usesOuterThis && this.#contexts === 'too large')) {
      const why = one.obstacle ?? '`this` of the code around it, which cannot be read from a heap of this size';
      await this.#set(handle, refusal('function', `the closure ${module}#${one.path} uses ${why}`));
      return true;
    }
    const visible = contexts?.filter(({ hasVariables }) => hasVariables);
    const facts: ClosureFacts = {
      code: `${module}#${one.path}`,
      hasSelf: one.usesOuterThis,
      scopes: scopes.map((scope, level) => scopeFacts(module, code, one, scope, visible?.[level]?.id)),
    };
    const selfId = one.usesOuterThis ? contexts?.find(({ self }) => self !== undefined)?.self : undefined;
    const self = selfId === undefined ? undefined : await (this.#contexts as HeapContexts).object(selfId);
    const parts = scopes.map(({ snapshot }) => ({ objectId: snapshot }));
    const isAmbiguous = await this.#live.call<boolean>(
      'setClosure',
      { objectId: this.#program },
      { objectId: handle },
      { value: facts },
      self === undefined ? UNDEFINED : { objectId: self },
      ...parts,
    );
    return this.#contexts !== undefined || !(isAmbiguous || one.usesOuterThis);
  }

  async #contextsFor(handle: string) {
    return this.#contexts instanceof HeapContexts ? this.#contexts.contextsOf(handle) : undefined;
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

interface Found2 {
  readonly module: string;
  readonly code: ScriptCode;
  readonly one: PlacedCode;
  readonly scopes: readonly LiveScope[];
}

/** What is known of a scope; `id` is its number on the heap. */
export function scopeFacts(
  module: string,
  { functions, assigned }: ScriptCode,
  one: PlacedCode,
  scope: LiveScope,
  id?: number,
): ScopeFacts {
  let around = functions[one.parent];
  const last = scope.of.split('.').at(-1);
  while (around && around.label !== last) around = functions[around.parent];
  const suffix = scope.kind === 'closure' ? '' : ` (${scope.kind})`;
  return {
    label: `${module}#${around?.path ?? scope.of}${suffix}`,
    identity: id === undefined ? '' : String(id),
    assigned: scope.variables.filter((name) => assigned.has(name)),
  };
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
