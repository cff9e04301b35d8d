import { type Column, HOLE, type NodeKind, PRIMITIVE, type Table } from '../../capture-format.ts';
import { refAt, valueAt } from '../../capture-graph.ts';
import { compileFill, compileMake } from './compiled-fields.ts';
import { define } from './define-field.ts';
import { HIDDEN_KINDS } from './hidden-objects.ts';
import { makeRuntimeObject } from './runtime-objects.ts';
import type { Transfer } from './transfer.ts';

/** What a mapper sees as the object of this process that stands for it. */
const OPAQUE: ReadonlySet<NodeKind> = new Set([
  'excluded',
  'named',
  'symbol',
  'url-search-params',
  'timer',
  'abort-signal',
  'abort-controller',
]);

/**
 * The source objects as mappers see them: their fields on plain objects, `#private` ones under their own name, and real
 * containers. Only what a mapper can reach is made, each object once, so that a mapper may compare and key by identity.
 */
export class Ghosts {
  readonly #transfer: Transfer;
  /** By source object; undefined where there is none yet. */
  readonly #ghosts: unknown[];
  /** Known from when a mapper first asks for one on: most never do. */
  #ids: Map<unknown, number> | null = null;
  readonly #unfilled: number[] = [];
  readonly #plain: (PlainTable | null | undefined)[] = [];

  constructor(transfer: Transfer) {
    this.#transfer = transfer;
    this.#ghosts = new Array<unknown>(transfer.source.main.count).fill(undefined);
  }

  /** The ghost of a source object, with all that it reaches. */
  of(id: number): unknown {
    const ghost = this.#get(id);
    for (let next = this.#unfilled.pop(); next !== undefined; next = this.#unfilled.pop()) this.#fill(next);
    return ghost;
  }

  /** The source object that a ghost shows; undefined for any other value. */
  idOf(ghost: unknown): number | undefined {
    if (typeof ghost !== 'object' || ghost === null) return undefined;
    this.#ids ??= idsOf(this.#ghosts);
    return this.#ids.get(ghost);
  }

  #get(id: number): unknown {
    const known = this.#ghosts[id];
    if (known !== undefined) return known;
    const ghost = this.#plainOf(id)?.make() ?? this.#make(id);
    this.#ghosts[id] = ghost;
    if (typeof ghost === 'object' && ghost !== null) {
      this.#ids?.set(ghost, id);
      this.#unfilled.push(id);
    }
    return ghost;
  }

  #make(id: number): unknown {
    const graph = this.#transfer.source.main;
    const table = graph.tableOf(id);
    if (OPAQUE.has(table.kind) || HIDDEN_KINDS.has(table.kind)) return this.#transfer.counterpart(id);
    const item = table.kind === 'view' || table.kind === 'boxed' ? table.items[0]! : undefined;
    const itemId = item?.refs?.[graph.startOf(id)] ?? PRIMITIVE;
    const inner = itemId >= 0 ? this.#get(itemId) : undefined;
    const most = table.kind === 'resizable-buffer' ? valueAt(table.items[0]!, graph.startOf(id)) : undefined;
    const inside = { data: graph.dataOf(id), buffer: inner, symbol: inner, most };
    return makeRuntimeObject(table, inside, null) ?? (table.proto === null ? Object.create(null) : {});
  }

  #fill(id: number): void {
    const graph = this.#transfer.source.main;
    const table = graph.tableOf(id);
    const ghost = this.#ghosts[id] as object;
    const row = graph.rowOf(id);
    const plain = this.#plainOf(id);
    if (plain) {
      plain.fill(ghost, row);
      return;
    }
    table.fields.forEach((field, index) => {
      const column = table.columns[index]!;
      const key = typeof field.key === 'number' ? (this.#transfer.counterpart(field.key) as symbol) : field.key;
      define(ghost, key, this.#cell(column, row), field.attributes);
    });
    this.#fillItems(id, ghost);
  }

  #fillItems(id: number, ghost: object): void {
    const graph = this.#transfer.source.main;
    const { kind, items } = graph.tableOf(id);
    const start = graph.startOf(id);
    const length = graph.lengthOf(id);
    const at = (which: number, row: number) => this.#cell(items[which]!, row);
    if (kind === 'array') (ghost as unknown[]).length = length;
    for (let row = start; row < start + length; row++) {
      if (kind === 'map') (ghost as Map<unknown, unknown>).set(at(0, row), at(1, row));
      else if (kind === 'set') (ghost as Set<unknown>).add(at(0, row));
      else if (kind === 'entries') define(ghost, at(0, row) as string, at(1, row), 0);
      else if (kind === 'array' && items[0]!.refs?.[row] !== HOLE) (ghost as unknown[])[row - start] = at(0, row);
    }
  }

  #plainOf(id: number): PlainTable | null {
    const graph = this.#transfer.source.main;
    const index = graph.tableIndexOf(id);
    let plain = this.#plain[index];
    if (plain === undefined) {
      plain = openPlain(graph.tableOf(id), (ref) => this.#get(ref));
      this.#plain[index] = plain;
    }
    return plain;
  }

  #cell(column: Column, row: number): unknown {
    const ref = refAt(column, row);
    return ref >= 0 ? this.#get(ref) : valueAt(column, row);
  }
}

/** How the ghosts of one table are made and filled, where its objects have nothing but ordinary fields. */
interface PlainTable {
  make(): object;
  fill(ghost: object, row: number): void;
}

function openPlain({ kind, proto, fields, columns }: Table, resolve: (id: number) => unknown): PlainTable | null {
  if (kind !== 'object' || proto === null) return null;
  const names = fields.flatMap(({ key, attributes }) => (typeof key === 'string' && attributes === 0 ? [key] : []));
  if (names.length < fields.length || names.some((name) => name in Object.prototype)) return null;
  return { make: compileMake(Object.prototype, names), fill: compileFill(resolve, names, columns) };
}

function idsOf(ghosts: readonly unknown[]): Map<unknown, number> {
  const ids = new Map<unknown, number>();
  for (let id = 0; id < ghosts.length; id++) if (typeof ghosts[id] === 'object') ids.set(ghosts[id], id);
  return ids;
}
