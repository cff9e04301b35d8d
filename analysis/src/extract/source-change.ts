import { ts } from 'ts-morph';
import type { Sources } from './memo.ts';
import { namesWritten, outlineOf } from './outline.ts';
import { changedParts, declaresOtherwise } from './surface.ts';

/** Stand among the words of a trace for default imports, for calls of what has no name, and before the name of a base. */
export const DEFAULTS = 'default imports';
export const UNNAMED = 'unnamed calls';
export const BASE = 'base ';

interface Edit {
  readonly before: ts.SourceFile;
  readonly after: ts.SourceFile;
}

/**
 * Tells what an edit touches. Undefined where it may change anything: a file came or went, or the edited one
 * hands on or adds to what others declare.
 */
export function sourceChange(
  before: ts.Program,
  after: ts.Program,
): Readonly<Record<keyof Sources, ReadonlySet<string>>> | undefined {
  // Nodes know what is around them once they are bound, which making the checker does.
  after.getTypeChecker();
  const edits = editsBetween(before, after);
  if (!edits || edits.some(reachesAll)) return undefined;
  const files = new Set(edits.map((edit) => edit.after.fileName));
  const parts = new Set(edits.flatMap((edit) => changedParts(edit.before, edit.after)));
  const declaring = edits
    .filter((edit) => declaresOtherwise(edit.before, edit.after))
    .map((edit) => edit.after.fileName);
  const imports = importsAfter(before, after, edits);
  const seen = importersOf(imports, new Set(declaring));
  const callables = new Set(edits.flatMap(changedCallables));
  const words = new Set(edits.flatMap((edit) => [...wordsOf(edit.before), ...wordsOf(edit.after)]));
  return { files, parts, closures: seen, words, callables };
}

function editsBetween(before: ts.Program, after: ts.Program): Edit[] | undefined {
  const old = before.getSourceFiles();
  const files = after.getSourceFiles();
  if (old.length !== files.length) return undefined;
  const edits: Edit[] = [];
  for (const [index, file] of files.entries()) {
    const known = old[index]!;
    if (known.fileName !== file.fileName) return undefined;
    if (known !== file) edits.push({ before: known, after: file });
  }
  return edits;
}

/** Declarations of JavaScript, of scripts and of augmentations are seen everywhere, and exports may be those of others. */
function reachesAll({ before, after }: Edit): boolean {
  if (after.isDeclarationFile || /\.[cm]?jsx?$/.test(after.fileName)) return true;
  const isPlain = [before, after].every((file) => ts.isExternalModule(file) && !file.statements.some(isAugmentation));
  return isPlain ? handedOn(before) !== handedOn(after) : declaresOtherwise(before, after);
}

const isAugmentation = (node: ts.Statement): boolean =>
  ts.isModuleDeclaration(node) &&
  (ts.isStringLiteral(node.name) || (node.flags & ts.NodeFlags.GlobalAugmentation) !== 0);

/** What a module exports of others. */
function handedOn(file: ts.SourceFile): string {
  const exports = file.statements.filter(ts.isExportDeclaration);
  const imports = exports.some((each) => !each.moduleSpecifier) ? file.statements.filter(ts.isImportDeclaration) : [];
  return [...exports, ...imports].map((each) => each.getText(file)).join('\n');
}

function changedCallables({ before, after }: Edit): string[] {
  const [old, now] = [outlineOf(before).callableWords, outlineOf(after).callableWords];
  return [...[...old].filter((word) => !now.has(word)), ...[...now].filter((word) => !old.has(word))];
}

/** What a trace may say of the words that a file writes. */
function wordsOf(file: ts.SourceFile): string[] {
  const { baseWords, defaultImports, unnamedCalls } = outlineOf(file);
  return [
    ...namesWritten(file).keys(),
    ...[...baseWords].map((word) => BASE + word),
    ...(defaultImports.length > 0 ? [DEFAULTS] : []),
    ...(unnamedCalls.length > 0 ? [UNNAMED] : []),
  ];
}

type Imports = ReadonlyMap<string, readonly string[]>;

/** By program: the names of the files that each of its files imports. */
const importsIn = new WeakMap<ts.Program, Imports>();

/** Programs that have the same files find the same by the same imports. */
function importsAfter(before: ts.Program, after: ts.Program, edits: readonly Edit[]): Imports {
  const known = importsIn.get(before);
  const files = known ? edits.map((edit) => edit.after) : after.getSourceFiles();
  const read = files.map((file) => [file.fileName, file.isDeclarationFile ? [] : importsOf(after, file)] as const);
  const imports = new Map([...(known ?? []), ...read]);
  importsIn.set(after, imports);
  return imports;
}

/** Files that import some files, through others too, and these themselves. */
function importersOf(imports: Imports, files: ReadonlySet<string>): ReadonlySet<string> {
  if (files.size === 0) return files;
  const importers = new Map<string, string[]>();
  for (const [file, targets] of imports) {
    for (const target of targets) {
      const known = importers.get(target);
      if (known) known.push(file);
      else importers.set(target, [file]);
    }
  }
  const found = new Set(files);
  for (const file of found) for (const importer of importers.get(file) ?? []) found.add(importer);
  return found;
}

function importsOf(program: ts.Program, file: ts.SourceFile): readonly string[] {
  const { imports } = file as ts.SourceFile & { readonly imports: readonly ts.StringLiteralLike[] };
  return imports.flatMap((specifier) => {
    const resolved = (program as ModuleResolver).getResolvedModuleFromModuleSpecifier(specifier, file);
    return resolved?.resolvedModule?.resolvedFileName ?? [];
  });
}

/** The compiler's own, without a public declaration. */
interface ModuleResolver extends ts.Program {
  getResolvedModuleFromModuleSpecifier(
    specifier: ts.StringLiteralLike,
    file: ts.SourceFile,
  ): ts.ResolvedModuleWithFailedLookupLocations | undefined;
}
