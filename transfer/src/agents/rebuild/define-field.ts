import { GETTER, HIDDEN, PERMANENT, READ_ONLY, SETTER } from '../../capture-format.ts';

/** Defines an own field; never runs a setter. */
export function define(target: object, name: string | symbol, value: unknown, attributes: number): void {
  if (attributes === 0 && (!(name in target) || isWritable(target, name))) {
    (target as Record<string | symbol, unknown>)[name] = value;
    return;
  }
  const common = { enumerable: (attributes & HIDDEN) === 0, configurable: (attributes & PERMANENT) === 0 };
  if (attributes & (GETTER | SETTER)) {
    const half = attributes & GETTER ? { get: value as () => unknown } : { set: value as (value: unknown) => void };
    // The setter comes second; a permanent accessor must be whole before it can be made permanent.
    Reflect.defineProperty(target, name, {
      ...half,
      ...common,
      configurable: attributes & GETTER ? true : common.configurable,
    });
  } else {
    Reflect.defineProperty(target, name, { value, ...common, writable: (attributes & READ_ONLY) === 0 });
  }
}

function isWritable(target: object, name: string | symbol): boolean {
  const own = Object.getOwnPropertyDescriptor(target, name);
  return own?.writable === true && own.enumerable === true && own.configurable === true;
}
