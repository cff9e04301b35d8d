/**
 * V8 gives objects that were made alike one hidden class: the same kind, prototype, own keys, attributes and `#private`
 * fields, the same integrity. So what was found out about one object, key by key, holds for every other of its class, and
 * one comparison takes the place of all those questions. The comparison itself is a function of V8's that only code
 * compiled under a flag may name; the flag is on for as long as that takes.
 */
export interface HiddenClasses {
  isSame(one: object, other: object): boolean;
  /** Whether the hidden class of an object says all about its named fields. */
  isComplete(object: object): boolean;
  hasHoles(array: object): boolean;
}

/** Null where this engine does not offer the comparison, or where it does not do what is said above. */
export function openHiddenClasses(): HiddenClasses | null {
  const v8 = process.getBuiltinModule('node:v8');
  try {
    v8.setFlagsFromString('--allow-natives-syntax');
    const classes: HiddenClasses = {
      isSame: new Function('one', 'other', 'return %HaveSameMap(one, other)') as HiddenClasses['isSame'],
      isComplete: new Function('object', 'return %HasFastProperties(object)') as HiddenClasses['isComplete'],
      hasHoles: new Function('array', 'return %HasHoleyElements(array)') as HiddenClasses['hasHoles'],
    };
    return isTrusted(classes) ? classes : null;
  } catch {
    return null;
  } finally {
    v8.setFlagsFromString('--no-allow-natives-syntax');
  }
}

/** Functions are compiled when they are first called, so this must run while the flag is on. */
function isTrusted({ isSame, isComplete, hasHoles }: HiddenClasses): boolean {
  const plain = () => ({ a: 1, b: 'x' });
  const others = [
    { b: 'x', a: 1 },
    { a: 1, b: 'x', c: 1 },
    Object.freeze(plain()),
    Object.seal(plain()),
    Object.preventExtensions(plain()),
    Object.defineProperty(plain(), 'a', { enumerable: false }),
    Object.defineProperty(plain(), 'a', { get: () => 1 }),
    Object.setPrototypeOf(plain(), null) as object,
    Object.assign(plain(), { [Symbol()]: 1 }),
    new Proxy(plain(), {}),
    [1, 2],
  ];
  if (!isSame(plain(), plain()) || !isComplete(plain()) || others.some((one) => isSame(plain(), one))) return false;
  const arrays = [[1], [1.5], ['x'], withHole(1), Object.freeze([1]), Object.assign([1], { x: 1 })];
  const isMixedUp = arrays.some((one, i) => arrays.some((other, j) => (i === j) !== isSame(one, other)));
  return !isMixedUp && !hasHoles([1]) && !hasHoles(['x']) && hasHoles(withHole(1));
}

/** An array whose first element is missing. */
function withHole(value: unknown): unknown[] {
  const array = new Array<unknown>(2);
  array[1] = value;
  return array;
}
