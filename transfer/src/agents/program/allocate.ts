/** The first argument that tells an edited constructor to leave its body out; `Symbol.for` finds it from any scope. */
export const allocating = Symbol.for('timeferry.allocate');

/** Classes whose constructors were edited to leave their bodies out on request. */
const prepared = new WeakSet<Function>();

/** Notes that these classes are prepared. */
export function setAllocatable(...classes: readonly Function[]): void {
  for (const one of classes) prepared.add(one);
}

/**
 * Makes instances without running constructor bodies. Where no class of the chain has `#private` members an object with
 * the prototype is enough. Otherwise the constructors run one by one from the base down, each told to do nothing but
 * what the engine does before its body: install brands and fields. `super()` gives a derived one the object so far.
 */
export class Allocator {
  readonly #chains = new Map<Function, readonly Function[] | null>();
  readonly #arguments = new Array<symbol>(16).fill(allocating);

  allocate(callable: Function): object {
    const chain = this.#chainOf(callable);
    if (chain === null) return Object.create(callable.prototype) as object;
    let object: object | undefined;
    for (const one of chain) {
      const parent = Object.getPrototypeOf(one) as object;
      if (isNative(one) || parent === Function.prototype) object = this.#construct(one, callable);
      else object = this.#extend(one, parent, callable, object ?? (Object.create(callable.prototype) as object));
    }
    return object as object;
  }

  #extend(one: Function, parent: object, target: Function, made: object): object {
    Object.setPrototypeOf(one, function give() {
      return made;
    });
    try {
      return this.#construct(one, target);
    } finally {
      Object.setPrototypeOf(one, parent);
    }
  }

  #construct(one: Function, target: Function): object {
    return Reflect.construct(one, isNative(one) ? [] : this.#arguments, target) as object;
  }

  /** The classes of the chain, base first; null where none has private members. */
  #chainOf(callable: Function): readonly Function[] | null {
    let chain = this.#chains.get(callable);
    if (chain !== undefined) return chain;
    const classes: Function[] = [];
    for (
      let at: unknown = callable;
      typeof at === 'function' && at !== Function.prototype;
      at = Object.getPrototypeOf(at)
    ) {
      classes.unshift(at);
    }
    const base = classes[0] as Function;
    const plain = !classes.some((one) => prepared.has(one)) && (base === Object || !isNative(base));
    chain = plain ? null : classes.filter((one) => isNative(one) || prepared.has(one));
    // Classes with public fields only are passed over: what their fields hold is transferred.
    this.#chains.set(callable, chain);
    return chain;
  }
}

function isNative(one: Function): boolean {
  return Function.prototype.toString.call(one).endsWith('{ [native code] }');
}
