import type { NodeKind } from './capture-format.ts';

/** Whether what two objects of one kind hold inside is the same. A stack that could not be read is not compared. */
export function isSameInside(kind: NodeKind, past: unknown, reversed: unknown): boolean {
  if (kind === 'weak-map' || kind === 'weak-set' || kind === 'weak-ref') return true;
  if (kind === 'scope') return (past as [string])[0] === (reversed as [string])[0];
  if (kind === 'error' && past === null) return true;
  if (past instanceof Uint8Array && reversed instanceof Uint8Array) return Buffer.compare(past, reversed) === 0;
  if (Array.isArray(past) && Array.isArray(reversed)) {
    return past.length === reversed.length && past.every((value, index) => Object.is(value, reversed[index]));
  }
  return Object.is(past, reversed);
}
