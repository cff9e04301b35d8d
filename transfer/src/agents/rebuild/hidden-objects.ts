import type { NodeKind } from '../../capture-format.ts';
import { allocateClosure, itemValues } from './closures.ts';
import type { Transfer } from './transfer.ts';

/** Kinds that hold what only the debugger sees, made with what they hold. */
export const HIDDEN_KINDS: ReadonlySet<NodeKind> = new Set([
  ...(['closure', 'scope', 'bound', 'once', 'promise', 'proxy', 'weak-map', 'weak-set', 'weak-ref'] as const),
]);

/** The target of such an object; undefined where something that it cannot do without has none. */
export function allocateHidden(transfer: Transfer, id: number, kind: NodeKind, owner: Function | null): unknown {
  if (kind === 'closure') return allocateClosure(transfer, id);
  if (kind === 'weak-map') return Reflect.construct(WeakMap, [], owner ?? WeakMap);
  if (kind === 'weak-set') return Reflect.construct(WeakSet, [], owner ?? WeakSet);
  const items = itemValues(transfer, id);
  const parts = items.map(({ ref, value }) => (ref >= 0 ? transfer.counterpart(ref) : value));
  // A target that is gone in the version before is one that nothing holds here.
  if (kind === 'weak-ref') return Reflect.construct(WeakRef, [parts[0] ?? {}], owner ?? WeakRef);
  if (items.some(({ ref }) => ref >= 0 && transfer.isExcluded(ref))) return undefined;
  if (kind === 'bound') return makeBound(parts);
  if (kind === 'once') return makeOnce(parts as unknown as OnceParts);
  if (kind === 'proxy') return new Proxy(parts[0] as object, parts[1] as ProxyHandler<object>);
  return makePromise(transfer.source.dataOf(id) === 'rejected', parts[0], owner);
}

/** Gives weak collections their entries. */
export function fillWeak(transfer: Transfer, id: number, kind: NodeKind): void {
  const [keys, values] =
    kind === 'weak-map' ? [itemValues(transfer, id), itemValues(transfer, id, 1)] : [itemValues(transfer, id)];
  const target = transfer.targets[id];
  keys!.forEach(({ ref }, index) => {
    if (transfer.isExcluded(ref)) return;
    const key = transfer.counterpart(ref) as WeakKey;
    if (kind === 'weak-set') WeakSet.prototype.add.call(target as WeakSet<WeakKey>, key);
    else {
      const { ref: valueRef, value } = values![index]!;
      WeakMap.prototype.set.call(
        target as WeakMap<WeakKey, unknown>,
        key,
        valueRef >= 0 ? transfer.counterpart(valueRef) : value,
      );
    }
  });
}

function makeBound([target, self, ...rest]: readonly unknown[]): Function {
  return Reflect.apply(Function.prototype.bind, target, [self, ...rest]) as Function;
}

type OnceParts = readonly [emitter: object, event: string | symbol, listener: Function];

/** Only `once` itself makes what it registers; here it hands it to us instead of the emitter. */
function makeOnce([emitter, event, listener]: OnceParts): unknown {
  const { EventEmitter } = process.getBuiltinModule('node:events');
  const own = Object.getOwnPropertyDescriptor(emitter, 'on');
  let made: unknown;
  const take = (_: unknown, wrapper: unknown): void => {
    made = wrapper;
  };
  Object.defineProperty(emitter, 'on', { value: take, configurable: true, writable: true });
  try {
    Reflect.apply(EventEmitter.prototype.once, emitter, [event, listener]);
  } finally {
    if (own) Object.defineProperty(emitter, 'on', own);
    else Reflect.deleteProperty(emitter, 'on');
  }
  return made;
}

function makePromise(isRejected: boolean, value: unknown, owner: Function | null): object {
  const settle = (resolve: (value: unknown) => void, reject: (reason: unknown) => void): void =>
    isRejected ? reject(value) : resolve(value);
  const promise = Reflect.construct(Promise, [settle], owner ?? Promise) as Promise<unknown>;
  // Whoever cares about the rejection is told by the state; the process is not to end for it.
  if (isRejected) Promise.prototype.catch.call(promise, () => {});
  return promise;
}
