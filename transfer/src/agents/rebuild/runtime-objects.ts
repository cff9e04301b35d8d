import type { NodeKind, Table } from '../../capture-format.ts';

/** What a kind holds inside, ready to be made; `buffer` is the one that a view looks at. */
export interface Inside {
  readonly data: unknown;
  readonly buffer?: unknown;
  readonly symbol?: unknown;
  /** The most bytes that a resizable buffer can have. */
  readonly most?: unknown;
}

/**
 * A new object of the runtime with its inside set, its fields and items still missing; undefined for kinds that are not
 * made here. `owner` is the class whose prototype it carries, when that is a subclass.
 */
export function makeRuntimeObject(table: Table, inside: Inside, owner: Function | null): object | undefined {
  const make = (base: Function, ...values: unknown[]) => Reflect.construct(base, values, owner ?? base) as object;
  const { data } = inside;
  switch (table.kind) {
    case 'array':
      return make(Array);
    case 'map':
      return make(Map);
    case 'set':
      return make(Set);
    case 'date':
      return make(Date, data);
    case 'regexp':
      return make(RegExp, ...(data as [string, string]));
    case 'error':
      return makeError(table, data, owner);
    case 'boxed':
      return Object(inside.symbol ?? data) as object;
    case 'sparse-array':
      return Object.assign(make(Array), { length: data });
    case 'buffer':
    case 'resizable-buffer':
      return makeBuffer(data as Uint8Array, inside.most as number | undefined);
    case 'view':
      return makeView(inside, owner);
    case 'url':
      return make(URL, data);
    case 'url-search-params':
      return make(URLSearchParams, data);
    default:
      return undefined;
  }
}

/** The error's own message is a field; its stack is the one it had. */
function makeError(table: Table, stack: unknown, owner: Function | null): object {
  const base = typeof table.proto === 'string' ? (globalThis as Record<string, unknown>)[table.proto] : undefined;
  const builtin = typeof base === 'function' ? base : Error;
  const values = builtin === AggregateError ? [[]] : [];
  const error = Reflect.construct(builtin, values, owner ?? builtin) as object;
  if (builtin === AggregateError) Reflect.deleteProperty(error, 'errors');
  if (typeof stack === 'string') {
    Object.defineProperty(error, 'stack', { value: stack, writable: true, configurable: true, enumerable: false });
  }
  return error;
}

function makeBuffer(bytes: Uint8Array, most: number | undefined): object {
  const options = most === undefined ? undefined : { maxByteLength: most };
  const buffer = Reflect.construct(ArrayBuffer, [bytes.length, options]) as ArrayBuffer;
  new Uint8Array(buffer).set(bytes);
  return buffer;
}

function makeView({ data, buffer }: Inside, owner: Function | null): object {
  const [name, offset, length] = data as [string, number, number];
  const base = (globalThis as Record<string, unknown>)[name] as Function;
  return Reflect.construct(base, [buffer, offset, length], owner ?? base) as object;
}

/** Kinds whose inside can be set after an instance was made by its class, which alone can install `#private` fields. */
const SETTABLE: ReadonlySet<NodeKind> = new Set(['array', 'map', 'set', 'date', 'error']);

/** Sets the inside of an instance that its class made; undefined where that cannot be done for its kind. */
export function setInside(table: Table, made: object, data: unknown): object | undefined {
  if (!SETTABLE.has(table.kind)) return undefined;
  if (table.kind === 'date') Date.prototype.setTime.call(made, data as number);
  if (table.kind === 'error' && typeof data === 'string') {
    Object.defineProperty(made, 'stack', { value: data, writable: true, configurable: true, enumerable: false });
  }
  return made;
}
