import type { StateType } from '../state-model.ts';
import { worst } from '../verdict.ts';
import { judgeEnums } from './enums.ts';
import type { JudgeTypes } from './judge-types.ts';
import { choose, type Judged, manual } from './judged.ts';
import { isClosed, judgeMembers } from './members.ts';
import { isBit, judgeClosedScalars, judgeScalars } from './scalars.ts';
import { isNullish, membersOf, type Scope } from './scope.ts';
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
  if (core === 'nothing') return keepWhole(scope, past, future, gained, lost, 'same', 'The type did not change.');
  if (!core.conversion) return core;
  const isKept = ['keep', 'widen', 'narrow'].includes(core.conversion.kind);
  if (isKept && (core.conversion.kind === 'keep' || lost.length + gained.length > 0)) {
    return keepWhole(scope, past, future, gained, lost, core.verdict, core.reason);
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
  inner: Judged['verdict'],
  reason: string,
): Judged {
  const shape = shapeOf(scope, past);
  const verdict = worst([inner, lost.length > 0 ? 'lossy' : gained.length > 0 ? 'auto' : 'same']);
  if (lost.length > 0) {
    const guard = testOf(scope.future.types, future);
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
    const back = testOf(scope.past.types, past);
    const why = `Every past value is still legal; ${gained.join(' or ')} has no way back.`;
    return {
      verdict,
      reason: inner === 'same' || inner === 'auto' ? why : reason,
      conversion: { kind: 'widen', shape, back },
    };
  }
  if (verdict === 'same') return { verdict, reason, conversion: { kind: 'keep', shape } };
  if (inner === 'lossy') {
    const guard = testOf(scope.future.types, future);
    return { verdict, reason, conversion: { kind: 'narrow', shape, guard } };
  }
  return { verdict, reason, conversion: { kind: 'widen', shape, back: testOf(scope.past.types, past) } };
}

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
  if (lost.length === 0) {
    const isNullable = before.nullish.length + after.nullish.length > 0;
    const verdict = worst([core.verdict, gained.length > 0 ? 'auto' : 'same']);
    return { ...core, verdict, conversion: isNullable ? { kind: 'nullable', of } : of };
  }
  const past = anyOf(scope.past.types, before.core);
  const future = anyOf(scope.future.types, after.core);
  const reason = `${core.reason} It may no longer be ${lost.join(' or ')}; a guard counts the values that are.`;
  return {
    verdict: worst([core.verdict, 'lossy']),
    reason,
    conversion: { kind: 'union', variants: [{ past, future, of }] },
  };
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
