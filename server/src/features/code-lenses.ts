import { readMappers } from '@timeferry/analysis/generate/read-mappers';
import type { Verdict } from '@timeferry/analysis/verdict';
import type { CodeLens, Range } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { countsOf, countsText } from '../counts.ts';
import { placeOfName } from '../named-place.ts';
import { shortName } from '../names.ts';
import type { Snapshot } from '../snapshot.ts';
import { toRange } from '../to-protocol.ts';

/** The counts above each changed type that a file of the future version declares. */
export function typeLenses(snapshot: Snapshot, file: string): CodeLens[] {
  return snapshot.diff.types.flatMap(({ future, fields }) => {
    const counts = countsOf(fields);
    if (future?.position.file !== file || counts.size === 0) return [];
    const name = shortName(future.name).replace(/<.*$/s, '');
    return [lens(toRange(placeOfName(snapshot.textOf(file), future.position, name)), countsText(counts))];
  });
}

/**
 * The counts of a transfer module: on its first line of all that its module of the future version declares, and above
 * each mapper of what it is for.
 */
export function transferLenses(snapshot: Snapshot, file: string, text: string): CodeLens[] {
  const document = TextDocument.create(file, 'typescript', 0, text);
  const mappers = readMappers(text);
  const stubs = mappers.reduce((sum, { forward, backward }) => sum + forward.stubs.length + backward.stubs.length, 0);
  const all = countsOf([...snapshot.diff.types, ...ownRoots(snapshot)].flatMap((piece) => piecesIn(piece, file)));
  const title = [countsText(all), stubs > 0 ? `${stubs} to write` : ''].filter((part) => part !== '').join('; ');
  const top: Range = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };
  return [
    ...(title === '' ? [] : [lens(top, title)]),
    ...mappers.flatMap(({ target, start }) => {
      const counts = countsOf(piecesOf(snapshot, target));
      const at = document.positionAt(start);
      return counts.size === 0 ? [] : [lens({ start: at, end: at }, `${shortName(target)}: ${countsText(counts)}`)];
    }),
  ];
}

type Judged = { readonly verdict: Verdict };

/** Roots, each with the verdict of its own: what it reaches is counted at its type. */
function ownRoots({ diff }: Snapshot) {
  return diff.roots.map((root) => ({ ...root, verdict: root.own }));
}

function piecesIn(
  piece: Snapshot['diff']['types'][number] | ReturnType<typeof ownRoots>[number],
  file: string,
): readonly Judged[] {
  if ((piece.future ?? piece.past)?.position.file !== file) return [];
  return 'fields' in piece ? piece.fields : [piece];
}

function piecesOf(snapshot: Snapshot, target: string): readonly Judged[] {
  const type = snapshot.diff.types.find(({ key }) => key === target);
  if (type) return type.fields;
  return ownRoots(snapshot).filter(({ future, past }) => (future ?? past)?.name === target);
}

/** A lens that only says something: it has no command behind it. */
function lens(range: Range, title: string): CodeLens {
  return { range, command: { title, command: '' } };
}
