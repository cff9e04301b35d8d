import { type CodeAction, CodeActionKind, type WorkspaceEdit } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { docTagInsertion } from '../declaration-syntax.ts';
import { type Finding, shortName } from '../findings.ts';
import type { Snapshot } from '../snapshot.ts';
import { toUri } from '../to-protocol.ts';
import { toDiagnostic } from './verdict-diagnostics.ts';

/** A declaration of the future version, and the past name that its doc comment is to give it. */
interface Rename {
  readonly from: string;
  readonly to: string;
  readonly at: { readonly file: string; readonly line: number; readonly column: number };
}

/** For an undecided pair, one action per candidate that writes the tag into the doc comment of the future declaration. */
export function renameActions(snapshot: Snapshot, finding: Finding): CodeAction[] {
  return renamesOf(snapshot, finding).flatMap((rename) => {
    const edit = tagEdit(snapshot, rename);
    if (edit === null) return [];
    return [
      {
        title: `Declare that ${shortName(rename.to)} was ${shortName(rename.from)} before`,
        kind: CodeActionKind.QuickFix,
        diagnostics: [toDiagnostic(snapshot, finding)],
        edit,
      },
    ];
  });
}

/** The candidates of what was added are past names; those of what is gone, future names. */
function renamesOf(snapshot: Snapshot, { kind, owner, judgement, past, future }: Finding): Rename[] {
  const candidates = judgement.verdict === 'choose' ? (judgement.candidates ?? []) : [];
  if (future !== null && past === null) {
    return candidates.map((from) => ({ from, to: future.name, at: future.place }));
  }
  if (past === null || future !== null || kind === 'type') return [];
  return candidates.flatMap((to) => {
    const at = kind === 'root' ? rootPosition(snapshot, to) : fieldPosition(snapshot, owner, to);
    return at ? [{ from: past.name, to, at }] : [];
  });
}

function fieldPosition({ diff }: Snapshot, type: string, field: string) {
  return diff.types.find(({ key }) => key === type)?.future?.fields.find(({ name }) => name === field)?.position;
}

function rootPosition({ diff }: Snapshot, root: string) {
  return diff.future.roots.find(({ name }) => name === root)?.position;
}

function tagEdit(snapshot: Snapshot, { from, to, at }: Rename): WorkspaceEdit | null {
  const text = snapshot.textOf(at.file);
  const insertion = docTagInsertion(at.file, text, at, tagOf(from, to));
  if (insertion === null) return null;
  const position = TextDocument.create(at.file, '', 0, text).positionAt(insertion.offset);
  return {
    changes: {
      [toUri(snapshot.roots.future, at.file)]: [{ range: { start: position, end: position }, newText: insertion.text }],
    },
  };
}

/** A root of another module is named with that module; a field, or a root of the same module, by its own name. */
function tagOf(from: string, to: string): string {
  const moduleOf = (name: string) => name.slice(0, Math.max(0, name.indexOf('#')));
  return moduleOf(from) === moduleOf(to) ? `@renamedFrom ${shortName(from)}` : `@movedFrom ${from}`;
}
