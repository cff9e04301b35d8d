import { ts } from 'ts-morph';
import { VersionError } from '../compiler-settings.ts';
import type { Reading } from './reading.ts';
import { walk } from './walk.ts';

/** The version's own files that some entries (relative to the root) load, themselves included. */
export function reachableFiles(reading: Reading, entries: readonly string[]): readonly ts.SourceFile[] {
  const own = new Set(reading.files);
  const waiting = entries.flatMap((entry) => {
    const path = entry.startsWith('/') ? entry : `${reading.root}/${entry.replace(/^\.\//, '')}`;
    const found = reading.files.filter((file) => file.fileName === path);
    if (found.length === 0) throw new VersionError(`The entry ${entry} is no source file of ${reading.root}.`);
    return found;
  });
  const reached = new Set<ts.SourceFile>();
  for (let file = waiting.pop(); file; file = waiting.pop()) {
    if (reached.has(file)) continue;
    reached.add(file);
    for (const target of importsOf(reading, file)) if (own.has(target)) waiting.push(target);
  }
  return reading.files.filter((file) => reached.has(file));
}

function importsOf(reading: Reading, file: ts.SourceFile): ts.SourceFile[] {
  const targets: ts.SourceFile[] = [];
  walk(file, (node) => {
    if (ts.isStringLiteralLike(node) && isSpecifier(node)) {
      const symbol = reading.checker.getSymbolAtLocation(node);
      const target = symbol?.declarations?.find(ts.isSourceFile);
      if (target) targets.push(target);
    }
    return true;
  });
  return targets;
}

function isSpecifier(node: ts.StringLiteralLike): boolean {
  const { parent } = node;
  if (ts.isImportDeclaration(parent)) return !parent.importClause?.isTypeOnly;
  if (ts.isExportDeclaration(parent)) return !parent.isTypeOnly;
  if (ts.isExternalModuleReference(parent)) return true;
  if (!ts.isCallExpression(parent)) return false;
  const { expression } = parent;
  return (
    expression.kind === ts.SyntaxKind.ImportKeyword || (ts.isIdentifier(expression) && expression.text === 'require')
  );
}
