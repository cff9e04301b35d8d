import { type Column, HOLE, PRIMITIVE } from '../../capture-format.ts';
import { valueAt } from '../../capture-graph.ts';
import { fillAbortSignal } from './abort.ts';
import { fillScope } from './closures.ts';
import { fillEntries, fillFields } from './fill-fields.ts';
import { fillWeak } from './hidden-objects.ts';
import { fillTimer } from './timers.ts';
import type { Transfer } from './transfer.ts';

/** Puts into a target all that needs no mapper: fields that are carried, and the items of containers. */
export function fill(transfer: Transfer, id: number): void {
  const { source } = transfer;
  const table = source.tableOf(id);
  const target = transfer.targets[id];
  if (table.kind === 'symbol' || (table.kind === 'named' && table.fields.length === 0)) return;
  // Whatever is done to a proxy runs its traps.
  if (table.kind === 'proxy') return;
  if (table.kind === 'abort-signal') {
    fillAbortSignal(transfer, id);
    return;
  }
  if (table.kind === 'timer') {
    fillTimer(transfer, id);
    return;
  }
  if (table.kind === 'scope') {
    fillScope(transfer, id);
    return;
  }
  if (table.kind === 'weak-map' || table.kind === 'weak-set') fillWeak(transfer, id, table.kind);
  if (typeof table.proto === 'number') setPrototype(transfer, id, table.proto);
  if (table.kind === 'entries') fillEntries(transfer, id);
  else fillFields(transfer, id);
  const graph = source.graphOf(id);
  const local = source.localOf(id);
  const items: Items = {
    transfer,
    id,
    start: graph.startOf(local),
    length: graph.lengthOf(local),
    columns: table.items,
  };
  if (table.kind === 'array') fillArray(target as unknown[], items);
  else if (table.kind === 'map') fillMap(target as Map<unknown, unknown>, items);
  else if (table.kind === 'set') fillSet(target as Set<unknown>, items);
  else if (transfer.adopted.has(target)) refresh(target, graph.dataOf(local));
}

interface Items {
  readonly transfer: Transfer;
  readonly id: number;
  readonly start: number;
  readonly length: number;
  readonly columns: readonly Column[];
}

function fillArray(array: unknown[], items: Items): void {
  const column = items.columns[0]!;
  const { transfer, id, start, length } = items;
  const existing = transfer.adopted.has(array) ? array.slice() : null;
  if (existing) array.length = 0;
  for (let i = 0; i < length; i++) {
    const ref = transfer.source.refOf(id, column, start + i);
    if (ref === PRIMITIVE) array[i] = valueAt(column, start + i);
    else if (ref !== HOLE) {
      // Closures that start-up registered, say as handlers, are known elsewhere too.
      if (typeof existing?.[i] === 'function') transfer.adopt(ref, existing[i]);
      array[i] = transfer.isExcluded(ref) ? existing?.[i] : transfer.counterpart(ref);
    }
  }
  if (array.length !== length) array.length = length;
}

/** Entries of a map that start-up made are taken over by key, so that handles in them stay what start-up made. */
function fillMap(map: Map<unknown, unknown>, items: Items): void {
  const existing = map.size > 0 ? new Map(map) : null;
  if (existing) mapClear.call(map);
  const [keys, values] = items.columns as [Column, Column];
  for (let row = items.start; row < items.start + items.length; row++) {
    const key = itemAt(items, keys, row, undefined);
    mapSet.call(map, key, itemAt(items, values, row, existing?.get(key)));
  }
}

function fillSet(set: Set<unknown>, items: Items): void {
  setClear.call(set);
  for (let row = items.start; row < items.start + items.length; row++) {
    setAdd.call(set, itemAt(items, items.columns[0]!, row, undefined));
  }
}

/** The value of an item; what start-up had there is kept where the item cannot be moved, and filled where it can be. */
function itemAt({ transfer, id }: Items, column: Column, row: number, existing: unknown): unknown {
  const ref = transfer.source.refOf(id, column, row);
  if (ref < 0) return valueAt(column, row);
  if (existing !== undefined) transfer.adopt(ref, existing);
  const target = transfer.counterpart(ref);
  return target === undefined ? existing : target;
}

/** An object whose inside can be set is given the inside of its source. */
function refresh(target: unknown, data: unknown): void {
  if (target instanceof Date) target.setTime(data as number);
  else if (target instanceof ArrayBuffer) new Uint8Array(target).set(data as Uint8Array);
  else if (target instanceof URL) target.href = data as string;
  else if (target instanceof URLSearchParams) refreshSearchParams(target, data as string);
  else if (target instanceof Error && typeof data === 'string') {
    Object.defineProperty(target, 'stack', { value: data, writable: true, configurable: true, enumerable: false });
  }
}

function refreshSearchParams(target: URLSearchParams, text: string): void {
  for (const key of [...target.keys()]) target.delete(key);
  for (const [key, value] of new URLSearchParams(text)) target.append(key, value);
}

function setPrototype(transfer: Transfer, id: number, local: number): void {
  const shared = transfer.source.isAside(id) ? transfer.source.fromAside(local) : local;
  Object.setPrototypeOf(transfer.targets[id], transfer.counterpart(shared) as object);
}

/** A subclass of the program may override these; its code is not asked. */
const mapSet = Map.prototype.set;
const mapClear = Map.prototype.clear;
const setAdd = Set.prototype.add;
const setClear = Set.prototype.clear;
