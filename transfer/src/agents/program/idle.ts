import { copyOf, inProgram } from '../program-realm.ts';

/** What the agent keeps while somebody waits for a moment at which nothing of the program runs. */
export class Box {
  /** Promises that have been pending since the first look. */
  standing: Set<unknown> | null = null;
  /** Promises that are pending now, as far as they were found or have begun since somebody watches. */
  pending = new Set<unknown>();
  /** Those of them that had begun before the heap was searched last. */
  before = new Set<unknown>();
  /** Promises that were settled since then. */
  readonly settled = new WeakSet<object>();
  stopWatching: () => void = () => {};
  /** Objects to read a private field of, and the one it is at. */
  items: Iterable<object> = [];
  item: object | null = null;
  keep: (value: unknown) => void = () => {};
  /** What is to run before the process stops again, and what it gave or threw. */
  job: (() => object) | null = null;
  given: object | null = null;
  thrown: unknown;

  set value(value: unknown) {
    this.keep(value);
  }
}

export function createBox(): Box {
  return new Box();
}

/**
 * Stops the process in a macrotask of its own loop, with nothing of the program on the stack, and again after each job that
 * it is given. A job could run while the process is stopped, but there the engine does not put to use what it compiles.
 */
export function pauseWhenIdle(box: Box): void {
  const timers = process.getBuiltinModule ? process.getBuiltinModule('node:timers') : require('node:timers');
  // The controller knows this stop from a `debugger` statement of the program by the function's name.
  timers.setImmediate(function timeferryIdle() {
    do {
      // biome-ignore lint/suspicious/noDebugger: this is where the debugger takes over.
      debugger;
    } while (runJob(box));
    box.item = null;
  });
}

function runJob(box: Box): boolean {
  const { job } = box;
  if (job === null) return false;
  box.job = null;
  box.given = null;
  try {
    box.given = job();
  } catch (error) {
    box.thrown = error;
  }
  return true;
}

export function setJob(box: Box, job: () => object): void {
  box.job = job;
}

/** What the job gave. Throws what it threw. */
export function givenByJob(box: Box): object {
  if (box.given === null) throw box.thrown;
  return box.given;
}

/** Keeps account of promises that begin and that are settled, so that nobody has to search the heap for them again. */
export function watchPromises(box: Box): void {
  const { promiseHooks } = process.getBuiltinModule('node:v8');
  box.stopWatching();
  // Both at once would be stopped by an iteration that a program may have made its own.
  const stopBeginnings = promiseHooks.onInit((promise) => void box.pending.add(promise)) as () => void;
  const stopEnds = promiseHooks.onSettled((promise) => {
    box.settled.add(promise);
    box.pending.delete(promise);
  }) as () => void;
  box.stopWatching = () => {
    stopBeginnings();
    stopEnds();
  };
}

export function stopWatching(box: Box): void {
  box.stopWatching();
}

/** To be called before the heap is searched: what begins meanwhile may not be found. */
export function beginSearch(box: Box): void {
  box.before = new Set(box.pending);
}

/** Takes over which promises of the heap were found pending while the program ran on; those that nothing holds are gone. */
export function notePending(box: Box, heap: readonly object[], pending: readonly number[]): void {
  const alive = new Set<unknown>(copyOf(heap));
  const found = new Set<unknown>();
  box.pending.forEach((promise) => {
    if (alive.has(promise) || !box.before.has(promise)) found.add(promise);
  });
  for (let i = 0; i < pending.length; i++) {
    const promise = heap[pending[i] as number] as object;
    if (!box.settled.has(promise)) found.add(promise);
  }
  box.pending = found;
}

/** How many promises are pending that were not at the first look, and how many have been ever since. */
export function comparePending(box: Box): [number, number] {
  const now = box.pending;
  const standing = box.standing ?? now;
  const still = new Set<unknown>();
  let fresh = 0;
  now.forEach((promise) => {
    if (standing.has(promise)) still.add(promise);
    else fresh += 1;
  });
  box.standing = still;
  return [fresh, still.size];
}

export function promisePrototype(): object {
  return Object.getPrototypeOf(inProgram('(async () => {})()')) as object;
}
