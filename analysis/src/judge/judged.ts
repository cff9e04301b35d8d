import type { Conversion } from '../conversion.ts';
import type { Verdict } from '../verdict.ts';

/** What a rule says of a pair of types. */
export interface Judged {
  readonly verdict: Verdict;
  /** One sentence for people: why, and what to do about it. */
  readonly reason: string;
  readonly conversion: Conversion | null;
  readonly candidates?: readonly string[];
}

export const manual = (reason: string): Judged => ({ verdict: 'manual', reason, conversion: null });
export const refused = (reason: string): Judged => ({ verdict: 'refused', reason, conversion: null });
export const choose = (reason: string, candidates: readonly string[]): Judged => ({
  verdict: 'choose',
  reason,
  candidates,
  conversion: null,
});
