import { VERDICTS, type Verdict } from '@timeferry/analysis/verdict';

/** How many pieces of state have each verdict; `same` is not counted. */
export function countsOf(pieces: Iterable<{ readonly verdict: Verdict }>): ReadonlyMap<Verdict, number> {
  const counts = new Map<Verdict, number>();
  for (const { verdict } of pieces) {
    if (verdict !== 'same') counts.set(verdict, (counts.get(verdict) ?? 0) + 1);
  }
  return counts;
}

/** `2 auto, 1 lossy, 1 manual`: least first, as the verdicts are ordered. */
export function countsText(counts: ReadonlyMap<Verdict, number>): string {
  return VERDICTS.filter((verdict) => counts.has(verdict))
    .map((verdict) => `${counts.get(verdict)} ${verdict}`)
    .join(', ');
}
