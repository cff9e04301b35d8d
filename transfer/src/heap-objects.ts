import type { HeapGraph } from './heap-graph.ts';
import type { LiveHandles } from './live-handles.ts';

/**
 * Finds objects by their numbers in a heap snapshot. The debugger does that too, but searches the whole heap for each; here
 * all objects are taken once, those that have the prototype of a wanted one are picked out, and asked for their numbers.
 */
export class HeapObjects {
  readonly #live: LiveHandles;
  readonly #graph: HeapGraph;
  readonly #handles = new Map<number, string>();
  #all: Promise<AllObjects> | undefined;

  constructor(live: LiveHandles, graph: HeapGraph) {
    this.#live = live;
    this.#graph = graph;
  }

  /** Handles of objects by number: of all but a few that were too hard to find. */
  async handles(ids: Iterable<number>): Promise<ReadonlyMap<number, string>> {
    const wanted = new Set([...ids].filter((id) => !this.#handles.has(id)));
    if (wanted.size > FEW) await this.#findTogether(wanted);
    const left = [...wanted].filter((id) => !this.#handles.has(id));
    for (const id of left.slice(0, FEW)) await this.#findAlone(id);
    return this.#handles;
  }

  /** Lets go of what would keep all objects of the process alive. */
  async release(): Promise<void> {
    const all = await this.#all;
    this.#all = undefined;
    if (all) await this.#live.send('Runtime.releaseObject', { objectId: all.array });
  }

  async #findTogether(wanted: ReadonlySet<number>): Promise<void> {
    this.#all ??= this.#takeAll();
    const { array, prototypes } = await this.#all;
    const handles = [...new Set([...wanted].map((id) => prototypes.get(this.#prototypeOf(id))))];
    const known = handles.flatMap((objectId) => (objectId === undefined ? [] : [{ objectId }]));
    const candidates = await this.#live.hold('withPrototypes', { objectId: array }, { value: MOST }, ...known);
    for (const [id, handle] of await this.#numbered(candidates)) if (wanted.has(id)) this.#handles.set(id, handle);
  }

  async #takeAll(): Promise<AllObjects> {
    const array = await this.#live.heirs(await this.#live.hold('objectPrototype'));
    const prototypes = await this.#live.hold('prototypesOf', { objectId: array });
    return { array, prototypes: await this.#numbered(prototypes) };
  }

  /** Handles of the elements of an array by their numbers. */
  async #numbered(array: string): Promise<Map<number, string>> {
    const handles = await this.#live.elements(array);
    return new Map(
      await Promise.all(handles.map(async (handle) => [await numberOf(this.#live, handle), handle] as const)),
    );
  }

  #prototypeOf(id: number): number {
    const node = this.#graph.find(id);
    const prototype = node === undefined ? undefined : this.#graph.prototypeOf(node);
    return prototype === undefined ? -1 : this.#graph.idOf(prototype);
  }

  async #findAlone(id: number): Promise<void> {
    const params = { objectId: String(id), objectGroup: this.#live.group };
    const search = this.#live.send<{ result: { objectId?: string } }>('HeapProfiler.getObjectByHeapObjectId', params);
    // What the program cannot see is refused.
    const answer = await this.#live.session.stops.during(search).catch(() => undefined);
    if (answer?.result.objectId !== undefined) this.#handles.set(id, answer.result.objectId);
  }
}

/** The number in a heap snapshot of an object that the process holds. */
export async function numberOf(live: LiveHandles, objectId: string): Promise<number> {
  const answer = await live.send<{ heapSnapshotObjectId: string }>('HeapProfiler.getHeapObjectId', { objectId });
  return Number(answer.heapSnapshotObjectId);
}

interface AllObjects {
  /** Handle of an array of all objects. */
  readonly array: string;
  /** Handles of their prototypes by number. */
  readonly prototypes: ReadonlyMap<number, string>;
}

/** So many are looked for one by one. */
const FEW = 3;

/** More objects of the wanted classes than this are not asked for their numbers. */
const MOST = 20_000;
