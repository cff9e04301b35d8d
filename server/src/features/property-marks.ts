import { readMappers } from '@timeferry/analysis/generate/read-mappers';
import { hashOf, type PropertyResult, type PropertyResults } from '@timeferry/project/property-results';
import { type CodeLens, type Diagnostic, DiagnosticSeverity } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { lineAt } from '../named-place.ts';
import { toRange } from '../to-protocol.ts';
import { SOURCE } from './verdict-diagnostics.ts';

/** Above each mapper of a transfer module: what its last check on arbitrary values gave. */
export function propertyLenses(results: PropertyResults, file: string, text: string): CodeLens[] {
  const document = TextDocument.create(file, 'typescript', 0, text);
  const mappers = new Map(readMappers(text).map((mapper) => [mapper.target, mapper]));
  return resultsFor(results, file).flatMap((result) => {
    const mapper = mappers.get(result.target);
    if (mapper === undefined) return [];
    const at = document.positionAt(mapper.start);
    const title = isStale(result, text) ? `${said(result)} (before the last edit)` : said(result);
    return [{ range: { start: at, end: at }, command: { title, command: '' } }];
  });
}

/** The value that breaks a mapper, at its statement, while the module is as it was checked. */
export function propertyDiagnostics(results: PropertyResults, file: string, text: string): Diagnostic[] {
  return resultsFor(results, file).flatMap((result) => {
    const { counterexample: found } = result;
    if (found === null || isStale(result, text)) return [];
    const length = Math.max(1, lineAt(text, found.line).trimEnd().length - found.column + 1);
    return [
      {
        range: toRange({ file, line: found.line, column: found.column, length }),
        severity: DiagnosticSeverity.Error,
        source: SOURCE,
        code: 'property',
        message: `Not every value comes back by this mapper (${result.law}): ${found.message}\n${found.text}`,
      },
    ];
  });
}

function resultsFor({ mappers }: PropertyResults, file: string): readonly PropertyResult[] {
  return mappers.filter((each) => each.file === file && each.export !== null);
}

function said({ outcome, runs, law, counterexample, why }: PropertyResult): string {
  switch (outcome) {
    case 'holds':
      return `${runs} arbitrary values passed (${law})`;
    case 'broken':
      return `broken by a value: ${counterexample?.message ?? why ?? law}`;
    case 'unproved':
      return `unproved: ${why ?? 'no value was compared'}`;
  }
}

function isStale({ hash }: PropertyResult, text: string): boolean {
  return hash !== null && hash !== hashOf(text);
}
