import { oncePer } from '@timeferry/analysis/once-per';
import type { Position } from '@timeferry/analysis/position';
import type { FieldPair, Judgement, RootPair, StateDiff, TypePair } from '@timeferry/analysis/state-diff';
import type { ObjectType, StateField } from '@timeferry/analysis/state-model';
import type { Verdict } from '@timeferry/analysis/verdict';
import { HeldChanges } from './held-findings.ts';
import { type NamedPlace, placeOfName } from './named-place.ts';
import { simpleName } from './names.ts';

/** One thing that the diff says, and where in the future version it is shown. */
export interface Finding {
  /** `held`: what changed inside a dependency's objects, at the field or root that holds them. */
  readonly kind: 'root' | 'type' | 'field' | 'held';
  /** Key of the type, of the one that holds the field, of the dependency's one; the module of a root. */
  readonly owner: string;
  readonly judgement: Judgement;
  /** What marks and colours: of a root its own, since what it reaches is marked where it is declared. */
  readonly verdict: Verdict;
  readonly past: Declared | null;
  readonly future: Declared | null;
  /** The declaration in the future version; for what is gone, the name of the type or the top of the module that held it. */
  readonly shownAt: NamedPlace;
}

/** A declaration in one version. */
export interface Declared {
  readonly name: string;
  /** Null for a type. */
  readonly typeText: string | null;
  readonly place: NamedPlace;
}

/** Sources of both versions. */
export interface Texts {
  past(file: string): string;
  future(file: string): string;
}

/**
 * What differs, by the file that shows it, top down. A declaration that seems gone from a file that could not be read whole
 * may only be unreadable for the moment, so nothing is said of it.
 */
export function findingsOf(diff: StateDiff, texts: Texts): Map<string, Finding[]> {
  const files = new Map<string, Finding[]>();
  const broken = new Set(diff.future.problems.map(({ position }) => position?.file));
  const seen = new Set<string>();
  const candidates = [
    ...diff.types.flatMap((type) => inType(type, texts)),
    ...diff.roots.map((root) => ofRoot(root, texts)),
    ...ofHeld(diff, texts),
  ];
  for (const finding of candidates) {
    if (finding === null || (finding.future === null && broken.has(finding.shownAt.file))) continue;
    // A field that several types inherit is declared, and shown, once.
    const key = keyOf(finding);
    if (seen.has(key)) continue;
    seen.add(key);
    const file = finding.shownAt.file;
    const others = files.get(file);
    if (others) others.push(finding);
    else files.set(file, [finding]);
  }
  for (const findings of files.values()) {
    findings.sort((a, b) => a.shownAt.line - b.shownAt.line || a.shownAt.column - b.shownAt.column);
  }
  return files;
}

const keyOf = oncePer((finding: Finding): string =>
  JSON.stringify([finding.shownAt, finding.past?.place, finding.verdict, finding.judgement.reason]),
);

const known = new WeakMap<TypePair, readonly Finding[]>();

/** What differs in a type and its fields. What the diff has not judged again stands where it stood. */
function inType(type: TypePair, texts: Texts): readonly Finding[] {
  const before = known.get(type);
  if (before) return before;
  const found = [ofType(type, texts), ...type.fields.map((field) => ofField(type, field, texts))];
  const findings = found.filter((finding) => finding !== null);
  known.set(type, findings);
  return findings;
}

/** Whether there is anything to say; a `same` may carry a note about a changed initializer. */
export function isMarked(finding: Finding): boolean {
  return finding.verdict !== 'same';
}

function ofField(type: TypePair, field: FieldPair, texts: Texts): Finding | null {
  if (type.future === null || (field.verdict === 'same' && field.change === 'none')) return null;
  const future = field.future && declared(field.future, field.future.name, texts.future);
  // What a class of the program inherits from a dependency's is the program's state.
  const isOwn = future !== null && !isForeign(future.place.file);
  const shownAt = isOwn ? future.place : placeOf(type.future.position, simpleName(type.future.name), texts.future);
  if (isForeign(shownAt.file)) return null;
  return {
    kind: 'field',
    owner: type.key,
    judgement: field,
    verdict: field.verdict,
    past: field.past && declared(field.past, field.past.name, texts.past),
    future,
    shownAt,
  };
}

/** A type that was renamed, moved, or is declared in another way; its fields are findings of their own. */
function ofType({ key, past, future, own }: TypePair, texts: Texts): Finding | null {
  if (future === null || (own.verdict === 'same' && own.change === 'none')) return null;
  const declaration = (type: ObjectType, textOf: (file: string) => string) => ({
    name: type.name,
    typeText: null,
    place: placeOf(type.position, simpleName(type.name), textOf),
  });
  const shown = declaration(future, texts.future);
  if (isForeign(shown.place.file)) return null;
  return {
    kind: 'type',
    owner: key,
    judgement: own,
    verdict: own.verdict,
    past: past && declaration(past, texts.past),
    future: shown,
    shownAt: shown.place,
  };
}

function ofRoot(root: RootPair, texts: Texts): Finding | null {
  if (root.own === 'same' && root.change === 'none') return null;
  const future = root.future && declared(root.future, simpleName(root.future.name), texts.future);
  const past = root.past && declared(root.past, simpleName(root.past.name), texts.past);
  const shownAt = future?.place ?? topOf(past?.place.file, texts);
  if (shownAt === null || isForeign(shownAt.file)) return null;
  return { kind: 'root', owner: shownAt.file, judgement: root, verdict: root.own, past, future, shownAt };
}

/** The roots and fields of the program that hold a dependency's objects in which something changed. */
function ofHeld(diff: StateDiff, texts: Texts): Finding[] {
  const changes = new HeldChanges(diff, isForeign);
  if (changes.areNone) return [];
  const fields = diff.types.flatMap((type) => type.fields);
  const roots = diff.roots.map(({ past, future }) => ({ past, future }));
  return [...roots, ...fields].flatMap(({ past, future }) => {
    const held = past && future && !isForeign(future.position.file) ? changes.in(future.type) : null;
    if (!past || !future || held === null) return [];
    const place = declared(future, simpleName(future.name), texts.future);
    const { owner, judgement } = held;
    const before = declared(past, simpleName(past.name), texts.past);
    return [
      { kind: 'held', owner, judgement, verdict: judgement.verdict, past: before, future: place, shownAt: place.place },
    ];
  });
}

function declared(
  piece: Pick<StateField, 'name' | 'typeText' | 'position'> & { readonly optional?: boolean },
  name: string,
  textOf: (file: string) => string,
): Declared {
  return {
    name: piece.name,
    typeText: piece.optional ? `${piece.typeText} (optional)` : piece.typeText,
    place: placeOf(piece.position, name, textOf),
  };
}

function placeOf(position: Position, name: string, textOf: (file: string) => string): NamedPlace {
  return placeOfName(textOf(position.file), position, name);
}

/** The first line of the module that held it, if the future version still has that module. */
function topOf(file: string | undefined, texts: Texts): NamedPlace | null {
  if (file === undefined) return null;
  const text = texts.future(file);
  if (text === '') return null;
  return { file, line: 1, column: 1, length: Math.max(1, text.split(/\r?\n/, 1)[0]!.length) };
}

/** A declaration of a dependency or of another folder is not the author's to change. */
function isForeign(file: string): boolean {
  return file.startsWith('../') || /(^|\/)node_modules\//.test(file);
}
