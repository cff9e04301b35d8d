import type { FieldPair, RootPair, StateDiff } from '@timeferry/analysis/state-diff';
import type { Verdict } from '@timeferry/analysis/verdict';
import type { Decision } from './settings.ts';

/** Verdicts that a standing decision can settle. A `manual` piece needs its mapper. */
export const SETTLED_BY_DECISION: readonly Verdict[] = ['choose', 'lossy', 'refused'];

/** Whether a decision is about a piece of state; one on a type covers its fields. */
export function covers({ state }: Decision, name: string): boolean {
  return name === state || name.startsWith(`${state}.`);
}

/** The diff with what standing decisions choose marked as settled, so that nobody is asked to write it. */
export function withDecisions(diff: StateDiff, decisions: readonly Decision[]): StateDiff {
  const settled = <T extends FieldPair | RootPair>(pair: T, scope: string): T => {
    const name = scope + (pair.future ?? pair.past)!.name;
    const decision = decisions.find((each) => covers(each, name));
    const verdict = 'own' in pair ? pair.own : pair.verdict;
    if (!decision || verdict !== 'choose') return pair;
    // What is gone for good is kept aside for the way back, as any other.
    if (!pair.future)
      return { ...pair, verdict: 'lossy', ...('own' in pair && { own: 'lossy' }), reason: decision.reason };
    return { ...pair, transient: pair.transient ?? decision.reason };
  };
  return {
    ...diff,
    roots: diff.roots.map((root) => settled(root, '')),
    types: diff.types.map((type) => ({
      ...type,
      fields: type.fields.map((field) => settled(field, `${type.key}.`)),
    })),
  };
}
