/**
 * The state of a process at one moment, as columns. Objects are numbered from 0 and grouped in tables of one form each;
 * a table holds one column per field, a column keeps references, numbers and other values apart. References and numbers
 * are bytes in the file, other values are written by `v8.serialize`: NaN, -0, bigints, lone surrogates survive as they are.
 */
export interface Capture {
  readonly schema: 2;
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
  readonly data: Column | null;
}

/**
 * - `object`: plain objects and class instances.
 * - `entries`: the same, with many or rare keys, which are items (key, value) instead of fields.
 * - `array` (items; a missing element is a hole), `map`, `set`.
 * - `date`: data is the time value. `regexp`: data is [source, flags]. `error`: data is the stack, or null.
 * - `boxed`: data is the primitive; a boxed symbol has it as its item.
 * - `buffer`: data is a Uint8Array of its bytes; `resizable-buffer`: the same, its item is the most bytes it can have.
 * - `sparse-array`: one that is nearly all holes; elements are fields, data is its length.
 * - `view`: data is [constructor name, byte offset, length]; its item is the buffer.
 * - `url`, `url-search-params`: data is the text.
 * - `symbol`: data is [form, text], with form `registered`, `well-known` or `own`.
 * - `named`: a function, class or object that every process of the program has under the same name; data is the name.
 * - `closure`: a function that the program made while it ran; data is [name of its code, its `name`, whether it has a `this`
 *   of its surroundings]; its items are that `this`, if there is one, and the scopes that it captures, innermost first.
 *   `scope`: the variables of one such scope are its fields; data is the name of the code that it belongs to.
 * - `bound`: a bound function; its items are the function, its `this` and its arguments.
 * - `once`: what an EventEmitter calls for `once`; its items are the emitter, the event and the listener.
 * - `promise`: a settled one; data is `fulfilled` or `rejected`, its item the value. `proxy`: its items are target and handler.
 * - `weak-map` (items key and value), `weak-set`, `weak-ref`: only what other state keeps alive is among their items.
 * - `timer`: data is [`interval` or `timeout`, delay, what remains of it, whether it keeps the process alive, whether it was
 *   cleared], times in milliseconds; its items are the callback and its arguments.
 * - `abort-signal`, `abort-controller`: see `agents/capture/abort.ts`.
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
  | 'resizable-buffer'
  | 'sparse-array'
  | 'view'
  | 'url'
  | 'url-search-params'
  | 'symbol'
  | 'named'
  | 'closure'
  | 'scope'
  | 'bound'
  | 'once'
  | 'promise'
  | 'proxy'
  | 'weak-map'
  | 'weak-set'
  | 'weak-ref'
  | 'timer'
  | 'abort-signal'
  | 'abort-controller'
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

/** Cells of one field, decoded when they are first asked for; read them by `refAt` and `valueAt`. */
export interface Column {
  /** The object's number or one of the codes below; null where all are primitives without a code of their own. */
  readonly refs: Int32Array | null;
  /** The cells with the code `OTHER` or `NUMBER`; null where there are none, a Float64Array where all are numbers. */
  readonly values: readonly unknown[] | Float64Array | null;
}

/** A primitive: the value stands in `values`. */
export const PRIMITIVE = -1;
/** Nothing is there: a missing element of an array, a root that the process does not have. */
export const HOLE = -2;
/** In a file, cells that stand in the column's `others` and in its `numbers`. */
export const OTHER = PRIMITIVE;
export const NUMBER = -3;
/** Primitives with a code of their own, from -4 down. */
const CONSTANTS: readonly unknown[] = [undefined, null, false, true];

/** The code of undefined, null or a boolean. */
export function codeOf(constant: undefined | null | boolean): number {
  if (constant === undefined) return -4;
  if (constant === null) return -5;
  return constant ? -7 : -6;
}

/** The primitive that a code stands for. */
export function constantOf(code: number): unknown {
  return CONSTANTS[-4 - code];
}

/** What is at the end of a capture file and says where the columns are. */
export interface CaptureHeader {
  readonly schema: 2;
  readonly rootNames: readonly string[];
  readonly roots: ColumnHeader;
  readonly tables: readonly TableHeader[];
}

export interface TableHeader extends Pick<Table, 'kind' | 'proto' | 'integrity' | 'fields'> {
  readonly ids: Section;
  readonly columns: readonly ColumnHeader[];
  readonly lengths: Section | null;
  readonly items: readonly ColumnHeader[];
  readonly data: ColumnHeader | null;
}

export interface ColumnHeader {
  readonly codes: Section | null;
  readonly numbers: Section;
  readonly others: Section;
}

/**
 * Values in the file: offset and number of values of each piece in turn. Not a plain array, whose numbers the engine may
 * write in one of two ways: captures of equal states have equal bytes.
 */
export type Section = Float64Array;
