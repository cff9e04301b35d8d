import type { LiteralValue } from '../shape.ts';
import type { StateType } from '../state-model.ts';
import { literalKey, typeKey } from '../type-key.ts';
import { choose, type Judged } from './judged.ts';

/**
 * Rules for closed sets of values: `string -> literal union` and a lost member are lossy, a gained member auto, one lost
 * and another gained a choice. Enums count by value here; a numeric enum against the words of its members, by name.
 * `undefined` where one side holds more than such values.
 */
export function judgeLiterals(past: readonly StateType[], future: readonly StateType[]): Judged | undefined {
  const before = valuesOf(past);
  const after = valuesOf(future);
  if (!after || hasChangedEnum(past, future)) return undefined;
  if (!before) return restricted(past, after);
  const named = byMemberName(past, future);
  if (named) return named;
  const afterKeys = new Set(after.map(literalKey));
  const beforeKeys = new Set(before.map(literalKey));
  const lost = before.filter((value) => !afterKeys.has(literalKey(value)));
  const gained = after.filter((value) => !beforeKeys.has(literalKey(value)));
  const shape = { kind: 'value' } as const;
  if (lost.length > 0 && gained.length > 0) {
    if (lost.length === before.length && kindsOf(before) !== kindsOf(after)) return betweenKinds(before, after);
    return choose(`${list(lost)} is gone and ${list(gained)} is new; say which of them are renames.`, gained.map(show));
  }
  if (lost.length > 0) {
    const reason = `${list(lost)} is no longer allowed; a guard counts live values outside the set.`;
    return {
      verdict: 'lossy',
      reason,
      conversion: { kind: 'narrow', shape, guard: { kind: 'literal', values: after } },
    };
  }
  if (gained.length > 0) {
    const reason = `Every past value is still allowed; ${list(gained)} has no way back.`;
    return { verdict: 'auto', reason, conversion: { kind: 'widen', shape, back: { kind: 'literal', values: before } } };
  }
  return { verdict: 'same', reason: 'The allowed values did not change.', conversion: { kind: 'keep', shape } };
}

/** Beside other members an enum is still mapped by member name, never by value. */
function hasChangedEnum(past: readonly StateType[], future: readonly StateType[]): boolean {
  return past.some(
    (member) =>
      member.kind === 'enum' &&
      future.some((other) => other.kind === 'enum' && other.name === member.name && typeKey(member) !== typeKey(other)),
  );
}

/** A whole primitive that is restricted to some of its values. */
function restricted(past: readonly StateType[], after: readonly LiteralValue[]): Judged | undefined {
  const [only] = past;
  if (past.length !== 1 || only?.kind !== 'primitive') return undefined;
  const kept = after.filter((value) => kindOf(value) === only.name);
  if (kept.length === 0) return undefined;
  const reason = `Only ${list(kept)} is allowed from now on; a guard counts live values outside the set.`;
  const guard = { kind: 'literal', values: kept } as const;
  return { verdict: 'lossy', reason, conversion: { kind: 'narrow', shape: { kind: 'value' }, guard } };
}

/** An enum whose members' names are the words of a literal union: mapped by name, unless two share a value. */
function byMemberName(past: readonly StateType[], future: readonly StateType[]): Judged | undefined {
  const [before, after] = [past[0], future[0]];
  const forward = past.length === 1 && before?.kind === 'enum' && future.every((member) => member.kind === 'literal');
  const backward = future.length === 1 && after?.kind === 'enum' && past.every((member) => member.kind === 'literal');
  const enumeration = forward ? before : backward ? after : undefined;
  if (enumeration?.kind !== 'enum') return undefined;
  const words = valuesOf(forward ? future : past)!;
  const { members } = enumeration;
  const values = new Set(members.map((member) => member.value));
  if (members.every((member) => words.includes(member.value)) || values.size < members.length) return undefined;
  const wordOf = (name: string) =>
    words.find((word) => typeof word === 'string' && word.toLowerCase() === name.toLowerCase());
  const pairs = members.flatMap(({ name, value }) => {
    const word = wordOf(name);
    return word === undefined ? [] : [forward ? { past: value, future: word } : { past: word, future: value }];
  });
  if (pairs.length !== members.length || pairs.length !== words.length) return undefined;
  return { verdict: 'auto', reason: 'Mapped by the names of the members.', conversion: { kind: 'literals', pairs } };
}

function betweenKinds(before: readonly LiteralValue[], after: readonly LiteralValue[]): Judged {
  const candidates = after.map(show);
  return choose(`${list(before)} becomes one of ${list(after)}; say which is which.`, candidates);
}

/** The values of a closed set; `undefined` where a member is open. */
function valuesOf(members: readonly StateType[]): LiteralValue[] | undefined {
  const values: LiteralValue[] = [];
  for (const member of members) {
    if (member.kind === 'literal') values.push(member.value);
    else if (member.kind === 'enum') for (const each of member.members) values.push(each.value);
    else if (member.kind === 'primitive' && member.name === 'boolean') values.push(true, false);
    else return undefined;
  }
  return values;
}

const kindOf = (value: LiteralValue): string => (typeof value === 'object' ? 'bigint' : typeof value);
const kindsOf = (values: readonly LiteralValue[]): string => [...new Set(values.map(kindOf))].toSorted().join();
const show = (value: LiteralValue): string => (typeof value === 'object' ? `${value.bigint}n` : JSON.stringify(value));
const list = (values: readonly LiteralValue[]): string =>
  values.length > 5
    ? `${values.slice(0, 5).map(show).join(', ')} and ${values.length - 5} more`
    : values.map(show).join(', ');
