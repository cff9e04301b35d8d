import type { TimerData } from '../capture/timers.ts';
import { itemValues } from './closures.ts';
import type { Transfer } from './transfer.ts';

/**
 * A timer for a captured one, set for the time that remained of it. In a rehearsal timers are held, so it does not tick:
 * what it stands for is noted. Undefined where what it calls cannot be had.
 */
export function allocateTimer(transfer: Transfer, id: number): object | undefined {
  const [kind, delay, remaining, isReferenced, isCleared] = transfer.source.dataOf(id) as TimerData;
  const [callback, ...rest] = partsOf(transfer, id);
  if (typeof callback !== 'function' && !isCleared) return undefined;
  const call = typeof callback === 'function' ? callback : () => {};
  const timer =
    kind === 'interval'
      ? globalThis.setInterval(call as Callback, delay, ...rest)
      : globalThis.setTimeout(call as Callback, remaining, ...rest);
  if (!isReferenced) timer.unref();
  if (isCleared) {
    globalThis.clearTimeout(timer);
    // What a cleared timer called is no state any more, except that it is still there to be seen.
    Object.assign(timer, { _onTimeout: callback });
  }
  note(transfer, id, timer);
  return timer;
}

type Callback = (...args: unknown[]) => void;

/** A timer that start-up set takes over what the captured one calls. */
export function fillTimer(transfer: Transfer, id: number): void {
  const timer = transfer.targets[id] as { _onTimeout: unknown; _timerArgs: unknown };
  if (!transfer.adopted.has(timer)) return;
  const [callback] = itemValues(transfer, id);
  if (callback && callback.ref >= 0) transfer.adopt(callback.ref, timer._onTimeout);
  const [call, ...rest] = partsOf(transfer, id);
  if (typeof call === 'function') timer._onTimeout = call;
  timer._timerArgs = rest.length > 0 ? rest : undefined;
  note(transfer, id, timer);
}

function partsOf(transfer: Transfer, id: number): unknown[] {
  return itemValues(transfer, id).map(({ ref, value }) => (ref >= 0 ? transfer.counterpart(ref) : value));
}

function note(transfer: Transfer, id: number, timer: object): void {
  transfer.program.timers?.set(timer, transfer.source.dataOf(id) as TimerData);
}
