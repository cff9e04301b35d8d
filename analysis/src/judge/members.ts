import type { ValueTest } from '../shape.ts';
import type { StateType } from '../state-model.ts';
import { worst } from '../verdict.ts';
import { areTestsApart } from './apart.ts';
import { judgeEnums } from './enums.ts';
import { type JudgeTypes, judgeSingle } from './judge-types.ts';
import { type Judged, manual } from './judged.ts';
import { judgeLiterals } from './literals.ts';
import type { Scope } from './scope.ts';
import { matchMembers } from './union-members.ts';
import { anyOf, shapeOf, testOf } from './values.ts';

/** Some values of the past type, those of the future type that they become, and the judgement of the two. */
interface Variant {
  readonly past: ValueTest;
  readonly future: ValueTest;
  readonly judged: Judged;
}

/**
 * The members of two unions, null and undefined apart, judged one by one: as they are where nothing is to be converted,
 * else each by a test that tells it from the others.
 */
export function judgeMembers(
  scope: Scope,
  judge: JudgeTypes,
  past: readonly StateType[],
  future: readonly StateType[],
): Judged {
  const literals = judgeLiterals(past, future);
  if (literals) return literals;
  const { matched, absorbed, restricted, lost, gained } = matchMembers(scope, past, future);
  const swapped = lost.some(isClosed) && gained.some(isClosed);
  const swap = swapped ? judgeLiterals(lost.filter(isClosed), gained.filter(isClosed)) : undefined;
  if (swap?.verdict === 'choose') return swap;
  const variants = [
    ...absorbed.map((member) => keptVariant(scope, member)),
    ...matched.map(([before, after]) => pairVariant(scope, before, after, judgePair(scope, judge, before, after))),
  ];
  const failed = variants.find(({ judged }) => !judged.conversion)?.judged ?? judgeIndistinct(scope, matched);
  if (failed) return failed;
  if (lost.length === 1 && gained.length === 1) {
    const pair = judgeOne(scope, judge, lost[0]!, gained[0]!);
    if (variants.length + restricted.length === 0) return pair;
    if (pair.conversion) {
      const all = [...variants, pairVariant(scope, lost[0]!, gained[0]!, pair)];
      return narrowedOrWidened(scope, past, together(scope, past, all), all, restricted.length > 0, false);
    }
    if (pair.verdict === 'choose') return pair;
  }
  if (lost.length > 0 && variants.length + restricted.length === 0) {
    return manual('No member of the past type survives; write a mapper.');
  }
  const all = [...variants, ...restricted.map(([, within]) => withinVariant(scope, within))];
  const isNarrowed = lost.length + restricted.length > 0;
  const isWidened = gained.length + absorbed.length > 0;
  return narrowedOrWidened(scope, past, together(scope, past, all), all, isNarrowed, isWidened);
}

export const isClosed = (type: StateType): boolean => type.kind === 'literal' || type.kind === 'enum';

function judgePair(scope: Scope, judge: JudgeTypes, past: StateType, future: StateType): Judged {
  if (past.kind === 'enum' && future.kind === 'enum') return judgeEnums(scope, past, future);
  return judgeSingle(scope, judge, past, future);
}

function judgeOne(scope: Scope, judge: JudgeTypes, past: StateType, future: StateType): Judged {
  if (!isClosed(past) && !isClosed(future)) return judgeSingle(scope, judge, past, future);
  return manual('The old and the new type have nothing in common; write a mapper.');
}

function pairVariant(scope: Scope, past: StateType, future: StateType, judged: Judged): Variant {
  return { past: testOf(scope.past.types, past), future: testOf(scope.future.types, future), judged };
}

/** A member whose values a wider member takes as they are. */
function keptVariant(scope: Scope, member: StateType): Variant {
  const test = testOf(scope.past.types, member);
  const conversion = { kind: 'keep', shape: { kind: 'value' } } as const;
  return { past: test, future: test, judged: { verdict: 'auto', reason: WIDENED, conversion } };
}

/** The values of a member that the future type still has. */
function withinVariant(scope: Scope, within: readonly StateType[]): Variant {
  const test = anyOf(scope.future.types, within);
  const conversion = { kind: 'keep', shape: { kind: 'value' } } as const;
  return { past: test, future: test, judged: { verdict: 'lossy', reason: NARROWED, conversion } };
}

