import { ts } from 'ts-morph';
import type { StateModel } from '../state-model.ts';
import { moduleName, positionOf, type Reading } from './reading.ts';
import { someBelow } from './walk.ts';

/** So many packages are named; the rest is counted. */
const NAMED = 8;

/** The compiler's own knowledge of where an import leads; it has no public declaration. */
interface Resolving {
  getResolvedModuleFromModuleSpecifier(
    specifier: ts.StringLiteralLike,
    file: ts.SourceFile,
  ): { readonly resolvedModule?: ts.ResolvedModuleFull } | undefined;
}

/**
 * What the sources import and the program does not find: the packages in one sentence, since installing them mends all,
 * each missing file of the program's own where it is imported.
 */
export function missingImports(reading: Reading, files: readonly ts.SourceFile[]): StateModel['problems'] {
  const packages = new Set<string>();
  const missing = files.flatMap((file) => {
    const { imports } = file as ts.SourceFile & { readonly imports?: readonly ts.StringLiteralLike[] };
    return (imports ?? []).flatMap((specifier) => {
      // What is imported for its effects alone may be no module at all: a style sheet.
      const isForEffects = ts.isImportDeclaration(specifier.parent) && !specifier.parent.importClause;
      if (specifier.pos < 0 || isForEffects || isFound(reading, specifier)) return [];
      if (!specifier.text.startsWith('.')) {
        packages.add(packageName(specifier.text));
        return [];
      }
      const message = `There is no module ${specifier.text} beside ${moduleName(reading, file)}; what is imported from it has no known type.`;
      return [{ message, position: positionOf(reading, specifier) }];
    });
  });
  if (packages.size === 0) return missing;
  const names = [...packages].toSorted();
  const more = names.length > NAMED ? ` and ${names.length - NAMED} more` : '';
  const message = `The types of ${names.slice(0, NAMED).join(', ')}${more} are not installed; run npm install in ${reading.root}.`;
  return [{ message }, ...missing];
}

/** Whether what a declaration says leads to a package that is installed, but tells no types. */
export function comesFromUntypedPackage(reading: Reading, declaration: ts.Node): boolean {
  return someBelow(
    declaration,
    (node) =>
      (ts.isIdentifier(node) && isFromUntyped(reading, node)) || (ts.isStringLiteral(node) && isUntyped(reading, node)),
  );
}

function isFromUntyped(reading: Reading, name: ts.Identifier): boolean {
  const symbol = reading.checker.getSymbolAtLocation(name);
  if (!symbol || !(symbol.flags & ts.SymbolFlags.Alias)) return false;
  return (symbol.declarations ?? []).some((declaration) => {
    const statement = ts.findAncestor(declaration, (at) => ts.isImportDeclaration(at) || ts.isExportDeclaration(at));
    const specifier = statement && (statement as ts.ImportDeclaration | ts.ExportDeclaration).moduleSpecifier;
    return specifier !== undefined && ts.isStringLiteral(specifier) && isUntyped(reading, specifier);
  });
}

function isUntyped(reading: Reading, specifier: ts.StringLiteralLike): boolean {
  const extension = resolvedModule(reading, specifier)?.extension;
  return extension !== undefined && /^\.[cm]?jsx?$/.test(extension) && !isTyped(reading, specifier);
}

function isFound(reading: Reading, specifier: ts.StringLiteralLike): boolean {
  return resolvedModule(reading, specifier) !== undefined || isTyped(reading, specifier);
}

/** Modules of declaration files, `declare module '…'` and Node's own among them. */
const isTyped = ({ checker }: Reading, specifier: ts.StringLiteralLike): boolean =>
  checker.getSymbolAtLocation(specifier) !== undefined;

function resolvedModule({ program }: Reading, specifier: ts.StringLiteralLike): ts.ResolvedModuleFull | undefined {
  const resolving = program as unknown as Resolving;
  return resolving.getResolvedModuleFromModuleSpecifier(specifier, specifier.getSourceFile())?.resolvedModule;
}

/** `package` of `package/part`, `@scope/package` of `@scope/package/part`; Node's own modules have theirs in one. */
function packageName(specifier: string): string {
  if (specifier.startsWith('node:') || NODE_MODULES.has(specifier)) return '@types/node';
  return specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/');
}

/** Those that programs import without the prefix `node:` most of all. */
const NODE_MODULES = new Set(
  'assert buffer child_process cluster crypto dns events fs http http2 https net os path stream timers tls url util zlib'.split(
    ' ',
  ),
);
