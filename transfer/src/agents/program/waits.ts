import { inProgram } from '../program-realm.ts';
import { type Box, lookSoon, timers, withdrawMoment } from './idle.ts';

/**
 * Keeps account of what code waits for. A promise that is born of another one is what `then` and `await` make: as long as it
 * is pending, a callback has yet to run or an async function is half-way. One that nobody waits for is mere state.
 */
export function watchPromises(box: Box): void {
  const { promiseHooks } = process.getBuiltinModule('node:v8');
  box.stopWatching();
  // Both at once would be stopped by an iteration that a program may have made its own.
  const stopBeginnings = promiseHooks.onInit((promise, parent) => {
    if (parent !== undefined) box.waited.set(promise, performance.now());
  }) as () => void;
  const stopEnds = promiseHooks.onSettled((promise) => {
    box.settled?.add(promise);
    box.standing.delete(promise);
    if (box.waited.delete(promise) && box.waited.size === 0) lookSoon(box);
  }) as () => void;
  box.stopWatching = () => {
    stopBeginnings();
    stopEnds();
  };
  box.end = timers()
    .setTimeout(() => stopWatching(box), ABANDONED_MS)
    .unref();
}

/** After so long without a question whoever asked is gone. */
const ABANDONED_MS = 900_000;

/** Lets the program run as if nobody had kept account. */
export function stopWatching(box: Box): void {
  box.stopWatching();
  withdrawMoment();
  box.isWanted = false;
  if (box.end !== null) timers().clearTimeout(box.end);
}

/** Takes over which promises of the heap were pending before somebody kept account: code may wait for each of them. */
export function notePending(box: Box, heap: readonly object[], pending: readonly number[]): void {
  const now = performance.now();
  for (let i = 0; i < pending.length; i++) {
    const promise = heap[pending[i] as number] as object;
    if (!box.settled?.has(promise)) box.waited.set(promise, now);
  }
  box.settled = null;
}

/** The promises that are waited for, those not expected to settle soon among them; at most so many. */
export function waitedPromises(box: Box, limit: number): unknown[] {
  return [...box.standing, ...box.waited.keys()].slice(0, limit);
}

/** Takes over what was found out about promises: the code that waits for each, empty where it is only the engine or nobody. */
export function noteNames(box: Box, promises: readonly object[], names: readonly string[]): void {
  for (let i = 0; i < promises.length; i++) {
    const promise = promises[i] as object;
    box.names.set(promise, names[i] as string);
    if (names[i] !== '') continue;
    box.waited.delete(promise);
    box.standing.delete(promise);
  }
  lookSoon(box);
}

export interface Waits {
  /** How many promises are waited for that may settle soon, and how many others. */
  readonly waited: number;
  readonly standing: number;
  /** The code that waits for any of them, as far as that is known, each once. */
  readonly names: readonly string[];
}

export function describeWaits({ waited, standing, names }: Box): Waits {
  const known = [...standing, ...waited.keys()].map((promise) => names.get(promise as object) ?? '');
  return { waited: waited.size, standing: standing.size, names: [...new Set(known)].filter(Boolean).sort() };
}

export function promisePrototype(): object {
  return Object.getPrototypeOf(inProgram('(async () => {})()')) as object;
}
