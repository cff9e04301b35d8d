import { ts } from 'ts-morph';
import { hidesNames } from './fields.ts';
import type { Reading } from './reading.ts';

/**
 * The class of a dependency, this one or one that it extends, whose declaration shows no fields, or `#private` ones that are
 * not found in its JavaScript: what it keeps is known to its code only, as the listeners of an EventEmitter are. Nothing
 * is known either of a base whose type cannot be told.
 */
export function hiddenStateOf({ checker, program, shipped }: Reading, type: ts.Type): string | undefined {
  const seen = new Set<ts.Type>();
  for (let at: ts.Type | undefined = type; at && !seen.has(at); at = baseClass(at)) {
    seen.add(at);
    const symbol = at.getSymbol();
    const unknown = unknownBase(checker, symbol);
    if (unknown) return unknown;
    const declaration = symbol?.declarations?.find(ts.isClassLike);
    if (!symbol || !declaration) return undefined;
    const file = declaration.getSourceFile();
    const isForeign = file.isDeclarationFile && !program.isSourceFileDefaultLibrary(file);
    const isShown = checker.getPropertiesOfType(at).some((property) => property.flags & ts.SymbolFlags.Property);
    const isUnread = declaration.members.some(hidesNames) && !shipped.of(declaration);
    if (isForeign && (isUnread || (!extendsClass(declaration) && !isShown))) return symbol.name;
  }
  return undefined;
}

/** What a class or interface extends that has no known type: a package that is not installed, or tells no types. */
function unknownBase(checker: ts.TypeChecker, symbol: ts.Symbol | undefined): string | undefined {
  for (const declaration of symbol?.declarations ?? []) {
    if (!ts.isClassLike(declaration) && !ts.isInterfaceDeclaration(declaration)) continue;
    const clauses = declaration.heritageClauses?.filter(({ token }) => token === ts.SyntaxKind.ExtendsKeyword) ?? [];
    for (const base of clauses.flatMap((clause) => [...clause.types])) {
      if (checker.getTypeAtLocation(base).flags & ts.TypeFlags.Any) return base.expression.getText();
    }
  }
  return undefined;
}

function baseClass(type: ts.Type): ts.Type | undefined {
  const target = (type as ts.TypeReference).target ?? type;
  return target.isClassOrInterface() ? target.getBaseTypes()?.[0] : undefined;
}

const extendsClass = (node: ts.ClassLikeDeclaration): boolean =>
  node.heritageClauses?.some((clause) => clause.token === ts.SyntaxKind.ExtendsKeyword) ?? false;
