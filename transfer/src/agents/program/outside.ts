import { isLoaded } from '../program-realm.ts';
import type { Program } from './live-program.ts';

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

/** A sentence for each worker thread and child process that runs. */
export function describeOthers(workers: readonly object[], children: readonly object[]): string[] {
  const sentences: string[] = [];
  for (let i = 0; i < workers.length; i++) {
    const id = threadIdOf(workers[i] as object);
    if (typeof id === 'number' && id > 0 && !isOfRuntime(workers[i] as object))
      sentences.push(`State in worker thread ${id} is not covered.`);
  }
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

/** Loaders of modules run in a thread of the runtime's own. */
function isOfRuntime(worker: object): boolean {
  const owner = own(Object.getPrototypeOf(worker) as object, 'constructor');
  return typeof owner === 'function' && own(owner, 'name') === 'InternalWorker';
}

/** A worker that has ended has no handle any more. */
function threadIdOf(worker: object): unknown {
  const symbol = Object.getOwnPropertySymbols(worker).find(({ description }) => description === 'kHandle');
  const handle = symbol && own(worker, symbol);
  return typeof handle === 'object' && handle !== null ? own(handle, 'threadId') : own(worker, 'threadId');
}

function own(object: object, key: string | symbol): unknown {
  return Object.getOwnPropertyDescriptor(object, key)?.value;
}
