import { type HeapSnapshot, takeHeapSnapshot } from './heap-snapshot.ts';
import type { LiveHandles } from './live-handles.ts';

/** A scope of a closure as the heap has it. */
export interface HeapContext {
  /** The same for all closures that share the scope. */
  readonly id: number;
  /** Whether it has variables; one that only keeps a `this` is no scope to the debugger. */
  readonly hasVariables: boolean;
  /** Number on the heap of the `this` that it keeps. */
  readonly self: number | undefined;
}

/** Which closures share which scope, and the `this` that arrow functions took: only a heap snapshot tells. */
export class HeapContexts {
  readonly #live: LiveHandles;
  readonly #snapshot: HeapSnapshot;
  readonly #nodes = new Map<number, number>();
  readonly #firstEdges: number[] = [];
  readonly #idAt: number;
  readonly #edgeSize: number;

  private constructor(live: LiveHandles, snapshot: HeapSnapshot) {
    this.#live = live;
    this.#snapshot = snapshot;
    const { node_fields, edge_fields } = snapshot.snapshot.meta;
    this.#idAt = node_fields.indexOf('id');
    this.#edgeSize = edge_fields.length;
    const countAt = node_fields.indexOf('edge_count');
    let edge = 0;
    for (let node = 0; node < snapshot.nodes.length; node += node_fields.length) {
      this.#nodes.set(snapshot.nodes[node + this.#idAt]!, node);
      this.#firstEdges.push(edge);
      edge += snapshot.nodes[node + countAt]! * this.#edgeSize;
    }
    this.#firstEdges.push(edge);
  }

  /** Looks at the heap as it is now, which must not change while this is used; undefined where the heap is too large. */
  static async take(live: LiveHandles): Promise<HeapContexts | undefined> {
    const snapshot = await takeHeapSnapshot(live);
    return snapshot && new HeapContexts(live, snapshot);
  }

  /** The scopes of a closure, innermost first, those of the module and of the engine among them. */
  async contextsOf(closure: string): Promise<HeapContext[]> {
    const { heapSnapshotObjectId } = await this.#live.send<{ heapSnapshotObjectId: string }>(
      'HeapProfiler.getHeapObjectId',
      { objectId: closure },
    );
    const start = this.#nodes.get(Number(heapSnapshotObjectId));
    const contexts: HeapContext[] = [];
    let at = start === undefined ? undefined : this.#edge(start, 'context');
    while (at !== undefined) {
      const self = this.#edge(at, 'this');
      const slots = this.#sizeOf(at) / SLOT - FIXED_SLOTS;
      contexts.push({
        id: this.#idOf(at),
        hasVariables: slots > (self === undefined ? 0 : 1),
        self: self === undefined ? undefined : this.#idOf(self),
      });
      at = this.#edge(at, 'previous');
    }
    return contexts;
  }

  /** The handle of an object by its number on the heap; undefined for what is no object of the program. */
  async object(id: number): Promise<string | undefined> {
    const params = { objectId: String(id), objectGroup: this.#live.group };
    const answer = await this.#live
      .send<{ result: { objectId?: string } }>('HeapProfiler.getObjectByHeapObjectId', params)
      .catch(() => undefined);
    return answer?.result.objectId;
  }

  #idOf(node: number): number {
    return this.#snapshot.nodes[node + this.#idAt]!;
  }

  #sizeOf(node: number): number {
    return this.#snapshot.nodes[node + this.#snapshot.snapshot.meta.node_fields.indexOf('self_size')]!;
  }

  /** Where the edge of that name leads. */
  #edge(node: number, name: string): number | undefined {
    const { nodes, edges, strings, snapshot } = this.#snapshot;
    const index = node / snapshot.meta.node_fields.length;
    const named = snapshot.meta.edge_types[0];
    for (let edge = this.#firstEdges[index]!; edge < this.#firstEdges[index + 1]!; edge += this.#edgeSize) {
      const type = named[edges[edge]!];
      if ((type === 'context' || type === 'internal') && strings[edges[edge + 1]!] === name) {
        const target = edges[edge + 2]!;
        return nodes[target] === undefined ? undefined : target;
      }
    }
    return undefined;
  }
}

/** Bytes of a slot, and the slots of a context besides its variables: map, length, what describes it, the one around it. */
const SLOT = 8;
const FIXED_SLOTS = 4;
