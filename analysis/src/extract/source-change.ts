import { ts } from 'ts-morph';
import type { Trace } from './memo.ts';
import { namesWritten, outlineOf } from './outline.ts';

/** Stand among the words of a trace for default imports, and before the name of a base. */
export const DEFAULTS = 'default imports';
export const BASE = 'base ';

interface Edit {
  readonly before: ts.SourceFile;
  readonly after: ts.SourceFile;
}

/**
 * Tells which traces an edit makes stale. Undefined where it may change anything: a file came or went, or the edited one
 * hands on or adds to what others declare.
 */
export function sourceChange(before: ts.Program, after: ts.Program): ((trace: Trace) => boolean) | undefined {
  // Nodes know what is around them once they are bound, which making the checker does.
  after.getTypeChecker();
  const edits = editsBetween(before, after);
  if (!edits || edits.some(reachesAll)) return undefined;
  const files = new Set(edits.map((edit) => edit.after.fileName));
  const surfaces = new Set(edits.filter(declaresOtherwise).map((edit) => edit.after.fileName));
  const seen = importersOf(after, surfaces);
  const callables = new Set(edits.flatMap(changedCallables));
  const isWritten = (word: string) => edits.some((edit) => writes(edit.before, word) || writes(edit.after, word));
  return (trace) =>
    some(trace.files, (file) => files.has(file)) ||
    some(trace.surfaces, (file) => surfaces.has(file)) ||
    some(trace.closures, (file) => seen.has(file)) ||
    some(trace.callables, (word) => callables.has(word)) ||
    some(trace.words, isWritten);
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
  return isPlain ? handedOn(before) !== handedOn(after) : declaresOtherwise({ before, after });
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

const declaresOtherwise = ({ before, after }: Edit): boolean => surfaceOf(before) !== surfaceOf(after);

/** The text of a file without the bodies of functions that declare what they return. */
function surfaceOf(file: ts.SourceFile): string {
  const parts: string[] = [];
  let from = 0;
  const visit = (node: ts.Node): void => {
    const { body, type } = node as { body?: ts.Node; type?: ts.Node };
    if (ts.isFunctionLike(node) && body && type) {
      parts.push(file.text.slice(from, body.pos));
      from = body.end;
    } else ts.forEachChild(node, visit);
  };
  visit(file);
  return [...parts, file.text.slice(from)].join('');
}

function changedCallables({ before, after }: Edit): string[] {
  const [old, now] = [outlineOf(before).callableWords, outlineOf(after).callableWords];
  return [...[...old].filter((word) => !now.has(word)), ...[...now].filter((word) => !old.has(word))];
}

function writes(file: ts.SourceFile, word: string): boolean {
  if (word.startsWith(BASE)) return outlineOf(file).baseWords.has(word.slice(BASE.length));
  return word === DEFAULTS ? outlineOf(file).defaultImports.length > 0 : namesWritten(file).has(word);
}

/** Files that import some files, through others too, and these themselves. */
function importersOf(program: ts.Program, files: ReadonlySet<string>): ReadonlySet<string> {
  if (files.size === 0) return files;
  const importers = new Map<string, string[]>();
  for (const file of program.getSourceFiles()) {
    for (const target of file.isDeclarationFile ? [] : importsOf(program, file)) {
      const known = importers.get(target);
      if (known) known.push(file.fileName);
      else importers.set(target, [file.fileName]);
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

function some<Item>(items: ReadonlySet<Item>, test: (item: Item) => boolean): boolean {
  for (const item of items) if (test(item)) return true;
  return false;
}
