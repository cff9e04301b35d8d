import type { Conversion } from '../conversion.ts';
import type { PairedField } from '../pair/fields.ts';
import type { Move } from '../pair/moves.ts';
import type { FieldPair } from '../state-diff.ts';
import type { ObjectType, StateField, StateType } from '../state-model.ts';
import { worst } from '../verdict.ts';
import type { JudgeTypes } from './judge-types.ts';
import type { Judged } from './judged.ts';
import { judgeNameable } from './nameable.ts';
import { admits, isRetyped, membersOf, type Scope, type Version } from './scope.ts';
import { isEmptyFree } from './unions.ts';
import { anyOf } from './values.ts';

/**
 * A field that both versions of a type have. Optional to required is lossy, the other way auto, a private made #private
 * auto.
 */
export function judgeFieldPair(
  scope: Scope,
  judge: JudgeTypes,
  pair: PairedField,
  before: ObjectType,
  after: ObjectType,
): FieldPair {
  return judgeNameable(judgePresent(scope, judge, pair), before, after);
}

function judgePresent(scope: Scope, judge: JudgeTypes, { past, future, by }: PairedField): FieldPair {
  const judged = withPresence(scope, judge(past.type, future.type), past, future);
  if (by !== 'name') return { past, future, change: 'renamed', ...renamed(judged, past, future, by) };
  // A type that one declaration leaves out says nothing of a change.
  const isComparable = !past.undeclared && !future.undeclared;
  const hasChanged =
    isComparable &&
    (judged.verdict === 'auto' || past.optional !== future.optional || isRetyped(scope, past.type, future.type));
  const change = judged.verdict !== 'same' && hasChanged ? 'retyped' : 'none';
  return { past, future, change, ...noted(judged, past, future) };
}

function renamed(judged: Judged, past: StateField, future: StateField, by: PairedField['by']): Judged {
  const how =
    by === 'hash'
      ? 'The private field keeps its name on the other side of the #'
      : `Declared as renamed from ${past.name}`;
  const verdict = worst([judged.verdict, 'auto']);
  const reason = judged.verdict === 'same' ? `${how}; the type of ${future.name} did not change.` : judged.reason;
  return { ...judged, verdict, reason };
}

/** Whether the key is there counts besides the type of its value. */
function withPresence(scope: Scope, judged: Judged, past: StateField, future: StateField): Judged {
  if (past.optional === future.optional || !judged.conversion) return judged;
  if (future.optional) {
    const reason =
      judged.verdict === 'same' ? 'Every past value is still legal; an absent one has no way back.' : judged.reason;
    return { ...judged, verdict: worst([judged.verdict, 'auto']), reason };
  }
  const isTold = judged.verdict === 'lossy';
  const reason = isTold ? judged.reason : 'It may no longer be absent; a guard counts the objects that lack it.';
  const conversion = ofPresent(scope, judged.conversion, past.type, future.type);
  return { verdict: worst([judged.verdict, 'lossy']), reason, conversion };
}

/** The conversion of a value that is there, guarded against one that is not. */
function ofPresent(scope: Scope, of: Conversion, past: StateType, future: StateType): Conversion {
  if (of.kind === 'narrow' || of.kind === 'union') return of;
  if (of.kind === 'wrap' && (of.empty === 'undefined' || isEmptyFree(of, future, 'undefined'))) {
    return { ...of, empty: 'undefined' };
  }
  const isPresent = (member: StateType) => !(member.kind === 'primitive' && member.name === 'undefined');
  const before = anyOf(scope.past.types, membersOf(past).filter(isPresent));
  const after = anyOf(scope.future.types, membersOf(future).filter(isPresent));
  if (of.kind === 'keep') return { kind: 'narrow', shape: of.shape, guard: before };
  return { kind: 'union', variants: [{ past: before, future: after, of: of.kind === 'nullable' ? of.of : of }] };
}

/** A changed initializer says nothing of values that exist already, but may say what the author means by them. */
function noted(judged: Judged, past: StateField, future: StateField): Judged {
  if (judged.verdict !== 'same' || past.initializer?.text === future.initializer?.text) return judged;
  if (!past.initializer || !future.initializer) return judged;
  return { ...judged, reason: `${judged.reason} Its initializer changed; past values are kept.` };
}

/** A field that only the future version has: auto where code gives its first value, else manual. */
export function judgeAddedField(
  future: StateField,
  version: Version,
  move: Move | undefined,
  maybe: readonly string[],
): FieldPair {
  const base = { past: null, future, change: 'added' } as const;
  if (move?.verdict === 'manual') {
    const reason = `It takes over ${move.candidates.join(', ')} from objects of another type; write a mapper.`;
    return { ...base, verdict: 'manual', reason, candidates: move.candidates, conversion: null };
  }
  const candidates = [...maybe, ...(move?.candidates ?? [])];
  if (candidates.length > 0) {
    const reason = `It may be ${candidates.join(' or ')} under a new name or place; declare @renamedFrom, or write a mapper.`;
    return { ...base, verdict: 'choose', reason, candidates, conversion: null };
  }
  const reason = defaultOf(future, version);
  if (reason) return { ...base, verdict: 'auto', reason, conversion: null };
  const why = future.initializer
    ? `Its initializer ${future.initializer.text} needs an argument that existing objects do not have; write a mapper.`
    : 'Nothing gives its value for objects that exist already; give it a default or write a mapper.';
  return { ...base, verdict: 'manual', reason: why, conversion: null };
}

function defaultOf(field: StateField, version: Version): string | undefined {
  if (field.initializer?.needsNoArgument)
    return `The new version's own initializer ${field.initializer.text} gives its value.`;
  if (field.optional) return 'It is left out of objects that exist already.';
  const isUndefined = !version.nullableByOption && admits(field.type, 'undefined');
  return isUndefined && !membersOf(field.type).some((member) => member.kind === 'opaque')
    ? 'It starts as undefined.'
    : undefined;
}

/** A field that only the past version has: kept aside for the way back. */
export function judgeRemovedField(past: StateField, move: Move | undefined, maybe: readonly string[]): FieldPair {
  const base = { past, future: null, change: 'removed', conversion: null } as const;
  const candidates = [...maybe, ...(move?.candidates ?? [])];
  if (candidates.length > 0) {
    const reason = `It may live on as ${candidates.join(' or ')}; declare @renamedFrom there, or accept its removal.`;
    return { ...base, verdict: 'choose', reason, candidates };
  }
  const reason = 'The new version has no place for it; its values are kept aside for the way back and reported.';
  return { ...base, verdict: 'lossy', reason };
}
