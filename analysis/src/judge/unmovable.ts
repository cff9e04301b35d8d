import type { StateType } from '../state-model.ts';
import { type Judged, manual, refused } from './judged.ts';
import type { Scope } from './scope.ts';

/**
 * Rule: a pending promise, a running generator, a native handle, and a weak collection whose keys no other state holds
 * cannot be moved between processes, changed or not.
 */
export function judgeUnmovable(scope: Scope, past: StateType, future: StateType): Judged | undefined {
  for (const type of [past, future]) {
    if (type.kind === 'promise') {
      return refused(
        'A pending promise cannot be moved; wait for it before the update, or keep what started it instead.',
      );
    }
    if (type.kind === 'unmovable') {
      return refused(`${type.name} cannot be moved: ${type.why}; mark it @transient with a reason, or open it anew.`);
    }
  }
  if (past.kind !== 'weak' && future.kind !== 'weak') return undefined;
  if (past.kind !== 'weak' || future.kind !== 'weak' || past.name !== future.name) {
    return manual('A weak collection cannot be listed by the program; write which entries it gets.');
  }
  const key = past.of[0];
  if (key?.kind !== 'object' || !scope.held.has(key.type)) {
    return refused(
      `No other state holds the keys of this ${past.name}, so they cannot be found again; keep them elsewhere too.`,
    );
  }
  return {
    verdict: 'same',
    reason: `The keys of this ${past.name} are held by other state.`,
    conversion: { kind: 'keep', shape: { kind: 'value' } },
  };
}
