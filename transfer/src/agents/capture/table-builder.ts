import type { Field, Integrity, NodeKind, Prototype, TableHeader } from '../../capture-format.ts';
import { type ChunkSink, IntegerChunks } from './chunks.ts';
import { ColumnBuilder } from './column-builder.ts';

/** Objects of one form while they are collected. */
export class TableBuilder {
  readonly ids: IntegerChunks;
  readonly lengths: IntegerChunks;
  readonly data: ColumnBuilder;
  readonly columns: ColumnBuilder[];
  readonly items: ColumnBuilder[];
  readonly kind: NodeKind;
  readonly proto: Prototype;
  readonly integrity: Integrity;
  readonly fields: readonly Field[];

  constructor({ kind, proto, integrity, fields }: FormNode, sink: ChunkSink) {
    this.kind = kind;
    this.proto = proto;
    this.integrity = integrity;
    this.fields = fields;
    this.ids = new IntegerChunks(sink);
    this.lengths = new IntegerChunks(sink);
    this.data = new ColumnBuilder(sink);
    this.columns = fields.map(() => new ColumnBuilder(sink));
    this.items = Array.from({ length: ITEM_COLUMNS[kind] ?? 0 }, () => new ColumnBuilder(sink));
  }

  /** All columns that may hold what is written when the process has gone on. */
  get waiting(): readonly ColumnBuilder[] {
    return [...this.columns, ...this.items, this.data];
  }

  finish(): TableHeader {
    return {
      kind: this.kind,
      proto: this.proto,
      integrity: this.integrity,
      fields: this.fields,
      ids: this.ids.finish(),
      columns: this.columns.map((column) => column.finish()),
      lengths: this.items.length > 0 ? this.lengths.finish() : null,
      items: this.items.map((column) => column.finish()),
      data: this.data.length > 0 ? this.data.finish() : null,
    };
  }
}

const ITEM_COLUMNS: Partial<Record<NodeKind, number>> = {
  ...{ entries: 2, array: 1, map: 2, set: 1, boxed: 1, view: 1, 'resizable-buffer': 1 },
  ...{ closure: 1, bound: 1, once: 1, promise: 1, proxy: 1, 'url-search-params': 1, timer: 1 },
  ...{ 'weak-map': 2, 'weak-set': 1, 'weak-ref': 1, 'abort-signal': 1, 'abort-controller': 1 },
};

/**
 * Finds the table of an object's form. Forms are the paths of a tree: kind, prototype and integrity first, then one
 * branch per own key and its attributes, so that the hot case is one map look-up per key.
 */
export class TableIndex {
  readonly tables: TableBuilder[] = [];
  readonly #starts = new Map<NodeKind, Map<Prototype, Map<Integrity, FormNode>>>();
  readonly #sink: ChunkSink;

  constructor(sink: ChunkSink) {
    this.#sink = sink;
  }

  start(kind: NodeKind, proto: Prototype, integrity: Integrity): FormNode {
    const byProto = getOrAdd(this.#starts, kind, () => new Map<Prototype, Map<Integrity, FormNode>>());
    const byIntegrity = getOrAdd(byProto, proto, () => new Map<Integrity, FormNode>());
    return getOrAdd(byIntegrity, integrity, () => new FormNode(kind, proto, integrity, []));
  }

  tableAt(node: FormNode): TableBuilder {
    if (node.table) return node.table;
    node.table = new TableBuilder(node, this.#sink);
    this.tables.push(node.table);
    return node.table;
  }
}

export class FormNode {
  table: TableBuilder | null = null;
  readonly kind: NodeKind;
  readonly proto: Prototype;
  readonly integrity: Integrity;
  readonly fields: readonly Field[];
  /** Branches by key, one map for each value of the attributes. */
  readonly #branches: Map<string | number, FormNode>[] = [];

  constructor(kind: NodeKind, proto: Prototype, integrity: Integrity, fields: readonly Field[]) {
    this.kind = kind;
    this.proto = proto;
    this.integrity = integrity;
    this.fields = fields;
  }

  /** `owner` is the class of a `#private` field; such keys start with a NUL so that they never meet a string key. */
  next(key: string | number, attributes: number, owner: string | null = null): FormNode {
    this.#branches[attributes] ??= new Map();
    const edge = owner === null ? key : `\0${owner}\0${key}`;
    return getOrAdd(this.#branches[attributes], edge, () => {
      const fields = [...this.fields, { key, owner, attributes }];
      return new FormNode(this.kind, this.proto, this.integrity, fields);
    });
  }

  leads(key: string): boolean {
    return this.#branches[0]?.has(key) ?? false;
  }

  /** How many different keys come next at this place. */
  get breadth(): number {
    return this.#branches[0]?.size ?? 0;
  }
}

function getOrAdd<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  let value = map.get(key);
  if (value === undefined) {
    value = make();
    map.set(key, value);
  }
  return value;
}
