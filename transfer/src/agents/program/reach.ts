/** How many objects are looked at: closures that start-up makes are near the bindings that hold them. */
const limit = 20_000;

/**
 * The order in which functions are reached from some objects, breadth first, by number: the same in two processes that
 * start-up left alike. Functions that were not reached come last. Getters are not run.
 */
export function reachOrder(functions: readonly Function[], ...starts: readonly object[]): number[] {
  const wanted = new Map<unknown, number>();
  for (let i = 0; i < functions.length; i++) wanted.set(functions[i], i);
  const seen = new Set<object>();
  const queue: object[] = [];
  const order: number[] = [];
  const push = (value: unknown): void => {
    if ((typeof value !== 'object' || value === null) && typeof value !== 'function') return;
    if (seen.has(value) || seen.size >= limit || isProxy(value)) return;
    seen.add(value);
    queue[queue.length] = value;
    const index = wanted.get(value);
    if (index !== undefined) order[order.length] = index;
  };
  for (let i = 0; i < starts.length; i++) push(starts[i]);
  for (let i = 0; i < queue.length; i++) lookInto(queue[i] as object, push);
  for (let i = 0; i < functions.length; i++) if (!seen.has(functions[i] as Function)) order[order.length] = i;
  return order;
}

function isProxy(value: object): boolean {
  return process.getBuiltinModule('node:util').types.isProxy(value);
}

function lookInto(object: object, push: (value: unknown) => void): void {
  const keys = Reflect.ownKeys(object);
  for (let i = 0; i < keys.length; i++) push(Object.getOwnPropertyDescriptor(object, keys[i] as PropertyKey)?.value);
  const { isMap, isSet } = process.getBuiltinModule('node:util').types;
  if (isMap(object)) {
    Map.prototype.forEach.call(object, (value: unknown, key: unknown) => {
      push(key);
      push(value);
    });
  } else if (isSet(object)) Set.prototype.forEach.call(object, push);
}
