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

/** Aborts a signal that was aborted; its listeners, which have run then, are added afterwards. */
export function fillAbortSignal(transfer: Transfer, id: number): void {
  const signal = transfer.targets[id] as AbortSignal;
  const [reason, ...listeners] = itemValues(transfer, id);
  const read = ({ ref, value }: { readonly ref: number; readonly value: unknown }) =>
    ref >= 0 ? transfer.counterpart(ref) : value;
  if (transfer.source.dataOf(id) === true) controllers.get(signal)?.abort(reason && read(reason));
  for (let i = 0; i + 2 < listeners.length; i += 3) {
    const listener = read(listeners[i + 1]!);
    const flags = Number(listeners[i + 2]!.value);
    if (typeof listener !== 'function') continue;
    const options = { once: (flags & 1) !== 0, capture: (flags & 2) !== 0, passive: (flags & 4) !== 0 };
    signal.addEventListener(String(listeners[i]!.value), listener as () => void, options);
  }
}
