import type { StateModel } from '@timeferry/analysis/state-model';
import { type Diagnostic, DiagnosticSeverity } from 'vscode-languageserver';
import type { Snapshot } from '../snapshot.ts';
import { toPosition } from '../to-protocol.ts';
import { SOURCE } from './verdict-diagnostics.ts';

type Problem = StateModel['problems'][number];

/** What could not be read in a file, of either version; what could be is compared all the same. */
export function problemDiagnostics({ diff }: Snapshot, file: string): Diagnostic[] {
  const here = ({ position }: Problem) => position?.file === file;
  const future = diff.future.problems.filter(here).map(({ message, position }) => {
    const start = toPosition(position!);
    return unread(`The state declared around here may be missing from the comparison: ${message}`, start);
  });
  const past = diff.past.problems.filter(here).map(({ message, position }) => {
    const what = `The past version of this file cannot be read whole (line ${position!.line}: ${message})`;
    return unread(`${what}; state that it declares may be missing from the comparison.`);
  });
  return [...future, ...past];
}

/** What could not be read and stands in no source, such as a part of a configuration. */
export function settingsDiagnostics({ diff }: Snapshot): Diagnostic[] {
  return (['past', 'future'] as const).flatMap((version) =>
    diff[version].problems
      .filter(({ position }) => position === undefined)
      .map(({ message }) => unread(`In the ${version} version: ${message}`)),
  );
}

function unread(message: string, start = { line: 0, character: 0 }): Diagnostic {
  const range = { start, end: { line: start.line, character: start.character + 1 } };
  return { range, severity: DiagnosticSeverity.Information, source: SOURCE, code: 'unread', message };
}