/** Plain objects that no test tells apart cannot be converted each in its own way. */
function judgeIndistinct(scope: Scope, matched: readonly (readonly [StateType, StateType])[]): Judged | undefined {
  const plain = matched.flatMap(([before]) =>
    before.kind === 'object' && !isTold(scope, before) ? [before.type] : [],
  );
  if (plain.length < 2) return undefined;
  const isChanged = plain.some((name) => scope.isChanged(name));
  const required = plain.map((name) => new Set(requiredFields(scope, name)));
  const overlap = required.some((one, index) =>
    required.some((other, at) => at !== index && [...one].every((field) => other.has(field))),
  );
  return isChanged && overlap ? manual(INDISTINCT) : undefined;
}

const isTold = (scope: Scope, type: StateType): boolean =>
  ['class', 'discriminant'].includes(testOf(scope.past.types, type).kind);

const requiredFields = (scope: Scope, name: string): string[] =>
  (scope.past.types.get(name)?.fields ?? []).filter((field) => !field.optional).map((field) => field.name);

/** The variants as one judgement: kept whole where nothing is to be converted, else told apart by their tests. */
function together(scope: Scope, past: readonly StateType[], variants: readonly Variant[]): Judged {
  const verdict = worst(variants.map(({ judged }) => judged.verdict));
  const reason = variants.find(({ judged }) => judged.verdict === verdict)?.judged.reason ?? 'The type did not change.';
  if (variants.every(({ judged }) => judged.conversion!.kind === 'keep')) {
    return { verdict, reason, conversion: { kind: 'keep', shape: shapeOf(scope, union(past)) } };
  }
  if (!areToldApart(variants)) return manual(INDISTINCT);
  // Any object passes the test for a dictionary, so that one comes last.
  const ordered = [...variants.filter((each) => !isDictionary(each)), ...variants.filter(isDictionary)];
  const written = ordered.map((each) => ({ past: each.past, future: each.future, of: each.judged.conversion! }));
  return { verdict, reason, conversion: { kind: 'union', variants: written } };
}

const isDictionary = ({ past, future }: Variant): boolean => past.kind === 'object' || future.kind === 'object';

/** Whether every member that is converted is known from all others, on the way there and on the way back. */
function areToldApart(variants: readonly Variant[]): boolean {
  return variants.every(
    (one, index) =>
      ['keep', 'widen'].includes(one.judged.conversion!.kind) ||
      variants.every(
        (other, at) => at === index || (areTestsApart(one.past, other.past) && areTestsApart(one.future, other.future)),
      ),
  );
}

function narrowedOrWidened(
  scope: Scope,
  past: readonly StateType[],
  rest: Judged,
  variants: readonly Variant[],
  isNarrowed: boolean,
  isWidened: boolean,
): Judged {
  if (!rest.conversion || (!isNarrowed && !isWidened)) return rest;
  const verdict = worst([rest.verdict, isNarrowed ? 'lossy' : 'auto']);
  const why = isNarrowed ? NARROWED : WIDENED;
  const isOwn = rest.verdict === verdict && rest.verdict !== 'auto' && rest.reason !== why;
  const reason = isOwn ? `${rest.reason} ${why}` : why;
  if (rest.conversion.kind !== 'keep') return { verdict, reason, conversion: rest.conversion };
  const shape = shapeOf(scope, union(past));
  if (isNarrowed && isWidened) {
    const kept = variants.map((each) => ({ past: each.past, future: each.future, of: each.judged.conversion! }));
    return { verdict, reason, conversion: { kind: 'union', variants: kept } };
  }
  // Each side's values are tested as that side's types have them.
  if (isNarrowed) {
    return { verdict, reason, conversion: { kind: 'narrow', shape, guard: any(variants.map((each) => each.past)) } };
  }
  return { verdict, reason, conversion: { kind: 'widen', shape, back: any(variants.map((each) => each.future)) } };
}

/** A test that one of several holds; literals share one entry. */
function any(tests: readonly ValueTest[]): ValueTest {
  const flat = tests.flatMap((test) => (test.kind === 'any-of' ? test.tests : [test]));
  const values = flat.flatMap((test) => (test.kind === 'literal' ? test.values : []));
  const others = flat.filter((test) => test.kind !== 'literal');
  const all: ValueTest[] = values.length > 0 ? [...others, { kind: 'literal', values }] : others;
  return all.length === 1 ? all[0]! : { kind: 'any-of', tests: all };
}

const NARROWED = 'Some members of the type are gone; a guard counts the values that have nowhere to go.';
const WIDENED = 'Every past value is still legal; new values have no way back.';
const INDISTINCT =
  'Nothing tells the members of this union apart at run time, and one of them changed; write a mapper that does.';

const union = (members: readonly StateType[]): StateType =>
  members.length === 1 ? members[0]! : { kind: 'union', members };
