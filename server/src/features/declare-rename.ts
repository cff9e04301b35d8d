import { type CodeAction, CodeActionKind, type WorkspaceEdit } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { docTagInsertion } from '../declaration-syntax.ts';
import type { Finding } from '../findings.ts';
import { shortName } from '../names.ts';
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
        title: `Declare that ${shortName(rename.to)} was ${nameSeenFrom(rename)} before`,
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
    // A candidate that was nested in another object is no rename, and is left to a mapper.
    const known = candidates.filter((from) => kind !== 'field' || hadField(snapshot, owner, from));
    return known.map((from) => ({ from, to: future.name, at: future.place }));
  }
  if (past === null || future !== null || kind === 'type') return [];
  return candidates.flatMap((to) => {
    const at = kind === 'root' ? rootPosition(snapshot, to) : fieldPosition(snapshot, owner, to);
    return at ? [{ from: past.name, to, at }] : [];
  });
}

function hadField({ diff }: Snapshot, type: string, field: string): boolean {
  return diff.types.find(({ key }) => key === type)?.past?.fields.some(({ name }) => name === field) === true;
}

function fieldPosition({ diff }: Snapshot, type: string, field: string) {
  return diff.types.find(({ key }) => key === type)?.future?.fields.find(({ name }) => name === field)?.position;
}

function rootPosition({ diff }: Snapshot, root: string) {
  return diff.future.roots.find(({ name }) => name === root)?.position;
}

function tagEdit(snapshot: Snapshot, rename: Rename): WorkspaceEdit | null {
  const { at } = rename;
  const text = snapshot.textOf(at.file);
  const insertion = docTagInsertion(at.file, text, at, tagOf(rename));
  if (insertion === null) return null;
  const position = TextDocument.create(at.file, '', 0, text).positionAt(insertion.offset);
  return {
    changes: {
      [toUri(snapshot.roots.future, at.file)]: [{ range: { start: position, end: position }, newText: insertion.text }],
    },
  };
}

function tagOf(rename: Rename): string {
  return `${isMove(rename) ? '@movedFrom' : '@renamedFrom'} ${nameSeenFrom(rename)}`;
}

/** A root of another module is named with that module; a field, or a root of the same module, by its own name. */
function nameSeenFrom(rename: Rename): string {
  return isMove(rename) ? rename.from : shortName(rename.from);
}

function isMove({ from, to }: Rename): boolean {
  const moduleOf = (name: string) => name.slice(0, Math.max(0, name.indexOf('#')));
  return moduleOf(from) !== moduleOf(to);
}
