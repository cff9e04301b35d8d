import type { Judged } from '../judge/judged.ts';
import { membersOf } from '../judge/scope.ts';
import { oncePerTwo } from '../once-per.ts';
import type { ObjectType, StateField, StateType } from '../state-model.ts';
import { sameWords, similarNames } from './similar-names.ts';

export interface PairedField {
  readonly past: StateField;
  readonly future: StateField;
  /** `declared`: by a doc tag; `hash`: a private field that became a #private one, or the other way round. */
  readonly by: 'name' | 'declared' | 'hash';
}

/** The fields of a pair of types: those that belong together, and what is left on either side. */
export interface PairedFields {
  readonly pairs: readonly PairedField[];
  readonly removed: readonly StateField[];
  readonly added: readonly StateField[];
}

/** Pairs fields by declared renames, by name, and private with #private fields of one name. */
export const pairFields = oncePerTwo(findPairs);

function findPairs(past: ObjectType, future: ObjectType): PairedFields {
  const names = new Map([...named(past.fields), ...named(future.fields)]);
  const identity = (field: StateField): string => names.get(field)!;
  const left = new Map(past.fields.map((field) => [identity(field), field]));
  const open = new Map(future.fields.map((field) => [identity(field), field]));
  const pairs: PairedField[] = [];
  const join = (before: StateField, after: StateField, by: PairedField['by']) => {
    pairs.push({ past: before, future: after, by });
    left.delete(identity(before));
    open.delete(identity(after));
  };
  for (const after of future.fields) {
    const wanted = after.tags.renamedFrom ?? after.tags.movedFrom;
    const before = wanted === undefined ? undefined : left.get(wanted);
    // Where the past has the new name already, the tag is left over from an earlier update.
    if (before && !left.has(identity(after))) join(before, after, 'declared');
  }
  for (const before of [...left.values()]) {
    const after = open.get(identity(before));
    if (after) join(before, after, 'name');
  }
  for (const before of [...left.values()]) {
    const after = [...open.values()].find((field) => isSameSecret(before, field));
    if (after) join(before, after, 'hash');
  }
  return { pairs, removed: [...left.values()], added: [...open.values()] };
}

/** Fields with a name that is theirs alone: two classes of one chain may each have a #private field of one name. */
function named(fields: readonly StateField[]): (readonly [StateField, string])[] {
  const counts = new Map<string, number>();
  return fields.map((field) => {
    const count = (counts.get(field.name) ?? 0) + 1;
    counts.set(field.name, count);
    return [field, count === 1 ? field.name : `${field.name} (${count})`];
  });
}

function isSameSecret(past: StateField, future: StateField): boolean {
  if (past.access === 'private' && future.access === 'hash') return `#${past.name}` === future.name;
  return past.access === 'hash' && future.access === 'private' && past.name === `#${future.name}`;
}

/** The added fields that each removed one may have become; one that keeps its words (`_x`, `#x`) stands before all others. */
export function fittingFields(
  judge: (past: StateType, future: StateType) => Judged,
  removed: readonly StateField[],
  added: readonly StateField[],
): readonly (readonly StateField[])[] {
  const taken = new Set<StateField>();
  const kept = removed.map((past) => {
    const twin = added.find((future) => !taken.has(future) && sameWords(past.name, future.name));
    if (twin) taken.add(twin);
    return twin;
  });
  return removed.map((past, index) => {
    const twin = kept[index];
    return twin ? [twin] : added.filter((future) => !taken.has(future) && mayBeField(judge, past, future));
  });
}

/** Rule: a removed and an added field of the same or a convertible type, or with a similar name, may be a rename. */
function mayBeField(
  judge: (past: StateType, future: StateType) => Judged,
  past: StateField,
  future: StateField,
): boolean {
  return isConvertible(judge, past, future) || similarNames(past.name, future.name);
}

function isConvertible(
  judge: (past: StateType, future: StateType) => Judged,
  past: StateField,
  future: StateField,
): boolean {
  if (isVague(past.type) || isVague(future.type) || isNewSwitch(past.type, future.type)) return false;
  const { verdict } = judge(past.type, future.type);
  return (
    verdict === 'same' ||
    verdict === 'auto' ||
    verdict === 'lossy' ||
    verdict === 'choose' ||
    isSameUnmovable(verdict, past, future)
  );
}

/** A text or a number has two values that stand for a boolean's; that is no sign that one became the other. */
const isNewSwitch = (past: StateType, future: StateType): boolean =>
  isPrimitive(past) && isPrimitive(future) && (past.name === 'boolean') !== (future.name === 'boolean');

const isPrimitive = (type: StateType) => type.kind === 'primitive';

/** `any` converts to everything, which is no sign of a rename. */
const isVague = (type: StateType): boolean => membersOf(type).some((member) => member.kind === 'opaque');

const isSameUnmovable = (verdict: string, past: StateField, future: StateField): boolean =>
  verdict === 'refused' && past.typeText === future.typeText;
