import { program } from '../program-realm.ts';
import { functionPrototype } from './objects.ts';

/** The first argument that tells an edited constructor to leave its body out; `Symbol.for` finds it from any scope. */
const allocating = Symbol.for('timeferry.allocate');

/** How the private members of a class are installed: by this function, or by its edited constructor; or why they cannot be. */
interface Preparation {
  readonly initializer: Function | undefined;
  readonly why: string;
}

const prepared = new WeakMap<Function, Preparation>();

/** Notes how instances of a class are made. */
export function setAllocatable(callable: Function, why: string, initializer?: Function): void {
  prepared.set(callable, { initializer, why });
}

/**
 * Makes instances without running constructor bodies. Where no class of the chain has `#private` members an object with
 * the prototype is enough. Otherwise each class installs its own, from the base down; where that takes its constructor,
 * `super()` gives it the object made so far. Field initializers of such classes run.
 */
export class Allocator {
  readonly #chains = new Map<Function, readonly Function[]>();
  readonly #functionPrototype = functionPrototype();
  readonly #arguments = new Array<symbol>(16).fill(allocating);

  /** Throws an `Error` where the engine refused to prepare the class. */
  allocate(callable: Function): object {
    let object: object | undefined;
    for (const one of this.#chainOf(callable)) {
      const parent = Object.getPrototypeOf(one) as object;
      const { initializer, why } = prepared.get(one) ?? unprepared;
      if (why !== '') throw new Error(`No instance of ${one.name} can be made without its constructor: ${why}.`);
      if (initializer !== undefined) {
        object ??= Object.create(callable.prototype) as object;
        Reflect.apply(initializer, object, []);
      } else if (isNative(one)) object = Reflect.construct(one, [], callable) as object;
      else if (parent === this.#functionPrototype) object = Reflect.construct(one, this.#arguments, callable) as object;
      else object = this.#extend(one, parent, callable, object ?? (Object.create(callable.prototype) as object));
    }
    return object ?? (Object.create(callable.prototype) as object);
  }

  #extend(one: Function, parent: object, target: Function, made: object): object {
    Object.setPrototypeOf(one, function give() {
      return made;
    });
    try {
      return Reflect.construct(one, this.#arguments, target) as object;
    } finally {
      Object.setPrototypeOf(one, parent);
    }
  }

  /** The classes that install something, base first. Others are passed over: what their fields hold is transferred. */
  #chainOf(callable: Function): readonly Function[] {
    let chain = this.#chains.get(callable);
    if (chain === undefined) {
      const classes: Function[] = [];
      for (
        let at: unknown = callable;
        typeof at === 'function' && at !== this.#functionPrototype;
        at = Object.getPrototypeOf(at)
      ) {
        if (prepared.has(at) || (isNative(at) && at !== program.Object)) classes.unshift(at);
      }
      chain = classes;
      this.#chains.set(callable, chain);
    }
    return chain;
  }
}

const unprepared: Preparation = { initializer: undefined, why: '' };

function isNative(one: Function): boolean {
  return Function.prototype.toString.call(one).endsWith('{ [native code] }');
}
