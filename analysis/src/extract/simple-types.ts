import { ts } from 'ts-morph';
import type { StateType } from '../state-model.ts';
import { HANDLES } from './built-ins.ts';

/** Why a native handle does not move. */
export const OUTSIDE = 'it stands for something outside the heap of the process';

const SIMPLE: readonly (readonly [ts.TypeFlags, StateType])[] = [
  [ts.TypeFlags.Unknown, { kind: 'opaque', name: 'unknown' }],
  [ts.TypeFlags.Never, { kind: 'opaque', name: 'never' }],
  [ts.TypeFlags.NonPrimitive, { kind: 'opaque', name: 'object' }],
  [ts.TypeFlags.String, { kind: 'primitive', name: 'string' }],
  [ts.TypeFlags.Number, { kind: 'primitive', name: 'number' }],
  [ts.TypeFlags.BigInt, { kind: 'primitive', name: 'bigint' }],
  [ts.TypeFlags.Boolean, { kind: 'primitive', name: 'boolean' }],
  [ts.TypeFlags.ESSymbolLike, { kind: 'primitive', name: 'symbol' }],
  [ts.TypeFlags.Undefined, { kind: 'primitive', name: 'undefined' }],
  [ts.TypeFlags.Void, { kind: 'primitive', name: 'undefined' }],
  [ts.TypeFlags.Null, { kind: 'primitive', name: 'null' }],
];

/** A type that its flags alone tell. */
export function readSimple(type: ts.Type): StateType | undefined {
  if (type.flags & ts.TypeFlags.Any) {
    const unresolved = (type as ts.Type & { intrinsicName?: string }).intrinsicName === 'error';
    const name = type.aliasSymbol?.name ?? '';
    // Without the declarations of Node its handles are still known by name.
    if (unresolved && HANDLES.has(name)) return { kind: 'unmovable', name, why: OUTSIDE };
    return { kind: 'opaque', name: unresolved ? 'unresolved' : 'any' };
  }
  return SIMPLE.find(([flag]) => type.flags & flag)?.[1];
}
