import timers from 'node:timers';
import timersPromises from 'node:timers/promises';
import type { HeldTimer } from '../../held-process-agent.ts';
import type { EffectLog } from './effect-log.ts';
import { type Callable, replace } from './replace.ts';
import type { StartUp } from './start-up.ts';

/** The longest delay that a timer can have, 24.8 days. */
const never = 2 ** 31 - 1;
/** Above how many known timers those that are gone are first looked for. */
const firstLimit = 1_000;
const reached = 'after start-up';

/**
 * Holds timers. While the main module is being evaluated all of them run; from then until start-up is over those of at most
 * `StartUp.shortDelay` do, once; after that none. A held timer is a real one whose delay is the longest there is, so that
 * clearing, refreshing and referencing it work. Gives the timers that are held.
 */
export function holdTimers(log: EffectLog, startUp: StartUp): () => readonly HeldTimer[] {
  const known = new Map<NodeJS.Timeout, HeldTimer & { held: boolean }>();
  let limit = firstLimit;
  const hold = (entry: HeldTimer & { held: boolean }): void => {
    if (entry.held || isGone(entry.timer) || !log.holds('timer', `${describe(entry)} ${reached}`)) return;
    entry.held = true;
    (entry.timer as unknown as { _idleTimeout: number })._idleTimeout = never;
    entry.timer.refresh();
  };
  const mayRun = (entry: HeldTimer): boolean =>
    startUp.phase === 'evaluating' ||
    (startUp.phase === 'settling' && !entry.repeats && entry.delay <= startUp.shortDelay);
  for (const [name, repeats] of [
    ['setTimeout', false],
    ['setInterval', true],
  ] as const) {
    const make = (original: Callable): Callable =>
      function set(this: unknown, ...args) {
        const timer = original.apply(this, args) as NodeJS.Timeout;
        if (isCalledByNode()) return timer;
        if (known.size > limit) limit = 2 * forgetGone(known) + firstLimit;
        const entry = { timer, callback: args[0] as Function, delay: Number(args[1] ?? 1) || 1, repeats, held: false };
        known.set(timer, entry);
        if (!mayRun(entry)) hold(entry);
        return timer;
      };
    replace(timers, name, make);
    Object.defineProperty(globalThis, name, {
      ...Object.getOwnPropertyDescriptor(globalThis, name),
      value: timers[name],
    });
  }
  replace(
    timersPromises,
    'setTimeout',
    (original) =>
      function wait(this: unknown, ...args) {
        const delay = Number(args[0] ?? 1) || 1;
        const runs = startUp.phase === 'evaluating' || (startUp.phase === 'settling' && delay <= startUp.shortDelay);
        return runs || !log.holds('timer', `timeout of ${delay} ms ${reached}`)
          ? original.apply(this, args)
          : new Promise(() => {});
      },
  );
  startUp.onPhase(() => {
    for (const entry of known.values()) if (!mayRun(entry)) hold(entry);
  });
  startUp.isWaiting = () => [...known.values()].some((entry) => !entry.held && !entry.repeats && !isGone(entry.timer));
  return () => [...known.values()].filter((entry) => entry.held && !isGone(entry.timer));
}

/** Node's own modules set timers as well, for their housekeeping. */
function isCalledByNode(): boolean {
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 3;
  const { stack } = new Error();
  Error.stackTraceLimit = stackTraceLimit;
  // The message, this function, the one in the timer's place, its caller.
  return typeof stack === 'string' && /[( ]node:/.test(stack.split('\n')[3] ?? '');
}

/** Gives how many are left. */
function forgetGone(known: Map<NodeJS.Timeout, unknown>): number {
  for (const timer of known.keys()) if (isGone(timer)) known.delete(timer);
  return known.size;
}

function isGone(timer: NodeJS.Timeout): boolean {
  return (timer as unknown as { _destroyed: boolean })._destroyed;
}

function describe(entry: HeldTimer): string {
  return `${entry.repeats ? 'interval' : 'timeout'} of ${entry.delay} ms`;
}
