import { type Diagnostic, type DiagnosticRelatedInformation, DiagnosticTag } from 'vscode-languageserver';
import { describeChange } from '../describe-change.ts';
import { type Finding, isMarked } from '../findings.ts';
import type { Snapshot } from '../snapshot.ts';
import { toLocation, toRange, toSeverity } from '../to-protocol.ts';

export const SOURCE = 'timeferry';

/** Marks on the changed state that a file of the future version declares; the code of each is its verdict. */
export function verdictDiagnostics(snapshot: Snapshot, file: string): Diagnostic[] {
  return (snapshot.findings.get(file) ?? []).filter(isMarked).map((finding) => toDiagnostic(snapshot, finding));
}

/** The mark of one finding that needs one. */
export function toDiagnostic(snapshot: Snapshot, finding: Finding): Diagnostic {
  return {
    range: toRange(finding.shownAt),
    severity: toSeverity(finding.verdict)!,
    source: SOURCE,
    code: finding.verdict,
    message: `${describeChange(finding)}. ${finding.judgement.reason}`,
    ...(finding.past && { relatedInformation: [pastDeclaration(snapshot, finding.past)] }),
    // Faded rather than underlined: what is gone has no text of its own.
    ...(finding.future === null && finding.verdict === 'auto' && { tags: [DiagnosticTag.Unnecessary] }),
  };
}

function pastDeclaration(
  { roots }: Snapshot,
  { name, typeText, place }: NonNullable<Finding['past']>,
): DiagnosticRelatedInformation {
  return {
    location: toLocation(roots.past, place),
    message: `In the past version: ${name}${typeText === null ? '' : `: ${typeText}`}`,
  };
}
