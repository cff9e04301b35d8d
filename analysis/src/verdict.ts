/** What the diff says about one piece of state. Worst last. */
export const VERDICTS = ['same', 'auto', 'lossy', 'choose', 'manual', 'refused'] as const;

export type Verdict = (typeof VERDICTS)[number];

/** How the declaration itself changed. */
export type Change = 'none' | 'added' | 'removed' | 'renamed' | 'retyped' | 'moved';

/** The worst of some verdicts; `same` for none. */
export function worst(verdicts: Iterable<Verdict>): Verdict {
  let index = 0;
  for (const verdict of verdicts) index = Math.max(index, VERDICTS.indexOf(verdict));
  return VERDICTS[index]!;
}
