import type { Table } from '../../capture-format.ts';
import { classOf } from '../../graph-types.ts';
import { findSymbol } from '../capture/symbols.ts';
import { allocateAbortController, allocateAbortSignal } from './abort.ts';
import { itemValues } from './closures.ts';
import { allocateHidden, HIDDEN_KINDS } from './hidden-objects.ts';
import { hasPrivates } from './private-fields.ts';
import { makeRuntimeObject, setInside } from './runtime-objects.ts';
import { allocateTimer } from './timers.ts';
import type { Transfer } from './transfer.ts';

/** Makes the empty target of a source object; undefined where this process has no counterpart for it. */
export function allocate(transfer: Transfer, id: number): unknown {
  const table = transfer.source.tableOf(id);
  const data = dataOf(transfer, id);
  if (table.kind === 'excluded') return undefined;
  if (table.kind === 'named') return findNamed(transfer, data as string);
  if (table.kind === 'symbol') return allocateSymbol(transfer, data as [string, string | undefined]);
  const owner = table.proto === 'Function' ? null : ownerOf(transfer, id);
  if (owner === undefined) return undefined;
  if (table.kind === 'abort-signal') return allocateAbortSignal();
  if (table.kind === 'abort-controller') return allocateAbortController(transfer, id);
  if (table.kind === 'timer') return allocateTimer(transfer, id);
  if (HIDDEN_KINDS.has(table.kind)) return allocateHidden(transfer, id, table.kind, owner);
  if (table.kind === 'url-search-params') return allocateSearchParams(transfer, id, data as string);
  const itemId = table.kind === 'view' || table.kind === 'boxed' ? itemOf(transfer, id) : -1;
  const item = itemId >= 0 ? transfer.counterpart(itemId) : undefined;
  const most = table.kind === 'resizable-buffer' ? itemValues(transfer, id)[0]?.value : undefined;
  const inside = table.kind === 'view' ? { data, buffer: item } : { data, symbol: item, most };
  const made = (owner && makeByClass(transfer, table, owner, data)) || makeRuntimeObject(table, inside, owner);
  if (made) return made;
  if (owner) return transfer.program.allocate?.(owner) ?? (Object.create(owner.prototype as object) as object);
  return table.proto === null ? Object.create(null) : {};
}

/** An instance of a class with `#private` fields that extends a class of the runtime. */
function makeByClass(transfer: Transfer, table: Table, owner: Function, data: unknown): object | undefined {
  if (table.kind === 'object' || !hasPrivates(transfer, owner)) return undefined;
  const made = transfer.program.allocate?.(owner);
  return made && setInside(table, made, data);
}

/**
 * The class of the target: a function, `null` for a plain object, `undefined` where the class does not exist here. A
 * plain object stays plain where only its declared type is a class.
 */
export function ownerOf(transfer: Transfer, id: number): Function | null | undefined {
  const name = targetClass(transfer, id);
  if (name === null) return null;
  const found = transfer.intrinsics.find(name) ?? transfer.program.find(name);
  if (typeof found === 'function') return found;
  transfer.lost.add(name);
  return undefined;
}

function targetClass(transfer: Transfer, id: number): string | null {
  const { proto } = transfer.source.tableOf(id);
  const type = transfer.typeOf(id);
  if (typeof proto === 'string' && proto.includes('#'))
    return type ? classOf(type, transfer.to) : translated(transfer, proto, id);
  if (typeof proto === 'string' && proto !== 'Object') return proto;
  return proto === 'Object' && type && classOf(type, transfer.from) === null ? classOf(type, transfer.to) : null;
}

/** The name that a class or function has in the version that is being filled. */
export function translated(transfer: Transfer, name: string, id: number): string {
  if (id >= 0 && transfer.source.isAside(id)) return name;
  const moved = transfer.plan.functions?.find((one) => one[transfer.from] === name);
  if (moved) return moved[transfer.to];
  const type = transfer.plan.types.find((one) => classOf(one, transfer.from) === name);
  return (type && classOf(type, transfer.to)) ?? name;
}

/** Those of a URL are made by it. */
function allocateSearchParams(transfer: Transfer, id: number, text: string): URLSearchParams {
  const [url] = itemValues(transfer, id);
  return url ? (transfer.counterpart(url.ref) as URL).searchParams : new URLSearchParams(text);
}

function findNamed(transfer: Transfer, name: string): unknown {
  const found = transfer.intrinsics.find(name) ?? transfer.program.find(translated(transfer, name, -1));
  if (found === undefined) transfer.lost.add(name);
  return found;
}

function allocateSymbol(transfer: Transfer, [form, text]: [string, string | undefined]): symbol {
  return findSymbol(form, text, transfer.intrinsics) ?? Symbol(text);
}

function dataOf(transfer: Transfer, id: number): unknown {
  return transfer.source.graphOf(id).dataOf(transfer.source.localOf(id));
}

/** The one item of a view or boxed value, -1 where it is no object. */
function itemOf(transfer: Transfer, id: number): number {
  const graph = transfer.source.graphOf(id);
  const column = graph.tableOf(transfer.source.localOf(id)).items[0];
  return column ? transfer.source.refOf(id, column, graph.startOf(transfer.source.localOf(id))) : -1;
}
