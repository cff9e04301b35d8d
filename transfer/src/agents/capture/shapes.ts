import type { HiddenClasses } from './hidden-classes.ts';

/** How to read all objects of one hidden class. */
export interface Shape {
  readonly exemplar: object;
  /** Gives false, and has read nothing, for an object that has more to it than its hidden class says. */
  read(id: number, object: object): boolean;
}

/** Most graphs alternate between a few shapes; those are tried first, in the order in which they were met last. */
const RECENT = 6;
/** Shapes that one prototype may have: a program that makes more uses its objects as dictionaries. */
const MOST = 64;

/** The shapes that were met so far. */
export class Shapes {
  readonly #classes: HiddenClasses;
  readonly #isProxy = process.getBuiltinModule('node:util').types.isProxy;
  readonly #recent: Shape[] = [];
  readonly #byPrototype = new Map<object | null, Shape[]>();

  constructor(classes: HiddenClasses) {
    this.#classes = classes;
  }

  find(object: object): Shape | undefined {
    const recent = this.#recent;
    for (let i = 0; i < recent.length; i++) {
      if (this.#classes.isSame(recent[i]!.exemplar, object)) return recent[i];
    }
    // Asking a proxy for its prototype would run a trap.
    if (this.#isProxy(object)) return undefined;
    const known = this.#byPrototype.get(Object.getPrototypeOf(object) as object | null);
    if (known === undefined) return undefined;
    for (let i = 0; i < known.length; i++) {
      if (this.#classes.isSame(known[i]!.exemplar, object)) {
        this.#remember(known[i]!);
        return known[i];
      }
    }
    return undefined;
  }

  add(shape: Shape): void {
    const prototype = Object.getPrototypeOf(shape.exemplar) as object | null;
    const known = this.#byPrototype.get(prototype) ?? [];
    if (known.length >= MOST) return;
    known.push(shape);
    this.#byPrototype.set(prototype, known);
    this.#remember(shape);
  }

  #remember(shape: Shape): void {
    if (this.#recent.length === RECENT) this.#recent.pop();
    this.#recent.unshift(shape);
  }
}
