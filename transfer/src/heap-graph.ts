import type { HeapSnapshot } from './heap-snapshot.ts';

/** Where code stands in a script. */
export interface HeapPlace {
  readonly script: string;
  /** From 0. */
  readonly line: number;
}

/** A heap snapshot as a graph. Its nodes go by their order, from 0. */
export class HeapGraph {
  readonly count: number;
  readonly #snapshot: HeapSnapshot;
  readonly #firstEdges: Int32Array;
  readonly #nodeFields: Fields;
  readonly #edgeFields: Fields;
  #nodes: ReadonlyMap<number, number> | undefined;
  #places: ReadonlyMap<number, HeapPlace> | undefined;

  constructor(snapshot: HeapSnapshot) {
    this.#snapshot = snapshot;
    this.#nodeFields = fieldsOf(snapshot.snapshot.meta.node_fields);
    this.#edgeFields = fieldsOf(snapshot.snapshot.meta.edge_fields);
    const { size, at } = this.#nodeFields;
    this.count = snapshot.nodes.length / size;
    this.#firstEdges = new Int32Array(this.count + 1);
    for (let node = 0, edge = 0; node < this.count; node++) {
      edge += snapshot.nodes[node * size + at('edge_count')]!;
      this.#firstEdges[node + 1] = edge;
    }
  }

  /** The node of an object by its number in the process. */
  find(id: number): number | undefined {
    this.#nodes ??= new Map(Array.from({ length: this.count }, (_, node) => [this.idOf(node), node]));
    return this.#nodes.get(id);
  }

  idOf(node: number): number {
    return this.#field(node, 'id');
  }

  nameOf(node: number): string {
    return this.#snapshot.strings[this.#field(node, 'name')]!;
  }

  /** Whether it is an object or a function, and no part of one or of the engine. */
  isObject(node: number): boolean {
    const kind = this.#snapshot.snapshot.meta.node_types[0][this.#field(node, 'type')];
    return kind === 'object' || kind === 'closure' || kind === 'regexp';
  }

  /** In bytes, without what it refers to. */
  sizeOf(node: number): number {
    return this.#field(node, 'self_size');
  }

  /** The script and line of a function or of what a function made; nothing for those of the engine. */
  placeOf(node: number): HeapPlace | undefined {
    this.#places ??= placesIn(this.#snapshot, this.#nodeFields.size);
    return this.#places.get(node);
  }

  /** Where the engine's own or a scope's reference of that name leads. */
  target(node: number, name: string): number | undefined {
    const isEngines = (kind: string) => kind === 'context' || kind === 'internal';
    return this.#find(node, (kind, edge) => isEngines(kind) && this.#nameOfEdge(edge) === name);
  }

  prototypeOf(node: number): number | undefined {
    return this.#find(node, (kind, edge) => kind === 'property' && this.#nameOfEdge(edge) === '__proto__');
  }

  /** Where the references lead that have no name. */
  unnamed(node: number): number[] {
    const targets: number[] = [];
    for (let edge = this.#firstEdges[node]!; edge < this.#firstEdges[node + 1]!; edge++) {
      if (this.#kindOf(edge) === 'hidden') targets.push(this.#targetOf(edge));
    }
    return targets;
  }

  #find(node: number, isIt: (kind: string, edge: number) => boolean): number | undefined {
    for (let edge = this.#firstEdges[node]!; edge < this.#firstEdges[node + 1]!; edge++) {
      if (isIt(this.#kindOf(edge), edge)) return this.#targetOf(edge);
    }
    return undefined;
  }

  #field(node: number, name: string): number {
    const { size, at } = this.#nodeFields;
    return this.#snapshot.nodes[node * size + at(name)]!;
  }

  #kindOf(edge: number): string {
    const { size, at } = this.#edgeFields;
    return this.#snapshot.snapshot.meta.edge_types[0][this.#snapshot.edges[edge * size + at('type')]!]!;
  }

  #nameOfEdge(edge: number): string {
    const { size, at } = this.#edgeFields;
    return this.#snapshot.strings[this.#snapshot.edges[edge * size + at('name_or_index')]!]!;
  }

  #targetOf(edge: number): number {
    const { size, at } = this.#edgeFields;
    return this.#snapshot.edges[edge * size + at('to_node')]! / this.#nodeFields.size;
  }
}

interface Fields {
  readonly size: number;
  at(name: string): number;
}

function fieldsOf(names: readonly string[]): Fields {
  const places = new Map(names.map((name, index) => [name, index]));
  return { size: names.length, at: (name) => places.get(name)! };
}

function placesIn({ snapshot, locations }: HeapSnapshot, nodeSize: number): ReadonlyMap<number, HeapPlace> {
  const { size, at } = fieldsOf(snapshot.meta.location_fields);
  const places = new Map<number, HeapPlace>();
  for (let i = 0; i < locations.length; i += size) {
    const place = { script: String(locations[i + at('script_id')]), line: locations[i + at('line')]! };
    places.set(locations[i + at('object_index')]! / nodeSize, place);
  }
  return places;
}
