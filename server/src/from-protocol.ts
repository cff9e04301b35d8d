import { fileURLToPath } from 'node:url';
import type { Position as AnalysisPosition } from '@timeferry/analysis/position';
import type { Position } from 'vscode-languageserver';
import { realPath } from './real-path.ts';

/** Analysis counts from 1. */
export function fromPosition(position: Position): Pick<AnalysisPosition, 'line' | 'column'> {
  return { line: position.line + 1, column: position.character + 1 };
}

/** The absolute path behind a document, links resolved; null where the document is no file. */
export function fromUri(uri: string): string | null {
  if (!uri.startsWith('file:')) return null;
  try {
    return realPath(fileURLToPath(uri));
  } catch {
    return null;
  }
}
