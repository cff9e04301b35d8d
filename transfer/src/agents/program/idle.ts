import type { PrivateValues } from './privates.ts';

/** What the agent keeps while somebody waits for a moment at which nothing of the program runs. */
export interface Box {
  current: PrivateValues | null;
  values: unknown[] | null;
  /** Promises that have been pending since the first look. */
  standing: Set<unknown> | null;
}

export function createBox(): Box {
  return { current: null, values: null, standing: null };
}

/** Stops the process in a macrotask of its own loop, with nothing of the program on the stack. */
export function pauseWhenIdle(box: Box): void {
  const timers = process.getBuiltinModule ? process.getBuiltinModule('node:timers') : require('node:timers');
  // The controller knows this stop from a `debugger` statement of the program by the function's name.
  timers.setImmediate(function timeferryIdle() {
    // biome-ignore lint/suspicious/noDebugger: this is where the debugger takes over.
    debugger;
    box.current = null;
  });
}

/** How many promises are pending that were not at the first look, and how many have been ever since. */
export function comparePending(box: Box, heap: readonly unknown[], pending: readonly number[]): [number, number] {
  const now = new Set<unknown>();
  for (let i = 0; i < pending.length; i++) now.add(heap[pending[i] as number]);
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
  return Promise.prototype;
}
