import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Verdict } from '@timeferry/analysis/verdict';
import { DiagnosticSeverity, type Location, type Position, type Range } from 'vscode-languageserver';
import type { NamedPlace } from './named-place.ts';

/** The protocol counts from 0, in UTF-16 code units as analysis does. */
export function toPosition(place: { readonly line: number; readonly column: number }): Position {
  return { line: place.line - 1, character: place.column - 1 };
}

export function toRange(place: NamedPlace): Range {
  const start = toPosition(place);
  return { start, end: { line: start.line, character: start.character + place.length } };
}

export function toLocation(root: string, place: NamedPlace): Location {
  return { uri: toUri(root, place.file), range: toRange(place) };
}

/** `file` is relative to the root, with `/`. */
export function toUri(root: string, file: string): string {
  return pathToFileURL(join(root, file)).href;
}

/** Null for what needs no mark. */
export function toSeverity(verdict: Verdict): DiagnosticSeverity | null {
  switch (verdict) {
    case 'same':
      return null;
    case 'auto':
      return DiagnosticSeverity.Hint;
    case 'lossy':
      return DiagnosticSeverity.Information;
    case 'choose':
    case 'manual':
      return DiagnosticSeverity.Warning;
    case 'refused':
      return DiagnosticSeverity.Error;
  }
}
