import { explainCandidates } from '@timeferry/analysis/pair/explain-candidates';
import type { CandidateEvidence, Judgement, StateDiff } from '@timeferry/analysis/state-diff';
import type { Finding, Texts } from './findings.ts';

/** What speaks for the candidates of a finding, likeliest first; found when somebody asks, for it reads the code. */
export function evidenceFor({ judgement }: Finding, diff: StateDiff, texts: Texts): readonly CandidateEvidence[] {
  const of = (pairs: readonly Judgement[]) => pairs.includes(judgement);
  const asked = {
    ...diff,
    roots: of(diff.roots) ? diff.roots : [],
    types: diff.types.filter(({ fields }) => of(fields)),
  };
  const explained = explainCandidates(asked, texts);
  const find = (before: readonly Judgement[], after: readonly Judgement[]) =>
    after[before.indexOf(judgement)]?.evidence;
  const evidence = asked.roots.length > 0 ? find(asked.roots, explained.roots) : undefined;
  const ofField = asked.types.flatMap((type, index) => find(type.fields, explained.types[index]!.fields) ?? []);
  return (evidence ?? ofField).toSorted((a, b) => b.confidence - a.confidence);
}
