export type Callable = (this: unknown, ...args: unknown[]) => unknown;

/** Puts another function in the place of a builtin one, which keeps its name, length and other properties. */
export function replace(target: object, name: string, make: (original: Callable) => Callable): void {
  const descriptor = Object.getOwnPropertyDescriptor(target, name);
  if (typeof descriptor?.value !== 'function') return;
  const original = descriptor.value as Callable;
  const replacement = make(original);
  // `util.promisify` finds the promise form of a function in a property of it.
  const { prototype: _, ...properties } = Object.getOwnPropertyDescriptors(original) as PropertyDescriptorMap;
  Object.defineProperties(replacement, properties);
  Object.defineProperty(target, name, { ...descriptor, value: replacement });
}

/** The callback that ends a list of arguments, if one does. */
export function callbackOf(args: readonly unknown[]): Callable | undefined {
  const last = args.at(-1);
  return typeof last === 'function' ? (last as Callable) : undefined;
}
