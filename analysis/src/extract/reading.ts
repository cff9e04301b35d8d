import { ts } from 'ts-morph';
import type { Position } from '../position.ts';
import { Heritage } from './heritage.ts';
import type { Memo } from './memo.ts';
import { Occurrences } from './occurrences.ts';
import { ShippedClasses } from './shipped-classes.ts';
import { tracedChecker } from './traced-checker.ts';

/** What every part of the extraction needs to know of the version being read. */
export interface Reading {
  readonly program: ts.Program;
  readonly checker: ts.TypeChecker;
  /** Absolute path of the version's folder. */
  readonly root: string;
  /** What has been found out of this and earlier states of the sources. */
  readonly memo: Memo;
  /** What a type is declared as counts for what is being read. */
  readonly trace: (type: ts.Type) => void;
  /** The version's own source files: no declarations, no dependencies. */
  readonly files: readonly ts.SourceFile[];
  readonly heritage: Heritage;
  /** Classes of dependencies as their JavaScript has them. */
  readonly shipped: ShippedClasses;
  readonly occurrences: Occurrences;
  /**
   * Whether the sources may call a function or class of their own by this word. Any other needs no look-up by the checker,
   * which is what takes time in large programs.
   */
  readonly isCallableWord: (word: string) => boolean;
  /** Without `strictNullChecks` every place may hold null or undefined, whatever its type says. */
  readonly everythingNullable: boolean;
  readonly exactOptional: boolean;
}

/** What reading one version starts from; `root` is the folder that names are relative to. */
export function startReading(
  program: ts.Program,
  root: string,
  readFile: (path: string) => string | undefined,
  memo: Memo,
): Reading {
  const options = program.getCompilerOptions();
  const strict = options.strict ?? true;
  const { checker, trace } = tracedChecker(program.getTypeChecker(), memo);
  const files = program.getSourceFiles().filter((file) => isOwn(file, root));
  const occurrences = new Occurrences(files, memo);
  return {
    program,
    checker,
    root,
    memo,
    trace,
    files,
    heritage: new Heritage(checker, occurrences, memo),
    occurrences,
    shipped: new ShippedClasses(readFile),
    isCallableWord(word) {
      memo.trace?.callables.add(word);
      return memo.callables.of(word).size > 0;
    },
    everythingNullable: !(options.strictNullChecks ?? strict),
    exactOptional: options.exactOptionalPropertyTypes === true,
  };
}

function isOwn(file: ts.SourceFile, root: string): boolean {
  const { fileName, isDeclarationFile } = file;
  return !isDeclarationFile && fileName.startsWith(`${root}/`) && !isDependency(fileName.slice(root.length));
}

/** Name of the module that a file holds: its path relative to the root, or from `node_modules/` on. */
export function moduleName(reading: Reading, file: ts.SourceFile): string {
  const path = file.fileName;
  const inside = path.startsWith(`${reading.root}/`) ? path.slice(reading.root.length) : undefined;
  if (inside !== undefined && !isDependency(inside)) return inside.slice(1);
  const dependency = path.lastIndexOf('node_modules/');
  return dependency >= 0 ? path.slice(dependency) : path;
}

/** By the path below the root: the root itself may be an installed package. */
const isDependency = (inside: string): boolean => inside.includes('/node_modules/');

/** Where a node begins, with a trace of what says so: its line, or the whole file for a file. */
export function positionOf(reading: Reading, node: ts.Node): Position {
  const file = node.getSourceFile();
  if (node === file) reading.memo.holds(file);
  else reading.memo.written(node);
  const { line, character } = file.getLineAndCharacterOfPosition(node.getStart(file));
  return { file: moduleName(reading, file), line: line + 1, column: character + 1 };
}

/** Name of a declaration: its module, then namespaces, functions and classes around it, then itself. */
export function declarationName(reading: Reading, node: ts.Node): string {
  reading.memo.declared(node);
  const names: string[] = [];
  for (let at: ts.Node | undefined = node; at && !ts.isSourceFile(at); at = around(at)) {
    const name = ownName(at);
    if (name !== undefined) names.unshift(name);
  }
  return `${moduleName(reading, node.getSourceFile())}#${names.join('.')}`;
}

/** A type that a comment declares belongs to the block or file that the comment stands in. */
function around(node: ts.Node): ts.Node | undefined {
  const isScope = (at: ts.Node) => ts.isBlock(at) || ts.isModuleBlock(at) || ts.isSourceFile(at);
  return ts.isJSDoc(node.parent) ? ts.findAncestor(node.parent, isScope) : node.parent;
}

function ownName(node: ts.Node): string | undefined {
  if (ts.isModuleDeclaration(node)) return ts.isStringLiteral(node.name) || isGlobal(node) ? undefined : node.name.text;
  if (ts.isConstructorDeclaration(node)) return 'constructor';
  if (ts.isClassLike(node) || ts.isFunctionLike(node) || isNamedType(node)) return nameText(node) ?? boundName(node);
  return undefined;
}

const isGlobal = (node: ts.ModuleDeclaration) => (node.flags & ts.NodeFlags.GlobalAugmentation) !== 0;

const isNamedType = (node: ts.Node): boolean =>
  ts.isInterfaceDeclaration(node) ||
  ts.isTypeAliasDeclaration(node) ||
  ts.isEnumDeclaration(node) ||
  ts.isJSDocTypedefTag(node);

function nameText(node: ts.Node): string | undefined {
  const { name } = node as { name?: ts.Node };
  if (!name) return undefined;
  return ts.isIdentifier(name) || ts.isPrivateIdentifier(name) || ts.isStringLiteral(name) ? name.text : name.getText();
}

/** The name that an anonymous function or class is bound to, looking through calls and parentheses around it. */
function boundName(node: ts.Node): string | undefined {
  for (let at = node.parent; at && !ts.isStatement(at) && !ts.isFunctionLike(at); at = at.parent) {
    if (ts.isVariableDeclaration(at) || ts.isPropertyDeclaration(at) || ts.isPropertyAssignment(at))
      return nameText(at);
    if (ts.isBinaryExpression(at) && ts.isPropertyAccessExpression(at.left)) return at.left.name.text;
  }
  const exported = node.parent && ts.isExportAssignment(node.parent);
  const isDefault = ts.canHaveModifiers(node) && node.modifiers?.some((m) => m.kind === ts.SyntaxKind.DefaultKeyword);
  return exported || isDefault ? 'default' : undefined;
}
