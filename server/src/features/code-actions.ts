import { type CodeAction, CodeActionKind, type Diagnostic, type Range } from 'vscode-languageserver';
import { type Finding, isMarked } from '../findings.ts';
import { fromPosition } from '../from-protocol.ts';
import { GENERATE_COMMAND, type GenerateRequest } from '../generate-request.ts';
import { shortName } from '../names.ts';
import type { Snapshot } from '../snapshot.ts';
import { renameActions } from './declare-rename.ts';
import { toDiagnostic } from './verdict-diagnostics.ts';

/** What can be done about the changed state in a range: declare a rename, generate the transfer for it. */
export function codeActions(snapshot: Snapshot, uri: string, file: string, range: Range): CodeAction[] {
  const first = fromPosition(range.start);
  const last = fromPosition(range.end);
  const marked = (snapshot.findings.get(file) ?? [])
    .filter(isMarked)
    .filter(
      ({ shownAt: { line, column, length } }) =>
        (line > first.line || (line === first.line && column + length >= first.column)) &&
        (line < last.line || (line === last.line && column <= last.column)),
    );
  if (marked.length === 0) return [];
  return [
    ...marked.flatMap((finding) => renameActions(snapshot, finding)),
    ...distinct(marked.flatMap((finding) => scopesOf(snapshot, finding, uri))),
    generate('Generate the transfer of everything', { uri }),
  ];
}

function scopesOf(snapshot: Snapshot, finding: Finding, uri: string): CodeAction[] {
  const name = (finding.future ?? finding.past)!.name;
  const diagnostics = [toDiagnostic(snapshot, finding)];
  if (finding.kind === 'root')
    return [generate(`Generate the transfer of ${shortName(name)}`, { uri, scope: { root: name } }, diagnostics)];
  const type = finding.owner;
  const whole = generate(`Generate the transfer of ${shortName(type)}`, { uri, scope: { type } }, diagnostics);
  if (finding.kind === 'type' || finding.kind === 'held') return [whole];
  const field = generate(
    `Generate the transfer of ${shortName(type)}.${name}`,
    { uri, scope: { type, field: name } },
    diagnostics,
  );
  return [field, whole];
}

function generate(title: string, request: GenerateRequest, diagnostics?: Diagnostic[]): CodeAction {
  return {
    title,
    kind: CodeActionKind.QuickFix,
    ...(diagnostics && { diagnostics }),
    command: { title, command: GENERATE_COMMAND, arguments: [request] },
  };
}

/** Several findings of one type offer that type once. */
function distinct(actions: readonly CodeAction[]): CodeAction[] {
  return [...new Map(actions.map((action) => [action.title, action])).values()];
}
