/** What the agent keeps while somebody waits for a moment at which nothing of the program runs. */
export class Box {
  /** Promises that have been pending since the first look. */
  standing: Set<unknown> | null = null;
  /** Objects to read a private field of, and the one it is at. */
  items: Iterable<object> = [];
  item: object | null = null;
  keep: (value: unknown) => void = () => {};

  set value(value: unknown) {
    this.keep(value);
  }
}

export function createBox(): Box {
  return new Box();
}

/** Stops the process in a macrotask of its own loop, with nothing of the program on the stack. */
export function pauseWhenIdle(box: Box): void {
  const timers = process.getBuiltinModule ? process.getBuiltinModule('node:timers') : require('node:timers');
  // The controller knows this stop from a `debugger` statement of the program by the function's name.
  timers.setImmediate(function timeferryIdle() {
    // biome-ignore lint/suspicious/noDebugger: this is where the debugger takes over.
    debugger;
    box.item = null;
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
