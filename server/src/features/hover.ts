import type { CandidateEvidence } from '@timeferry/analysis/state-diff';
import type { Hover } from 'vscode-languageserver';
import { MarkupKind } from 'vscode-languageserver';
import { evidenceFor } from '../candidate-evidence.ts';
import { countsOf, countsText } from '../counts.ts';
import { describeChange } from '../describe-change.ts';
import type { Finding, Texts } from '../findings.ts';
import { covers, lineAt } from '../named-place.ts';
import { shortName } from '../names.ts';
import type { Snapshot } from '../snapshot.ts';
import { toRange } from '../to-protocol.ts';

/** Where in a file, line and column from 1. */
export interface FilePosition {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** The past declaration and the reason for the verdict, for what changed at a position. `texts` reads both versions. */
export function hover(snapshot: Snapshot, at: FilePosition, texts: Texts): Hover | null {
  const found = (snapshot.findings.get(at.file) ?? []).filter(({ shownAt }) => covers(shownAt, at));
  if (found.length === 0) return null;
  const parts = found.map((finding) => describe(finding, snapshot, texts));
  return {
    contents: { kind: MarkupKind.Markdown, value: [...typeHeading(snapshot, at), ...parts].join('\n\n---\n\n') },
    range: toRange(found[0]!.shownAt),
  };
}

function describe(finding: Finding, { diff }: Snapshot, texts: Texts): string {
  const { judgement, past } = finding;
  const lines = [
    `**${finding.verdict}** \u2014 ${escapeMarkdown(describeChange(finding))}`,
    escapeMarkdown(judgement.reason),
  ];
  if (past !== null) {
    const declaration = lineAt(texts.past(past.place.file), past.place.line).trim();
    lines.push(`Past declaration (\`${past.place.file}:${past.place.line}\`):`, fenced(declaration));
  }
  if (judgement.candidates?.length) {
    const evidence = evidenceFor(finding, diff, texts);
    const shown = evidence.length > 0 ? evidence.map(describeEvidence) : judgement.candidates.map(nameOf);
    lines.push(`Candidates: ${shown.join(', ')}`);
  }
  return lines.join('\n\n');
}

const nameOf = (candidate: string): string => `\`${shortName(candidate)}\``;

/** How likely a candidate is, and why. */
function describeEvidence({ name, confidence, because }: CandidateEvidence): string {
  const signs = because.length > 0 ? `: ${escapeMarkdown(because.join(', '))}` : '';
  return `${nameOf(name)} (${Math.round(confidence * 100)} %${signs})`;
}

/** A type's name sums its fields up. */
function typeHeading(snapshot: Snapshot, at: FilePosition): string[] {
  const type = snapshot.diff.types.find(
    ({ future }) => future?.position.file === at.file && future.position.line === at.line,
  );
  const counts = type && countsOf(type.fields);
  return type && counts && counts.size > 0 ? [`**${escapeMarkdown(shortName(type.key))}**: ${countsText(counts)}`] : [];
}

function fenced(code: string): string {
  return `\`\`\`typescript\n${code}\n\`\`\``;
}

function escapeMarkdown(text: string): string {
  return text.replace(/[\\`*_{}[\]<>#|]/g, '\\$&');
}
