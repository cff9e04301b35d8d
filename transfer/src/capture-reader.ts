import {
  type Capture,
  type CaptureHeader,
  type Column,
  type ColumnHeader,
  NUMBER,
  OTHER,
  type Section,
  type Table,
  type TableHeader,
} from './capture-format.ts';

/** The last bytes of a capture file: where its header and its correspondence stand, as four numbers. */
export const TRAILER_BYTES = 32;

/** Reads the bytes of a capture; columns are decoded when they are first asked for. Throws an `Error` where they are none. */
export function openCapture(bytes: Uint8Array): Capture {
  const [headerAt = -1, headerBytes = 0, correspondenceAt = 0, correspondenceCount = 0] = trailerOf(bytes);
  if (!(headerAt >= 0) || headerAt + headerBytes > bytes.length) throw new Error('The file is no capture.');
  const header = deserialize(bytes.subarray(headerAt, headerAt + headerBytes)) as CaptureHeader;
  if (header?.schema !== 2) throw new Error('The file is no capture of this version of Timeferry.');
  const correspondence = Float64Array.of(correspondenceAt, correspondenceCount);
  return {
    schema: header.schema,
    count: header.tables.reduce((sum, { ids }) => sum + countOf(ids), 0),
    rootNames: header.rootNames,
    roots: new FileColumn(bytes, header.roots),
    tables: header.tables.map((table) => openTable(bytes, table)),
    correspondence: correspondenceCount < 0 ? null : integersOf(bytes, correspondence),
  };
}

/** The bytes that say all of the state: the same bytes are the same state, object for object. */
export function stateBytes(bytes: Uint8Array): Uint8Array {
  const [headerAt = 0, headerBytes = 0] = trailerOf(bytes);
  return bytes.subarray(0, headerAt + headerBytes);
}

function trailerOf(bytes: Uint8Array): Float64Array {
  if (bytes.length < TRAILER_BYTES) return new Float64Array(0);
  return new Float64Array(new Uint8Array(bytes.subarray(-TRAILER_BYTES)).buffer);
}

function openTable(bytes: Uint8Array, header: TableHeader): Table {
  return {
    kind: header.kind,
    proto: header.proto,
    integrity: header.integrity,
    fields: header.fields,
    ids: integersOf(bytes, header.ids),
    columns: header.columns.map((column) => new FileColumn(bytes, column)),
    lengths: header.lengths && new Uint32Array(integersOf(bytes, header.lengths).buffer),
    items: header.items.map((column) => new FileColumn(bytes, column)),
    data: header.data && new FileColumn(bytes, header.data),
  };
}

class FileColumn implements Column {
  readonly #bytes: Uint8Array;
  readonly #header: ColumnHeader;
  #refs: Int32Array | null | undefined;
  #values: readonly unknown[] | Float64Array | null | undefined;

  constructor(bytes: Uint8Array, header: ColumnHeader) {
    this.#bytes = bytes;
    this.#header = header;
  }

  get refs(): Int32Array | null {
    if (this.#refs === undefined) this.#refs = this.#header.codes && integersOf(this.#bytes, this.#header.codes);
    return this.#refs;
  }

  get values(): readonly unknown[] | Float64Array | null {
    if (this.#values === undefined) this.#values = this.#decode();
    return this.#values;
  }

  #decode(): readonly unknown[] | Float64Array | null {
    const { numbers, others } = this.#header;
    const { refs } = this;
    if (numbers.length === 0 && others.length === 0) return null;
    if (refs === null) return numbers.length > 0 ? numbersOf(this.#bytes, numbers) : valuesOf(this.#bytes, others);
    if (others.length === 0) {
      return spread(refs, NUMBER, numbersOf(this.#bytes, numbers), new Float64Array(refs.length));
    }
    const values = spread(refs, OTHER, valuesOf(this.#bytes, others), new Array<unknown>(refs.length).fill(undefined));
    return numbers.length === 0 ? values : spread(refs, NUMBER, numbersOf(this.#bytes, numbers), values);
  }
}

/** Puts values, which stand closely packed, to the rows that have a code. */
function spread<Values extends unknown[] | Float64Array>(
  refs: Int32Array,
  code: number,
  packed: ArrayLike<unknown>,
  into: Values,
): Values {
  for (let row = 0, next = 0; row < refs.length; row++) if (refs[row] === code) into[row] = packed[next++] as number;
  return into;
}

function integersOf(bytes: Uint8Array, pieces: Section): Int32Array {
  const result = new Int32Array(countOf(pieces));
  copyPieces(bytes, pieces, new Uint8Array(result.buffer), 4);
  return result;
}

function numbersOf(bytes: Uint8Array, pieces: Section): Float64Array {
  const result = new Float64Array(countOf(pieces));
  copyPieces(bytes, pieces, new Uint8Array(result.buffer), 8);
  return result;
}

function countOf(pieces: Section): number {
  let count = 0;
  for (let i = 1; i < pieces.length; i += 2) count += pieces[i]!;
  return count;
}

function copyPieces(bytes: Uint8Array, pieces: Section, into: Uint8Array, size: number): void {
  for (let i = 0, at = 0; i < pieces.length; i += 2) {
    const piece = bytes.subarray(pieces[i]!, pieces[i]! + pieces[i + 1]! * size);
    into.set(piece, at);
    at += piece.length;
  }
}

function valuesOf(bytes: Uint8Array, pieces: Section): readonly unknown[] {
  if (pieces.length === 2) return deserialize(bytes.subarray(pieces[0]!)) as unknown[];
  const result = new Array<unknown>(countOf(pieces));
  for (let i = 0, at = 0; i < pieces.length; i += 2) {
    const piece = deserialize(bytes.subarray(pieces[i]!)) as unknown[];
    for (let next = 0; next < piece.length; next++) result[at++] = piece[next];
  }
  return result;
}

function deserialize(bytes: Uint8Array): unknown {
  return process.getBuiltinModule('node:v8').deserialize(bytes);
}
