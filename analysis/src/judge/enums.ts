import type { Conversion } from '../conversion.ts';
import type { StateType } from '../state-model.ts';
import { choose, type Judged } from './judged.ts';
import type { Scope } from './scope.ts';
import { shapeOf } from './values.ts';

export type EnumType = Extract<StateType, { kind: 'enum' }>;
type EnumConversion = Extract<Conversion, { kind: 'enum' }>;

/**
 * Enums are mapped by member name, never copied as a number: renumbered or given new texts is auto, merely reordered is
 * same, a gained member is auto, a lost one lossy, and lost with gained a choice. Flags are mapped bit by bit: auto only
 * where no old bit changes its meaning.
 */
export function judgeEnums(scope: Scope, past: EnumType, future: EnumType): Judged {
  const conversion = enumConversion(past, future);
  const { members, lost, gained, flags } = conversion;
  const names = (list: readonly { readonly name: string }[]) => list.map((member) => member.name).join(', ');
  if (lost.length > 0 && gained.length > 0) {
    return choose(
      `Members ${names(lost)} are gone and ${names(gained)} are new; say which of them are renames.`,
      gained.map((member) => member.name),
    );
  }
  const moved = members.filter((member) => member.past !== member.future);
  if (lost.length > 0) {
    const reason = `Mapped by member name with a guard: ${names(lost)} has no counterpart; rehearse to count live values.`;
    return { verdict: 'lossy', reason, conversion };
  }
  if (moved.length === 0 && gained.length === 0) {
    const keep: Conversion = { kind: 'keep', shape: shapeOf(scope, past) };
    return { verdict: 'same', reason: 'The members keep their values.', conversion: keep };
  }
  if (flags && moved.length > 0) {
    const reason = `Flags ${names(moved)} changed their bits: mapped bit by bit, but a combination may mean another.`;
    return { verdict: 'lossy', reason, conversion };
  }
  const reason =
    moved.length > 0
      ? `Mapped by member name: ${names(moved)} changed value.`
      : `Every past member is still there; ${names(gained)} is new.`;
  return { verdict: 'auto', reason, conversion };
}

function enumConversion(past: EnumType, future: EnumType): EnumConversion {
  const futureValues = new Map(future.members.map((member) => [member.name, member.value]));
  const pastNames = new Set(past.members.map((member) => member.name));
  const kept = past.members.filter((member) => futureValues.has(member.name));
  return {
    kind: 'enum',
    members: kept.map(({ name, value }) => ({ name, past: value, future: futureValues.get(name)! })),
    lost: past.members.filter((member) => !futureValues.has(member.name)),
    gained: future.members.filter((member) => !pastNames.has(member.name)),
    flags: past.flags || future.flags,
  };
}
