import { listenersIn } from '../capture/abort.ts';
import { itemValues } from './closures.ts';
import type { Transfer } from './transfer.ts';

const controllers = new WeakMap<object, AbortController>();

/** Every signal is made by a controller, which a captured controller of its own then gets. */
export function allocateAbortSignal(): AbortSignal {
  const controller = new AbortController();
  controllers.set(controller.signal, controller);
  return controller.signal;
}

export function allocateAbortController(transfer: Transfer, id: number): AbortController {
  const [signal] = itemValues(transfer, id);
  const target = signal && signal.ref >= 0 ? transfer.counterpart(signal.ref) : undefined;
  return (target === undefined ? undefined : controllers.get(target as object)) ?? new AbortController();
}

/** Whether a signal is one of those that a controller decides alone and that this process knows the controller of. */
export function isOwnSignal(existing: object): boolean {
  return controllers.has(existing);
}

/** Takes the signal of a controller that start-up made for the one that the captured controller had. */
export function adoptSignal(transfer: Transfer, id: number, existing: AbortController): boolean {
  const [item] = itemValues(transfer, id);
  // One whose signal nobody has asked for yet.
  if (item === undefined || item.ref < 0) return true;
  controllers.set(existing.signal, existing);
  transfer.adopt(item.ref, existing.signal);
  return transfer.counterpart(item.ref) === existing.signal;
}

/**
 * Aborts a signal that was aborted. What start-up added to it is taken off before, so that nothing of the program runs; its
 * listeners, which have run then, are added afterwards.
 */
export function fillAbortSignal(transfer: Transfer, id: number): void {
  const signal = transfer.targets[id] as AbortSignal;
  const [reason, ...listeners] = itemValues(transfer, id);
  const read = ({ ref, value }: { readonly ref: number; readonly value: unknown }) =>
    ref >= 0 ? transfer.counterpart(ref) : value;
  const events = ownValue(signal, 'kEvents');
  const before = listenersIn(events);
  for (let i = 0; i + 2 < before.length; i += 3) {
    const capture = (Number(before[i + 2]) & 2) !== 0;
    signal.removeEventListener(String(before[i]), before[i + 1] as () => void, { capture });
  }
  if (transfer.source.dataOf(id) === true) controllers.get(signal)?.abort(reason && read(reason));
  for (let i = 0; i + 2 < listeners.length; i += 3) {
    const listener = read(listeners[i + 1]!);
    const flags = Number(listeners[i + 2]!.value);
    if (typeof listener !== 'function') continue;
    const options = { once: (flags & 1) !== 0, capture: (flags & 2) !== 0, passive: (flags & 4) !== 0 };
    signal.addEventListener(String(listeners[i]!.value), listener as () => void, options);
  }
}

/** What the runtime keeps in an object under a symbol of its own. */
function ownValue(object: object, description: string): unknown {
  const symbol = Object.getOwnPropertySymbols(object).find((one) => one.description === description);
  return symbol && Object.getOwnPropertyDescriptor(object, symbol)?.value;
}
