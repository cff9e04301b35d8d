import { HeapGraph } from './heap-graph.ts';
import { HeapObjects, numberOf } from './heap-objects.ts';
import { takeHeapSnapshot } from './heap-snapshot.ts';
import type { LiveHandles } from './live-handles.ts';

/** A scope of a closure as the heap has it. */
export interface HeapContext {
  /** The same for all closures that share the scope. */
  readonly id: number;
  /** Whether it has variables; one that only keeps a `this` is no scope to the debugger. */
  readonly hasVariables: boolean;
  /** Number on the heap of the object that it keeps as `this`; null where that is no object, undefined where it keeps none. */
  readonly self: number | null | undefined;
}

/** Which closures share which scope, and the `this` that arrow functions took: only a heap snapshot tells. */
export class HeapContexts {
  readonly #live: LiveHandles;
  readonly #graph: HeapGraph;
  readonly #objects: HeapObjects;

  private constructor(live: LiveHandles, graph: HeapGraph) {
    this.#live = live;
    this.#graph = graph;
    this.#objects = new HeapObjects(live, graph);
  }

  /** Looks at the heap as it is now, which must not change while this is used; undefined where the heap is too large. */
  static async take(live: LiveHandles): Promise<HeapContexts | undefined> {
    const snapshot = await takeHeapSnapshot(live);
    return snapshot && new HeapContexts(live, new HeapGraph(snapshot));
  }

  /** The scopes of a closure, innermost first, those of the module and of the engine among them. */
  async contextsOf(closure: string): Promise<HeapContext[]> {
    const start = this.#graph.find(await numberOf(this.#live, closure));
    const contexts: HeapContext[] = [];
    let at = start === undefined ? undefined : this.#graph.target(start, 'context');
    while (at !== undefined) {
      const self = this.#graph.target(at, 'this');
      const slots = this.#graph.sizeOf(at) / SLOT - FIXED_SLOTS;
      contexts.push({
        id: this.#graph.idOf(at),
        hasVariables: slots > (self === undefined ? 0 : 1),
        self: self === undefined || this.#graph.isObject(self) ? self && this.#graph.idOf(self) : null,
      });
      at = this.#graph.target(at, 'previous');
    }
    return contexts;
  }

  /** Handles of objects by their numbers on the heap, as far as they can be found. */
  objects(ids: Iterable<number>): Promise<ReadonlyMap<number, string>> {
    return this.#objects.handles(ids);
  }

  /** Lets go of what it holds in the process. */
  release(): Promise<void> {
    return this.#objects.release();
  }
}

/** Bytes of a slot, and the slots of a context besides its variables: map, length, what describes it, the one around it. */
const SLOT = 8;
const FIXED_SLOTS = 4;
