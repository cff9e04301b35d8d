import { isLoaded } from '../program-realm.ts';
import type { Program } from './live-program.ts';
import type { ScopeSnapshot } from './roots.ts';

/** The prototype of a class of a built-in module that is loaded; an object without heirs where it is not. */
export function builtinPrototype(module: string, name: string): object {
  if (!isLoaded(module)) return {};
  const owner = (process.getBuiltinModule(module) as unknown as Record<string, { prototype: object }>)[name];
  return owner?.prototype ?? {};
}

/** The prototype of what `setTimeout` gives, found among all functions, for its class has no public name. */
export function timerPrototype(functions: readonly unknown[]): object {
  for (let i = 0; i < functions.length; i++) {
    const one = functions[i];
    if (typeof one !== 'function' || own(one, 'name') !== 'Timeout') continue;
    const prototype = own(one, 'prototype');
    if (typeof prototype === 'object' && prototype !== null && Object.hasOwn(prototype, 'hasRef')) return prototype;
  }
  return {};
}

/** A function of the runtime's own that knows the lists of timers. */
export function clearTimeoutOfRuntime(): Function {
  return process.getBuiltinModule('node:timers').clearTimeout;
}

/** The timers in the lists that the runtime keeps, one for each delay, each list a ring that begins at itself. */
export function timersIn({ object: scope }: ScopeSnapshot): object[] {
  const lists = own(scope, 'timerListMap') as Readonly<Record<string, Ring>>;
  const found: object[] = [];
  for (const key of Object.keys(lists)) {
    const list = lists[key] as Ring;
    for (let at = list._idleNext; at && at !== list; at = at._idleNext) found[found.length] = at;
  }
  return found;
}

interface Ring {
  readonly _idleNext: Ring | null;
}

/** A sentence for each child process that runs. */
export function describeChildren(children: readonly object[]): string[] {
  const sentences: string[] = [];
  for (let i = 0; i < children.length; i++) {
    const child = children[i] as object;
    const isRunning = own(child, 'exitCode') === null && own(child, 'signalCode') === null;
    const pid = own(child, 'pid');
    if (isRunning && typeof pid === 'number') {
      sentences.push(`State in the child process ${pid} (${String(own(child, 'spawnfile'))}) is not covered.`);
    }
  }
  return sentences;
}

/** What active timers call, in their order; no timer gives the agent's own function. */
export function callbacksOf(timers: readonly object[]): Function[] {
  const callbacks: Function[] = [];
  for (let i = 0; i < timers.length; i++) callbacks[i] = callbackOf(timers[i] as object) ?? callbacksOf;
  return callbacks;
}

/** A timer that calls a function of the program. */
export interface ProgramTimer {
  readonly code: string;
  readonly kind: 'interval' | 'timeout';
  /** In milliseconds. */
  readonly delay: number;
}

/** The timers that call functions of the program, by what is known of those. */
export function describeTimers(program: Program, timers: readonly object[]): ProgramTimer[] {
  const found: ProgramTimer[] = [];
  for (let i = 0; i < timers.length; i++) {
    const timer = timers[i] as object;
    const callback = callbackOf(timer);
    const hidden = callback && program.hidden.get(callback);
    const code = callback && (program.nameOf(callback) ?? (hidden?.kind === 'closure' ? hidden.code : undefined));
    const repeat = own(timer, '_repeat');
    const delay = typeof repeat === 'number' ? repeat : Number(own(timer, '_idleTimeout'));
    if (code !== undefined) found.push({ code, kind: typeof repeat === 'number' ? 'interval' : 'timeout', delay });
  }
  return found;
}

function callbackOf(timer: object): Function | undefined {
  const callback = own(timer, '_onTimeout');
  return typeof callback === 'function' && own(timer, '_destroyed') === false ? callback : undefined;
}

function own(object: object, key: string | symbol): unknown {
  return Object.getOwnPropertyDescriptor(object, key)?.value;
}
