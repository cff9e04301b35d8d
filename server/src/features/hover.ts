import type { Hover } from 'vscode-languageserver';
import { MarkupKind } from 'vscode-languageserver';
import { countsOf, countsText } from '../counts.ts';
import { describeChange } from '../describe-change.ts';
import type { Finding } from '../findings.ts';
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

/** The past declaration and the reason for the verdict, for what changed at a position. `pastText` reads the past version. */
export function hover(snapshot: Snapshot, at: FilePosition, pastText: (file: string) => string): Hover | null {
  const found = (snapshot.findings.get(at.file) ?? []).filter(({ shownAt }) => covers(shownAt, at));
  if (found.length === 0) return null;
  const parts = found.map((finding) => describe(finding, pastText));
  return {
    contents: { kind: MarkupKind.Markdown, value: [...typeHeading(snapshot, at), ...parts].join('\n\n---\n\n') },
    range: toRange(found[0]!.shownAt),
  };
}

function describe(finding: Finding, pastText: (file: string) => string): string {
  const { judgement, past } = finding;
  const lines = [
    `**${finding.verdict}** \u2014 ${escapeMarkdown(describeChange(finding))}`,
    escapeMarkdown(judgement.reason),
  ];
  if (past !== null) {
    const declaration = lineAt(pastText(past.place.file), past.place.line).trim();
    lines.push(`Past declaration (\`${past.place.file}:${past.place.line}\`):`, fenced(declaration));
  }
  if (judgement.candidates?.length) {
    lines.push(`Candidates: ${judgement.candidates.map((candidate) => `\`${shortName(candidate)}\``).join(', ')}`);
  }
  return lines.join('\n\n');
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
