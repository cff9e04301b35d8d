import type { StaleRule } from '@timeferry/analysis/state-diff';
import { type Diagnostic, DiagnosticSeverity } from 'vscode-languageserver';
import type { Snapshot } from '../snapshot.ts';
import { toPosition } from '../to-protocol.ts';
import { SOURCE } from './verdict-diagnostics.ts';

/** What the author declared of the transfer in a file, and has no effect: doc tags, and rules of transfer modules. */
export function staleDiagnostics({ diff }: Snapshot, version: StaleRule['version'], file: string): Diagnostic[] {
  return (diff.stale ?? []).flatMap((rule) => {
    if (rule.version !== version || rule.position?.file !== file) return [];
    const start = toPosition(rule.position);
    const range = { start, end: { line: start.line, character: start.character + 1 } };
    return [{ range, severity: DiagnosticSeverity.Warning, source: SOURCE, code: 'stale', message: rule.message }];
  });
}
