import { program } from '../program-realm.ts';

/** What the agent keeps while somebody waits for a moment at which nothing of the program runs. */
export class Box {
  /** Promises that code waits for, or may wait for, with the time since when that is known. */
  readonly waited = new Map<unknown, number>();
  /** Those that have been waited for so long that nobody expects them to settle soon. */
  readonly standing = new Set<unknown>();
  /** What is known of the code that waits for some of them. */
  readonly names = new WeakMap<object, string>();
  /** Promises that were settled while the heap was searched. */
  settled: WeakSet<object> | null = new WeakSet();
  stopWatching: () => void = () => {};
  /** Ends the account where nobody has asked for so long that nobody will. */
  end: NodeJS.Timeout | null = null;
  /** For how long a promise is expected to settle soon, in milliseconds. */
  patience = Number.POSITIVE_INFINITY;
  /** Whether the process is to stop at the next quiet moment, and how many moments were looked at. */
  isWanted = false;
  looks = 0;
  /** Whether it is looked at the end of this turn of the loop, or else a while later. */
  isLooking = false;
  later: NodeJS.Timeout | null = null;
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
 * Stops the process at the next quiet moment: in a macrotask of its own loop, with nothing of the program on the stack and
 * no code waiting for a promise, those aside that have been waited for longer than `patience` milliseconds.
 */
export function stopWhenQuiet(box: Box, patience: number): void {
  box.patience = patience;
  box.isWanted = true;
  box.looks = 0;
  box.end?.refresh();
  lookSoon(box);
}

/** The registered symbol of the function by which a program says that its state is whole now; it is there while somebody waits. */
const momentKey = Symbol.for('timeferry.moment');

/** Lets the program mark a moment: a process that is to stop stops where it calls the function, whatever is half-way. */
export function offerMoment(box: Box): void {
  // The controller knows by the function's name that the program called it.
  function timeferryMoment(): void {
    if (box.isWanted) timeferryIdle(box);
  }
  Object.defineProperty(program, momentKey, { value: timeferryMoment, configurable: true });
}

export function withdrawMoment(): void {
  Reflect.deleteProperty(program, momentKey);
}

/** Does not stop any more; gives how many moments were looked at. */
export function stopLooking(box: Box): number {
  box.isWanted = false;
  return box.looks;
}

/** Looks when all that is ready to be done is done. */
export function lookSoon(box: Box): void {
  if (box.isLooking || !box.isWanted) return;
  box.isLooking = true;
  timers().setImmediate(() => {
    box.isLooking = false;
    if (!box.isWanted) return;
    box.looks += 1;
    if (!isQuiet(box)) return lookLater(box);
    timeferryIdle(box);
  });
}

/**
 * Stops the process, and again after each job that it is given. The controller knows this stop from a `debugger` statement of
 * the program by the function's name.
 */
function timeferryIdle(box: Box): void {
  box.isWanted = false;
  // A job could run while the process is stopped, but there the engine does not put to use what it compiles.
  do {
    // biome-ignore lint/suspicious/noDebugger: this is where the debugger takes over.
    debugger;
  } while (runJob(box));
  box.item = null;
}

/** A moment can become quiet by mere time. */
function lookLater(box: Box): void {
  box.later ??= timers()
    .setTimeout(() => {
      box.later = null;
      lookSoon(box);
    }, LATER_MS)
    .unref();
}

const LATER_MS = 20;

function isQuiet(box: Box): boolean {
  const limit = performance.now() - box.patience;
  box.waited.forEach((since, promise) => {
    if (since > limit) return;
    box.waited.delete(promise);
    box.standing.add(promise);
  });
  return box.waited.size === 0;
}

export function timers(): typeof import('node:timers') {
  return process.getBuiltinModule ? process.getBuiltinModule('node:timers') : require('node:timers');
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
