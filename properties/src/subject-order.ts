import { reachedTypes } from '@timeferry/analysis/reach';
import type { StateDiff } from '@timeferry/analysis/state-diff';
import type { Subject } from './subject.ts';

/** Subjects with what they hold before what holds them, so that a fault is found where it is. */
export function inOrder(diff: StateDiff, subjects: readonly Subject[]): Subject[] {
  const sizes = new Map(
    subjects.map((subject) => [subject, reachedTypes(diff.past, [subject.past], { weak: false }).size]),
  );
  return [...subjects].sort((a, b) => sizes.get(a)! - sizes.get(b)!);
}
