import type { NodeKind } from '../../capture-format.ts';
import { programGlobal } from '../program-realm.ts';
import { insideOfAbortSignal } from './abort.ts';
import type { ColumnBuilder } from './column-builder.ts';
import { insideOfError } from './errors.ts';
import { keysOfView } from './view-keys.ts';

type Types = typeof import('node:util').types;

/** Takes values into columns. */
export interface Sink {
  push(column: ColumnBuilder, value: unknown): void;
}

/** What an object holds besides its fields, read through methods of the runtime only. */
export interface Inside {
  readonly kind: NodeKind;
  /** Own keys that are fields. */
  readonly keys: readonly (string | symbol)[];
  readonly data?: unknown;
  /** Adds the items to their columns and gives how many there are. */
  fill?(columns: readonly ColumnBuilder[], sink: Sink): number;
}

/** Tells kinds apart by internal slots, never by prototype alone. `base` is the class of the runtime in its chain. */
export function insideOf(object: object, base: string, types: Types): Inside {
  if (Array.isArray(object)) return insideOfArray(object);
  const keys = Reflect.ownKeys(object);
  if (base === 'Object' || base === 'null') return { kind: 'object', keys };
  if (types.isMap(object)) return { kind: 'map', keys, fill: (columns, sink) => fillMap(object, columns, sink) };
  if (types.isSet(object)) return { kind: 'set', keys, fill: (columns, sink) => fillSet(object, columns, sink) };
  if (types.isDate(object)) return { kind: 'date', keys, data: Date.prototype.getTime.call(object) };
  if (types.isRegExp(object)) return { kind: 'regexp', keys, data: [getSource(object), getFlags(object)] };
  if (types.isNativeError(object)) return insideOfError(object, keys);
  if (types.isBoxedPrimitive(object)) return insideOfBoxed(object, keys, types);
  if (types.isArrayBuffer(object)) return insideOfBuffer(object, keys);
  if (types.isSharedArrayBuffer(object)) return excluded('SharedArrayBuffer', SHARED);
  if (ArrayBuffer.isView(object)) return insideOfView(object, types);
  if (base === 'AbortSignal') return insideOfAbortSignal(object);
  if (base === 'URL') return insideOfUrl('url', object, hrefOfUrl);
  if (base === 'URLSearchParams') return insideOfUrl('url-search-params', object, textOfSearchParams);
  return { kind: 'object', keys };
}

/** Elements of an array with fewer present than this share are not worth the holes between them. */
const MOST_HOLES = 0.99;
/** Shorter arrays are read element by element, whatever there is. */
export const MOST_WITH_HOLES = 10_000;

function insideOfArray(array: unknown[]): Inside {
  const all = Reflect.ownKeys(array);
  const present = all.length - 1;
  if (array.length > MOST_WITH_HOLES && present < array.length * (1 - MOST_HOLES)) {
    return { kind: 'sparse-array', keys: all.filter((key) => key !== 'length'), data: array.length };
  }
  // Own keys are listed with the indexes first, then `length`, then what was added.
  const keys = all.at(-1) === 'length' ? [] : all.filter((key) => !isIndexOrLength(key));
  let isPlain = true;
  for (let i = 0; i < array.length; i++) {
    const element = Object.getOwnPropertyDescriptor(array, i);
    if (element?.get || element?.set) return excluded('array', `its element ${i} is an accessor`);
    isPlain &&= !element || (element.writable === true && element.enumerable === true && element.configurable === true);
  }
  if (!isPlain && Object.isExtensible(array)) return excluded('array', 'some of its elements are read-only or hidden');
  return { kind: 'array', keys, fill: ([column], sink) => fillArray(array, column!, sink) };
}

export function isIndexOrLength(key: string | symbol): boolean {
  return typeof key === 'string' && (key === 'length' || String(Number(key) >>> 0) === key);
}

function fillArray(array: readonly unknown[], column: ColumnBuilder, sink: Sink): number {
  for (let i = 0; i < array.length; i++) {
    if (Object.hasOwn(array, i)) sink.push(column, array[i]);
    else column.pushHole();
  }
  return array.length;
}

function fillMap(map: Map<unknown, unknown>, [keys, values]: readonly ColumnBuilder[], sink: Sink): number {
  mapForEach.call(map, (value, key) => {
    sink.push(keys!, key);
    sink.push(values!, value);
  });
  return mapSize.call(map) as number;
}

function fillSet(set: Set<unknown>, [values]: readonly ColumnBuilder[], sink: Sink): number {
  setForEach.call(set, (value) => sink.push(values!, value));
  return setSize.call(set) as number;
}

function pushOne(column: ColumnBuilder, sink: Sink, value: unknown): number {
  sink.push(column, value);
  return 1;
}

