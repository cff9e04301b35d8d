import { generateTransfer } from '@timeferry/analysis/generate/generate-transfer';
import type { StateDiff } from '@timeferry/analysis/state-diff';
import { pastPlace } from '@timeferry/project/past-place';
import type { TextDocumentEdit, TextEdit, WorkspaceEdit } from 'vscode-languageserver';
import { CreateFile } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { GenerateScope } from '../generate-request.ts';
import type { Snapshot } from '../snapshot.ts';
import { changeBetween } from '../text-change.ts';
import { toUri } from '../to-protocol.ts';

/**
 * The edit that writes the transfer modules for `scope`, or for everything; what stands in `existing` (by path relative to
 * the transfer folder) is kept. Gives the changed files too, modules first.
 */
export function generateEdit(
  { diff, roots }: Snapshot,
  existing: ReadonlyMap<string, string>,
  scope: GenerateScope | undefined,
): { readonly edit: WorkspaceEdit; readonly changed: readonly string[] } {
  const slashes = (path: string) => path.replaceAll('\\', '/');
  const { files } = generateTransfer({
    diff: narrowed(diff, scope),
    existing,
    pastRoot: slashes(pastPlace(roots.past, roots.transfer)),
    futureRoot: slashes(roots.future),
    out: slashes(roots.transfer),
  });
  const changed = [...files].filter(([file, text]) => existing.get(file) !== text);
  const documentChanges = changed.flatMap(([file, text]) =>
    toChanges(toUri(roots.transfer, file), existing.get(file), text),
  );
  return { edit: { documentChanges }, changed: changed.map(([file]) => file).sort((a, b) => rank(a) - rank(b)) };
}

/** The part of a diff that `scope` asks for; the models stay whole, since the modules name their types. */
function narrowed(diff: StateDiff, scope: GenerateScope | undefined): StateDiff {
  if (scope === undefined) return diff;
  if ('root' in scope) {
    return {
      ...diff,
      types: [],
      roots: diff.roots.filter(({ past, future }) => (future ?? past)?.name === scope.root),
    };
  }
  const types = diff.types.filter(({ key }) => key === scope.type);
  if (scope.field === undefined) return { ...diff, roots: [], types };
  const only = types.map((type) => ({
    ...type,
    fields: type.fields.filter(({ past, future }) => (future ?? past)?.name === scope.field),
  }));
  return { ...diff, roots: [], types: only };
}

function toChanges(uri: string, before: string | undefined, after: string): (CreateFile | TextDocumentEdit)[] {
  const create = before === undefined ? [CreateFile.create(uri, { ignoreIfExists: true })] : [];
  return [...create, { textDocument: { uri, version: null }, edits: toEdits(before ?? '', after) }];
}

function toEdits(before: string, after: string): TextEdit[] {
  const change = changeBetween(before, after);
  if (change === null) return [];
  const document = TextDocument.create('', '', 0, before);
  const range = { start: document.positionAt(change.start), end: document.positionAt(change.end) };
  return [{ range, newText: after.slice(change.start, change.start + change.length) }];
}

/** The modules are what the author looks at. */
function rank(file: string): number {
  return file === 'ferry.ts' || file === 'tsconfig.json' ? 1 : 0;
}
