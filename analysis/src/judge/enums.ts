import type { Conversion } from '../conversion.ts';
import type { StateType } from '../state-model.ts';
import { choose, type Judged, manual } from './judged.ts';
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
  const unclear = moved.length > 0 ? judgeUnclear(scope, past, future, conversion) : undefined;
  if (unclear) return unclear;
  if (lost.length > 0) {
    const reason = `Mapped by member name with a guard: ${names(lost)} has no counterpart; rehearse to count live values.`;
    return { verdict: 'lossy', reason, conversion };
  }
  if (moved.length === 0 && gained.length === 0) {
    const keep: Conversion = { kind: 'keep', shape: shapeOf(scope, past) };
    return { verdict: 'same', reason: 'The members keep their values.', conversion: keep };
  }
  if (areMerged(conversion)) {
    const reason = 'Members that had values of their own share one now, so the way back does not tell them apart.';
    return { verdict: 'lossy', reason, conversion };
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

/** Where a member's name does not say which value becomes which: another enum, or members that shared a value. */
function judgeUnclear(scope: Scope, past: EnumType, future: EnumType, { members }: EnumConversion): Judged | undefined {
  if (scope.futureName(past.name) !== future.name) {
    const reason = `${short(past)} is replaced by ${short(future)}, which gives members of the same names other values; choose what is meant.`;
    return choose(reason, ['by member name', 'by value']);
  }
  const futures = new Map<string | number, string | number>();
  for (const { name, past: before, future: after } of members) {
    const known = futures.get(before);
    if (known !== undefined && known !== after) {
      return manual(`${name} shared its value with another member and no longer does; write which of them is meant.`);
    }
    futures.set(before, after);
  }
  return undefined;
}

/** Whether two members that had values of their own share one from now on. */
function areMerged({ members }: EnumConversion): boolean {
  return new Set(members.map((each) => each.past)).size > new Set(members.map((each) => each.future)).size;
}

const short = ({ name }: EnumType): string => name.slice(name.indexOf('#') + 1);

function enumConversion(past: EnumType, future: EnumType): EnumConversion {
  const futureValues = new Map(future.members.map((member) => [member.name, member.value]));
  const pastNames = new Set(past.members.map((member) => member.name));
  const kept = past.members.filter((member) => futureValues.has(member.name));
  return {
    kind: 'enum',
    members: kept.map(({ name, value }) => ({ name, past: value, future: futureValues.get(name)! })),
    lost: past.members.filter(
      ({ name, value }) => !futureValues.has(name) && !kept.some((each) => each.value === value),
    ),
    gained: future.members.filter((member) => !pastNames.has(member.name)),
    flags: past.flags || future.flags,
  };
}
