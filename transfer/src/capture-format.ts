/**
 * The state of a process at one moment, as columns. Objects are numbered from 0 and grouped in tables of one form each;
 * a table holds one column per field, a column keeps references and primitives apart. One `v8.serialize` call writes it,
 * so NaN, -0, bigints, lone surrogates and undefined survive as they are.
 */
export interface Capture {
  readonly schema: 1;
  /** Number of objects; functions and symbols count as objects. */
  readonly count: number;
  readonly rootNames: readonly string[];
  /** One cell per root. */
  readonly roots: Column;
  readonly tables: readonly Table[];
  /**
   * For a capture after a transfer: the object here that stands for object `i` of the capture that was transferred,
   * -1 where there is none.
   */
  readonly correspondence: Int32Array | null;
}

/** Objects that agree in kind, prototype, own keys, attributes and integrity. */
export interface Table {
  readonly kind: NodeKind;
  readonly proto: Prototype;
  readonly integrity: Integrity;
  readonly fields: readonly Field[];
  /** Object number of each row. */
  readonly ids: Int32Array;
  /** One column per field, one cell per row. */
  readonly columns: readonly Column[];
  /** How many items each row has; null for kinds without items. */
  readonly lengths: Uint32Array | null;
  /** The items of all rows one after the other: one column for arrays and sets, two (key, value) for maps and entries. */
  readonly items: readonly Column[];
  /** What the kind holds inside, per row; see `NodeKind`. */
  readonly data: readonly unknown[] | null;
}

/**
 * - `object`: plain objects and class instances.
 * - `entries`: the same, with many or rare keys, which are items (key, value) instead of fields.
 * - `array` (items; a missing element is a hole), `map`, `set`.
 * - `date`: data is the time value. `regexp`: data is [source, flags]. `error`: data is the stack, or null.
 * - `boxed`: data is the primitive; a boxed symbol has it as its item.
 * - `buffer`: data is a Uint8Array of its bytes; `shared-buffer`: the same of a SharedArrayBuffer.
 * - `view`: data is [constructor name, byte offset, length]; its item is the buffer.
 * - `url`, `url-search-params`: data is the text.
 * - `symbol`: data is [form, text], with form `registered`, `well-known` or `own`.
 * - `named`: a function, class or object that every process of the program has under the same name; data is the name.
 * - `excluded`: a value that cannot be moved; data is [what it is, why].
 */
export type NodeKind =
  | 'object'
  | 'entries'
  | 'array'
  | 'map'
  | 'set'
  | 'date'
  | 'regexp'
  | 'error'
  | 'boxed'
  | 'buffer'
  | 'shared-buffer'
  | 'view'
  | 'url'
  | 'url-search-params'
  | 'symbol'
  | 'named'
  | 'excluded';

/** `null` for none, the name of a global (`Object`, `Map`) or class (`module#Class`), or the number of an object. */
export type Prototype = string | number | null;

export type Integrity = 'extensible' | 'fixed' | 'sealed' | 'frozen';

export interface Field {
  /** A string key, the number of a symbol, or a private name with its `#`. */
  readonly key: string | number;
  /** Class that declares the `#private` field. */
  readonly owner: string | null;
  /** Sum of the attribute bits below; 0 for an ordinary field. */
  readonly attributes: number;
}

export const READ_ONLY = 1;
export const HIDDEN = 2;
export const PERMANENT = 4;
/** The cell holds the getter (or the setter) of an accessor. */
export const GETTER = 8;
export const SETTER = 16;

/** Cells of one field. A cell is a reference where `refs` says so, else the value. */
export interface Column {
  /** The object's number, `PRIMITIVE` or `HOLE`; null where all are primitives. */
  readonly refs: Int32Array | null;
  /** Null where all are references; a Float64Array where all others are numbers. */
  readonly values: readonly unknown[] | Float64Array | null;
}

export const PRIMITIVE = -1;
/** Nothing is there: a missing element of an array, a root that the process does not have. */
export const HOLE = -2;
