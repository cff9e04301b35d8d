import type { Conversion } from '../conversion.ts';
import type { ValueTest } from '../shape.ts';
import type { StateType } from '../state-model.ts';
import { worst } from '../verdict.ts';
import { judgeEnums } from './enums.ts';
import type { JudgeTypes } from './judge-types.ts';
import { choose, type Judged, manual } from './judged.ts';
import { isClosed, judgeMembers } from './members.ts';
import { isBit, judgeClosedScalars, judgeScalars } from './scalars.ts';
import { admits, isNullish, membersOf, type Scope } from './scope.ts';
import { anyOf, shapeOf, testOf } from './values.ts';

/**
 * Rules: `T -> T | U` is auto, `T | U -> T` lossy and guarded, manual where no member survives, undefined against null a
 * choice. Null and undefined are judged apart from the rest, so that a conversion of the rest holds for nullable types.
 */
export function judgeUnions(scope: Scope, judge: JudgeTypes, past: StateType, future: StateType): Judged {
  const before = split(past);
  const after = split(future);
  const lost = before.nullish.filter((name) => !after.nullish.includes(name));
  const gained = after.nullish.filter((name) => !before.nullish.includes(name));
  if (lost.length > 0 && gained.length > 0) {
    return choose(
      `Absence was ${lost[0]} and is now ${gained[0]}, which is not the same value; choose what becomes of it.`,
      [`${lost[0]} becomes ${gained[0]}`, `${lost[0]} stays as it is`],
    );
  }
  const core = judgeCores(scope, judge, before.core, after.core);
  if (core === 'nothing') {
    const same: Judged = { verdict: 'same', reason: 'The type did not change.', conversion: null };
    return keepWhole(scope, past, future, gained, lost, same);
  }
  if (!core.conversion) return core;
  const isKept =
    ['keep', 'widen'].includes(core.conversion.kind) || (core.conversion.kind === 'narrow' && lost.length > 0);
  if (isKept && (core.conversion.kind === 'keep' || lost.length + gained.length > 0)) {
    return keepWhole(scope, past, future, gained, lost, core);
  }
  return converted(scope, before, after, gained, lost, core);
}

interface Split {
  readonly nullish: readonly ('null' | 'undefined')[];
  readonly core: readonly StateType[];
}

function split(type: StateType): Split {
  const members = membersOf(type);
  const nullish = members.flatMap((member) =>
    member.kind === 'primitive' && (member.name === 'null' || member.name === 'undefined') ? [member.name] : [],
  );
  return { nullish, core: members.filter((member) => !isNullish(member)) };
}

/** A value that is carried as it is, under a type that gained or lost members. */
function keepWhole(
  scope: Scope,
  past: StateType,
  future: StateType,
  gained: readonly string[],
  lost: readonly string[],
  { verdict: inner, reason, conversion: core }: Judged,
): Judged {
  const shape = shapeOf(scope, past);
  const verdict = worst([inner, lost.length > 0 ? 'lossy' : gained.length > 0 ? 'auto' : 'same']);
  if (lost.length > 0) {
    // A past value that stays is as the past type says, unless the rest of the type is narrowed too.
    const guard =
      core?.kind === 'narrow'
        ? testOf(scope.future.types, future)
        : anyOf(scope.past.types, without(membersOf(past), lost));
    const isSwitched = scope.past.nullableByOption === true && scope.future.nullableByOption !== true;
    const why = isSwitched
      ? SWITCHED_ON
      : `It may no longer be ${lost.join(' or ')}; a guard counts the values that are.`;
    return {
      verdict,
      reason: inner === 'lossy' ? `${reason} ${why}` : why,
      conversion: { kind: 'narrow', shape, guard },
    };
  }
  if (gained.length > 0) {
    const back =
      core?.kind === 'widen'
        ? testOf(scope.past.types, past)
        : anyOf(scope.future.types, without(membersOf(future), gained));
    const why = `Every past value is still legal; ${gained.join(' or ')} has no way back.`;
    return {
      verdict,
      reason: inner === 'same' || inner === 'auto' ? why : reason,
      conversion: { kind: 'widen', shape, back },
    };
  }
  return { verdict, reason, conversion: { kind: 'keep', shape } };
}

const without = (members: readonly StateType[], names: readonly string[]): StateType[] =>
  members.filter((member) => !(member.kind === 'primitive' && names.includes(member.name)));

/** The same sentence for every place, so that a reader of many can fold them into one. */
const SWITCHED_ON =
  'strictNullChecks was switched on, so null and undefined are no longer allowed; a guard counts them.';

