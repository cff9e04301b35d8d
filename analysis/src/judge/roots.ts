import type { Move } from '../pair/moves.ts';
import type { Judgement } from '../state-diff.ts';
import type { StateRoot } from '../state-model.ts';
import { worst } from '../verdict.ts';
import type { JudgeTypes } from './judge-types.ts';
import { admits, isRetyped, membersOf, type Scope, type Version } from './scope.ts';

/** A root that both versions have; the same place under a renamed module, or a declared rename, is auto at best. */
export function judgeRootPair(scope: Scope, judge: JudgeTypes, past: StateRoot, future: StateRoot): Judgement {
  const judged = judge(past.type, future.type);
  if (past.name !== future.name) {
    const change = moduleOf(past.name) === moduleOf(future.name) ? 'renamed' : 'moved';
    const reason = judged.verdict === 'same' ? `It was ${past.name} before; its type did not change.` : judged.reason;
    return { ...judged, change, verdict: worst([judged.verdict, 'auto']), reason };
  }
  const hasChanged = judged.verdict === 'auto' || isRetyped(scope, past.type, future.type);
  const change = judged.verdict !== 'same' && hasChanged ? 'retyped' : 'none';
  return { ...judged, reason: judged.verdict === 'same' ? noted(judged.reason, past, future) : judged.reason, change };
}

/** A changed initializer does not touch the value that is there; functions are rebound anyway. */
function noted(reason: string, past: StateRoot, future: StateRoot): string {
  const hasBoth = past.type.kind !== 'function' && past.initializer && future.initializer;
  const isNoted = hasBoth && past.initializer?.text !== future.initializer?.text;
  return isNoted ? `${reason} Its initializer changed; the past value is kept.` : reason;
}

/** A root that only the future version has: auto where its start-up gives the value. */
export function judgeAddedRoot(
  root: StateRoot,
  version: Version,
  move: Move | undefined,
  maybe: readonly string[],
): Judgement {
  if (move?.verdict === 'manual') {
    const reason = `It takes over ${move.candidates.join(', ')}, so it cannot start empty; write a mapper.`;
    return { change: 'added', verdict: 'manual', reason, candidates: move.candidates, conversion: null };
  }
  if (maybe.length > 0) {
    const reason = `It may be ${maybe.join(' or ')} under a new name or place; declare @renamedFrom or @movedFrom.`;
    return { change: 'added', verdict: 'choose', reason, candidates: maybe, conversion: null };
  }
  if (root.initializer || root.kind === 'closure') {
    return {
      change: 'added',
      verdict: 'auto',
      reason: "The new version's own start-up gives its value.",
      conversion: null,
    };
  }
  const isOpaque = membersOf(root.type).some((member) => member.kind === 'opaque');
  if (!version.nullableByOption && !isOpaque && admits(root.type, 'undefined')) {
    return { change: 'added', verdict: 'auto', reason: 'It starts as undefined.', conversion: null };
  }
  const reason = 'Nothing initialises it at start-up; give it a value or write a mapper.';
  return { change: 'added', verdict: 'manual', reason, conversion: null };
}

/** A root that only the past version has: kept aside for the way back. */
export function judgeRemovedRoot(maybe: readonly string[]): Judgement {
  if (maybe.length > 0) {
    const reason = `It may live on as ${maybe.join(' or ')}; declare @renamedFrom or @movedFrom there, or accept its removal.`;
    return { change: 'removed', verdict: 'choose', reason, candidates: maybe, conversion: null };
  }
  const reason = 'The new version has no place for it; its value is kept aside for the way back and reported.';
  return { change: 'removed', verdict: 'lossy', reason, conversion: null };
}

const moduleOf = (name: string): string => name.slice(0, name.indexOf('#'));
