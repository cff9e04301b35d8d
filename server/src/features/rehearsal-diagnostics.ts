import { pathToFileURL } from 'node:url';
import { type Diagnostic, DiagnosticSeverity } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { CodePlace, RehearsalFinding } from '../rehearsal-findings.ts';
import { SOURCE } from './verdict-diagnostics.ts';

const ROLES = {
  field: 'The field',
  mapper: 'Where its mapper fills it',
  counterpart: 'Where its mapper fills it in the other direction',
  failure: 'Where it failed',
} as const;

/** What the last rehearsal found in each file, by absolute path; each finding at the field and at its mapper. */
export function rehearsalDiagnostics(
  findings: readonly RehearsalFinding[],
  textOf: (file: string) => string,
): Map<string, Diagnostic[]> {
  const documents = new Map<string, TextDocument>();
  const rangeOf = ({ file, mark }: CodePlace) => {
    const document = documents.get(file) ?? TextDocument.create(file, '', 0, textOf(file));
    documents.set(file, document);
    return { start: document.positionAt(mark.start), end: document.positionAt(mark.end) };
  };
  const files = new Map<string, Diagnostic[]>();
  for (const finding of findings) {
    for (const place of finding.places.filter(({ role }) => role !== 'counterpart')) {
      const others = finding.places.filter((other) => other !== place);
      const diagnostic: Diagnostic = {
        range: rangeOf(place),
        severity: DiagnosticSeverity.Error,
        source: SOURCE,
        code: finding.code,
        message: finding.message,
        relatedInformation: others.map((other) => ({
          location: { uri: pathToFileURL(other.file).href, range: rangeOf(other) },
          message: ROLES[other.role],
        })),
      };
      files.set(place.file, [...(files.get(place.file) ?? []), diagnostic]);
    }
  }
  return files;
}