/** A conversion of the part that is neither null nor undefined. */
function converted(
  scope: Scope,
  before: Split,
  after: Split,
  gained: readonly string[],
  lost: readonly string[],
  core: Judged,
): Judged {
  const of = core.conversion!;
  const isNarrowed = lost.length > 0;
  const verdict = worst([core.verdict, isNarrowed ? 'lossy' : gained.length > 0 ? 'auto' : 'same']);
  const why = `It may no longer be ${lost.join(' or ')}; a guard counts the values that are.`;
  const reason = isNarrowed ? `${core.reason} ${why}` : core.reason;
  if (lost.length + gained.length === 0) {
    return { verdict, reason, conversion: before.nullish.length > 0 ? { kind: 'nullable', of } : of };
  }
  const [missing] = before.nullish;
  if (isNarrowed && before.nullish.length === 1 && isEmptyFree(of, union(after.core), missing!)) {
    const how =
      core.verdict === 'auto'
        ? 'The value becomes a list of one, and its absence an empty list; on the way back a longer list is reported.'
        : `${core.reason} Its absence becomes an empty list.`;
    return { verdict, reason: how, conversion: { ...of, empty: missing! } };
  }
  // What only one side may be has no way to the other.
  const shared = before.nullish.filter((name) => after.nullish.includes(name));
  const variants = [...shared.map(emptyVariant), coreVariant(scope, before, after, of)];
  return { verdict, reason, conversion: { kind: 'union', variants } };
}

/** Whether nothing but a missing value would become an empty list. */
export function isEmptyFree(
  of: Conversion,
  future: StateType,
  missing: 'null' | 'undefined',
): of is Extract<Conversion, { kind: 'wrap' }> {
  if (of.kind !== 'wrap' || of.empty !== undefined || future.kind !== 'array') return false;
  return !membersOf(future.element).some((member) => member.kind === 'opaque') && !admits(future.element, missing);
}

type UnionVariant = Extract<Conversion, { kind: 'union' }>['variants'][number];

function emptyVariant(name: 'null' | 'undefined'): UnionVariant {
  const test: ValueTest = name === 'null' ? { kind: 'null' } : { kind: 'typeof', name };
  return { past: test, future: test, of: { kind: 'keep', shape: { kind: 'value' } } };
}

function coreVariant(scope: Scope, before: Split, after: Split, of: Conversion): UnionVariant {
  if (of.kind === 'narrow') return { past: of.guard, future: of.guard, of: { kind: 'keep', shape: of.shape } };
  return { past: anyOf(scope.past.types, before.core), future: anyOf(scope.future.types, after.core), of };
}

function judgeCores(
  scope: Scope,
  judge: JudgeTypes,
  past: readonly StateType[],
  future: readonly StateType[],
): Judged | 'nothing' {
  if (past.length === 0 && future.length === 0) return 'nothing';
  const shape = shapeOf(scope, union(past));
  if (past.length === 0) {
    const back = { kind: 'any-of', tests: [] } as const;
    return { verdict: 'auto', reason: 'Every past value is still legal.', conversion: { kind: 'widen', shape, back } };
  }
  if (future.length === 0) return manual('No member of the past type survives; write a mapper.');
  const bits = judgeBits(past, future);
  if (bits) return bits;
  if (past.length === 1 && future.length === 1 && past[0]!.kind === 'enum' && future[0]!.kind === 'enum') {
    return judgeEnums(scope, past[0], future[0]);
  }
  const [list] = future;
  const isList = future.length === 1 && list?.kind === 'array' && !past.some((member) => member.kind === 'array');
  if (isList && (past.length > 1 || isClosed(past[0]!))) return judgeWrapped(judge, past, list.element);
  return judgeClosedScalars(past, future) ?? judgeMembers(scope, judge, past, future);
}

function judgeBits(past: readonly StateType[], future: readonly StateType[]): Judged | undefined {
  const [before, after] = [union(past), union(future)];
  return isBit(before) || isBit(after) ? judgeScalars(before, after) : undefined;
}

function judgeWrapped(judge: JudgeTypes, past: readonly StateType[], element: StateType): Judged {
  const inner = judge(union(past), element);
  if (!inner.conversion) return inner;
  const reason = 'The value becomes a list of one; on the way back a list of another length is reported.';
  return { verdict: worst([inner.verdict, 'auto']), reason, conversion: { kind: 'wrap', element: inner.conversion } };
}

const union = (members: readonly StateType[]): StateType =>
  members.length === 1 ? members[0]! : { kind: 'union', members };
