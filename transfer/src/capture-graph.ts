import { type Capture, type Column, constantOf, HOLE, NUMBER, PRIMITIVE, type Table } from './capture-format.ts';

/** A capture for reading: tables and rows of objects by their numbers. */
export class CaptureGraph {
  readonly capture: Capture;
  /** All bytes that the capture was decoded from; null where it comes from no file. */
  readonly bytes: Uint8Array | null;
  readonly #tableOf: Uint32Array;
  readonly #rowOf: Uint32Array;
  /** Where the items of each row start, per table. */
  readonly #starts: (Float64Array | null)[];

  constructor(capture: Capture, bytes: Uint8Array | null = null) {
    this.capture = capture;
    this.bytes = bytes;
    this.#tableOf = new Uint32Array(capture.count);
    this.#rowOf = new Uint32Array(capture.count);
    capture.tables.forEach((table, index) => {
      for (let row = 0; row < table.ids.length; row++) {
        this.#tableOf[table.ids[row]!] = index;
        this.#rowOf[table.ids[row]!] = row;
      }
    });
    this.#starts = capture.tables.map((table) => table.lengths && startsOf(table.lengths));
  }

  get count(): number {
    return this.capture.count;
  }

  tableIndexOf(id: number): number {
    return this.#tableOf[id]!;
  }

  tableOf(id: number): Table {
    return this.capture.tables[this.#tableOf[id]!]!;
  }

  rowOf(id: number): number {
    return this.#rowOf[id]!;
  }

  /** Row in the item columns where the items of an object start. */
  startOf(id: number): number {
    return this.#starts[this.#tableOf[id]!]?.[this.#rowOf[id]!] ?? 0;
  }

  lengthOf(id: number): number {
    return this.tableOf(id).lengths?.[this.#rowOf[id]!] ?? 0;
  }

  dataOf(id: number): unknown {
    const { data } = this.tableOf(id);
    return data ? valueAt(data, this.#rowOf[id]!) : undefined;
  }

  rootCell(name: string): Cell | undefined {
    const index = this.capture.rootNames.indexOf(name);
    return index === -1 ? undefined : cellAt(this.capture.roots, index);
  }
}

/** One value of a capture: `id` is the number of an object, `PRIMITIVE` or `HOLE`. */
export interface Cell {
  readonly id: number;
  readonly value: unknown;
}

/** The number of the object in a cell, `PRIMITIVE` or `HOLE`. */
export function refAt(column: Column, row: number): number {
  if (!column.refs) return PRIMITIVE;
  const code = column.refs[row]!;
  return code < HOLE ? PRIMITIVE : code;
}

/** The value of a cell that holds a primitive. */
export function valueAt(column: Column, row: number): unknown {
  if (!column.refs) return column.values?.[row];
  const code = column.refs[row]!;
  return code < NUMBER ? constantOf(code) : column.values?.[row];
}

export function cellAt(column: Column, row: number): Cell {
  const id = refAt(column, row);
  return { id, value: id === PRIMITIVE ? valueAt(column, row) : undefined };
}

export const NOTHING: Cell = { id: HOLE, value: undefined };

/** A field's name as people write it: symbols by their description. */
export function keyText(graph: CaptureGraph, key: string | number): string {
  if (typeof key === 'string') return key;
  const [form, text] = graph.dataOf(key) as [string, string | undefined];
  if (form === 'registered') return `Symbol.for(${JSON.stringify(text)})`;
  return form === 'well-known' ? `Symbol.${text}` : `Symbol(${text ?? ''})`;
}

/** The position of a string-named or private field in a table, -1 where it has none. */
export function fieldIndex(table: Table, key: string): number {
  return table.fields.findIndex((field) => field.key === key);
}

/** A field of an object by its string name, whether it stands in a column or among entries. */
export function fieldCell(graph: CaptureGraph, id: number, key: string): Cell {
  const table = graph.tableOf(id);
  const index = fieldIndex(table, key);
  if (index !== -1) return cellAt(table.columns[index]!, graph.rowOf(id));
  if (table.kind !== 'entries') return NOTHING;
  const start = graph.startOf(id);
  for (let i = start; i < start + graph.lengthOf(id); i++) {
    if (valueAt(table.items[0]!, i) === key) return cellAt(table.items[1]!, i);
  }
  return NOTHING;
}

function startsOf(lengths: Uint32Array): Float64Array {
  const starts = new Float64Array(lengths.length);
  let start = 0;
  for (let row = 0; row < lengths.length; row++) {
    starts[row] = start;
    start += lengths[row]!;
  }
  return starts;
}
