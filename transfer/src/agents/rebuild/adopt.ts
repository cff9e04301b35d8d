import { isTimer } from '../capture/timers.ts';
import { adoptSignal, isOwnSignal } from './abort.ts';
import { ownerOf } from './allocate.ts';
import { adoptClosure, itemValues } from './closures.ts';
import type { Transfer } from './transfer.ts';

/** Whether an object that start-up made is of the kind that a source object's target must be, so that it can be filled. */
export function canStandFor(transfer: Transfer, id: number, existing: unknown): boolean {
  const table = transfer.source.tableOf(id);
  if (table.kind === 'symbol') return typeof existing === 'symbol';
  if (table.kind === 'closure') return adoptClosure(transfer, id, existing);
  if (table.kind === 'timer')
    return typeof existing === 'object' && existing !== null && isTimer(existing, transfer.program);
  const { types } = process.getBuiltinModule('node:util');
  if (typeof existing !== 'object' || existing === null || types.isProxy(existing)) return false;
  if (Object.getPrototypeOf(existing) !== prototypeOf(transfer, id)) return false;
  switch (table.kind) {
    case 'object':
    case 'entries':
      return isPlain(existing, types);
    case 'array':
      return Array.isArray(existing);
    case 'map':
      return types.isMap(existing);
    case 'set':
      return types.isSet(existing);
    case 'weak-map':
      return types.isWeakMap(existing);
    case 'weak-set':
      return types.isWeakSet(existing);
    case 'date':
      return types.isDate(existing);
    case 'regexp':
      return types.isRegExp(existing) && isSameRegExp(transfer, id, existing);
    case 'view':
      return adoptView(transfer, id, existing);
    case 'url':
    case 'url-search-params':
    case 'error':
      return true;
    case 'abort-signal':
      return isOwnSignal(existing);
    case 'abort-controller':
      return adoptSignal(transfer, id, existing as AbortController);
    case 'buffer':
      return types.isArrayBuffer(existing) && existing.byteLength === (dataOf(transfer, id) as Uint8Array).length;
    default:
      return false;
  }
}

function isPlain(existing: object, types: typeof import('node:util').types): boolean {
  return !Array.isArray(existing) && !types.isMap(existing) && !types.isSet(existing) && !types.isDate(existing);
}

/**
 * A view can be filled where it shows the same part of a memory of the same size, which is then taken as well. Small
 * Buffers of the runtime lie in a memory that it shares among all of them, whose other parts are not ours to write.
 */
function adoptView(transfer: Transfer, id: number, existing: object): boolean {
  if (!ArrayBuffer.isView(existing)) return false;
  const [name, offset, length] = dataOf(transfer, id) as [string, number, number];
  const { buffer, byteOffset } = existing;
  const own = existing instanceof DataView ? existing.byteLength : (existing as Uint8Array).length;
  const ownName = existing instanceof DataView ? 'DataView' : (existing as Uint8Array)[Symbol.toStringTag];
  if (name !== ownName || offset !== byteOffset || length !== own) return false;
  if (existing instanceof Buffer && buffer.byteLength === Buffer.poolSize && own < Buffer.poolSize) return false;
  const [item] = itemValues(transfer, id);
  if (item === undefined || item.ref < 0) return false;
  transfer.adopt(item.ref, buffer);
  return transfer.counterpart(item.ref) === buffer;
}

function isSameRegExp(transfer: Transfer, id: number, existing: RegExp): boolean {
  const [source, flags] = dataOf(transfer, id) as [string, string];
  return existing.source === source && existing.flags === flags;
}

/** The prototype that the target must have; undefined where it is none that this process has. */
function prototypeOf(transfer: Transfer, id: number): object | null | undefined {
  const table = transfer.source.tableOf(id);
  if (typeof table.proto === 'number') return undefined;
  const owner = ownerOf(transfer, id);
  if (owner) return owner.prototype as object;
  if (owner === undefined) return undefined;
  return table.proto === null ? null : Object.prototype;
}

function dataOf(transfer: Transfer, id: number): unknown {
  return transfer.source.graphOf(id).dataOf(transfer.source.localOf(id));
}