function insideOfBoxed(object: object, keys: readonly (string | symbol)[], types: Types): Inside {
  if (types.isSymbolObject(object)) {
    const symbol: unknown = Symbol.prototype.valueOf.call(object);
    return { kind: 'boxed', keys, data: undefined, fill: ([column], sink) => pushOne(column!, sink, symbol) };
  }
  if (types.isStringObject(object)) {
    return {
      kind: 'boxed',
      keys: keys.filter((key) => !isIndexOrLength(key)),
      data: String.prototype.valueOf.call(object),
    };
  }
  if (types.isNumberObject(object)) return { kind: 'boxed', keys, data: Number.prototype.valueOf.call(object) };
  if (types.isBooleanObject(object)) return { kind: 'boxed', keys, data: Boolean.prototype.valueOf.call(object) };
  return { kind: 'boxed', keys, data: BigInt.prototype.valueOf.call(object) };
}

function insideOfBuffer(buffer: ArrayBuffer, keys: readonly (string | symbol)[]): Inside {
  const data = new Uint8Array(buffer).slice();
  if (resizable?.call(buffer) !== true) return { kind: 'buffer', keys, data };
  const most = maxByteLength?.call(buffer);
  return { kind: 'resizable-buffer', keys, data, fill: ([column], sink) => pushOne(column!, sink, most) };
}

/** Bytes of a view are read through its buffer, so that views which share one keep sharing it. */
function insideOfView(view: ArrayBufferView, types: Types): Inside {
  if (types.isSharedArrayBuffer(view.buffer)) return excluded('SharedArrayBuffer', SHARED);
  if (resizable?.call(view.buffer) === true) {
    return excluded('view', 'nothing tells whether its length follows that of its resizable buffer');
  }
  const isDataView = types.isDataView(view);
  const length = isDataView ? view.byteLength : (view as Uint8Array).length;
  const name = isDataView ? 'DataView' : (typedArrayName.call(view) as string);
  const keys = isDataView ? Reflect.ownKeys(view) : keysOfView(view, length);
  return {
    kind: 'view',
    keys,
    data: [name, view.byteOffset, length],
    fill: ([column], sink) => pushOne(column!, sink, view.buffer),
  };
}

function insideOfUrl(kind: 'url' | 'url-search-params', object: object, read: (object: object) => string): Inside {
  try {
    return { kind, keys: [], data: read(object) };
  } catch {
    return { kind: 'object', keys: Reflect.ownKeys(object) };
  }
}

function excluded(what: string, why: string): Inside {
  return { kind: 'excluded', keys: [], data: [what, why] };
}

/** The text of the runtime's own URL; throws where the object is none. */
function hrefOfUrl(object: object): string {
  const { prototype } = programGlobal('URL') as typeof URL;
  return Reflect.apply(getterOf(prototype, 'href') as () => string, object, []);
}

/** The text of the runtime's own URLSearchParams; throws where the object is none. */
export function textOfSearchParams(object: object): string {
  const { prototype } = programGlobal('URLSearchParams') as typeof URLSearchParams;
  return Reflect.apply(prototype.toString, object, []);
}

/** Methods of the runtime, taken once, so that a program that overrides them in a subclass is not asked. */
const mapForEach = Map.prototype.forEach;
const setForEach = Set.prototype.forEach;
const mapSize = getterOf(Map.prototype, 'size');
const setSize = getterOf(Set.prototype, 'size');
const typedArrayName = getterOf(Object.getPrototypeOf(Uint8Array.prototype) as object, Symbol.toStringTag);
const sourceGetter = getterOf(RegExp.prototype, 'source');
const resizable = Object.getOwnPropertyDescriptor(ArrayBuffer.prototype, 'resizable')?.get;
const maxByteLength = Object.getOwnPropertyDescriptor(ArrayBuffer.prototype, 'maxByteLength')?.get;
const SHARED = 'its memory is shared with other threads, which a new process has not';

function getSource(object: RegExp): unknown {
  return sourceGetter.call(object);
}

/** The `flags` getter asks one overridable getter per flag, so each is read here by itself. */
function getFlags(object: RegExp): string {
  return FLAGS.map(([name, letter]) => {
    const getter = Object.getOwnPropertyDescriptor(RegExp.prototype, name)?.get;
    return getter?.call(object) === true ? letter : '';
  }).join('');
}

const FLAGS = [
  ...[
    ['hasIndices', 'd'] as const,
    ['global', 'g'] as const,
    ['ignoreCase', 'i'] as const,
    ['multiline', 'm'] as const,
  ],
  ...[['dotAll', 's'] as const, ['unicode', 'u'] as const, ['unicodeSets', 'v'] as const, ['sticky', 'y'] as const],
];

function getterOf(prototype: object, key: string | symbol): () => unknown {
  return Object.getOwnPropertyDescriptor(prototype, key)!.get as () => unknown;
}
