import type { Inside } from './kinds.ts';

/**
 * The inside of an AbortSignal: whether it is aborted; its items are the reason and, for each listener, the event, the
 * function and how it was added (1: once, 2: capture, 4: passive). Signals that others or the clock decide are refused.
 */
export function insideOfAbortSignal(signal: object): Inside {
  const own = new Map(
    Object.getOwnPropertySymbols(signal).map((symbol) => [symbol.description, valueAt(signal, symbol)]),
  );
  const handlers = own.get('kHandlers');
  const why =
    own.get('kComposite') === true || own.get('kTimeout') === true || own.has('kDependantSignals')
      ? 'a signal that depends on others or on a time limit cannot be moved'
      : handlers instanceof Map && handlers.size > 0
        ? 'a signal with an onabort handler cannot be moved; use addEventListener'
        : undefined;
  if (why !== undefined) return { kind: 'excluded', keys: [], data: ['AbortSignal', why] };
  const parts = [own.get('kReason'), ...listenersIn(own.get('kEvents'))];
  const fill: Inside['fill'] = ([column], sink) => {
    for (const part of parts) sink.push(column!, part);
    return parts.length;
  };
  return { kind: 'abort-signal', keys: [], data: own.get('kAborted') === true, fill };
}

/** Listeners of the runtime's event targets stand in a list for each event. */
export function listenersIn(events: unknown): unknown[] {
  const found: unknown[] = [];
  if (!process.getBuiltinModule('node:util').types.isMap(events)) return found;
  Map.prototype.forEach.call(events, (list: object, event: string) => {
    for (let at = valueAt(list, 'next') as object | undefined; at; at = valueAt(at, 'next') as object | undefined) {
      found.push(event, valueAt(at, 'callback'), Number(valueAt(at, 'flags')) & LISTENER_FLAGS);
    }
  });
  return found;
}

const LISTENER_FLAGS = 7;

function valueAt(object: object, key: string | symbol): unknown {
  return Object.getOwnPropertyDescriptor(object, key)?.value;
}
