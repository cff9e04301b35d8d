import { ts } from 'ts-morph';
import { oncePer } from '../once-per.ts';
import { bare, enclosingFunction } from './scopes.ts';
import { walk } from './walk.ts';

/** What the syntax of one file alone tells, found in one walk. */
export interface Outline {
  /** Functions with a body, and classes, in the order of the text. */
  readonly functions: readonly ts.FunctionLikeDeclaration[];
  readonly classes: readonly ts.ClassLikeDeclaration[];
  /** Calls by what runs them: a function, a class for its fields, or the module itself (`undefined`). */
  readonly calls: ReadonlyMap<ts.Node | undefined, readonly Call[]>;
  /** Calls with arguments whose callee has no name. */
  readonly unnamedCalls: readonly Call[];
  /** Every word by which the file may call a function or class of the program. */
  readonly callableWords: ReadonlySet<string>;
  /** Words that name what a class or interface stands on, and what imports and exports rename. */
  readonly baseWords: ReadonlySet<string>;
  /** The local names of default imports. */
  readonly defaultImports: readonly string[];
}

export type Call = ts.CallExpression | ts.NewExpression;

/** The outline of a file. */
export const outlineOf = oncePer(readOutline);

function readOutline(file: ts.SourceFile): Outline {
  const functions: ts.FunctionLikeDeclaration[] = [];
  const classes: ts.ClassLikeDeclaration[] = [];
  const calls = new Map<ts.Node | undefined, Call[]>();
  const unnamedCalls: Call[] = [];
  const callableWords = new Set<string>();
  const baseWords = new Set<string>();
  const defaultImports: string[] = [];
  walk(file, (node) => {
    if (isFunctionNode(node)) functions.push(node);
    if (ts.isClassLike(node)) classes.push(node);
    if (ts.isImportClause(node) && node.name) defaultImports.push(node.name.text);
    if (ts.isCallExpression(node) || ts.isNewExpression(node)) {
      const runner = runnerOf(node);
      const known = calls.get(runner);
      if (known) known.push(node);
      else calls.set(runner, [node]);
      if (node.arguments?.length && !calleeName(node)) unnamedCalls.push(node);
    }
    if (ts.isExpressionWithTypeArguments(node)) {
      const { expression } = node;
      const base = ts.isPropertyAccessExpression(expression) ? expression.name : expression;
      if (ts.isIdentifier(base)) baseWords.add(base.text);
    }
    if ((ts.isImportSpecifier(node) || ts.isExportSpecifier(node)) && node.propertyName)
      baseWords.add(node.propertyName.text);
    const word = callableWord(node);
    if (word) callableWords.add(word.text);
    return true;
  });
  return { functions, classes, calls, unnamedCalls, callableWords, baseWords, defaultImports };
}

/** Every word that a file writes as a name, by the parser's own list of them. */
export function namesWritten(file: ts.SourceFile): ReadonlyMap<string, string> {
  return (file as ts.SourceFile & { readonly identifiers: ReadonlyMap<string, string> }).identifiers;
}

/** What runs the code that stands here: a function, a class for what its fields evaluate, or the module. */
export function runnerOf(node: ts.Node): ts.Node | undefined {
  const owner = enclosingFunction(node);
  return owner && ts.isPropertyDeclaration(owner) ? owner.parent : owner;
}

export function isFunctionNode(node: ts.Node): node is ts.FunctionLikeDeclaration {
  return ts.isFunctionLike(node) && (node as ts.FunctionLikeDeclaration).body !== undefined;
}

type Word = ts.Identifier | ts.PrivateIdentifier;

/** The word by which a call names what it calls. */
export function calleeName(call: Call): Word | undefined {
  const callee = bare(call.expression);
  const name = ts.isPropertyAccessExpression(callee) ? callee.name : callee;
  return isWord(name) ? name : undefined;
}

const isWord = (node: ts.Node): node is Word => ts.isIdentifier(node) || ts.isPrivateIdentifier(node);

/** A word that may name a function or class: its own name, or another one that a constant or an import gives it. */
function callableWord(node: ts.Node): { readonly text: string } | undefined {
  if (ts.isFunctionLike(node) || ts.isClassLike(node)) {
    const { name } = node;
    return name && (isWord(name) || ts.isStringLiteral(name)) ? name : undefined;
  }
  if (ts.isVariableDeclaration(node) || ts.isPropertyAssignment(node)) {
    const value = node.initializer && bare(node.initializer);
    // What a call gives may be a function of the program.
    const isGiven = value !== undefined && ts.isCallExpression(value) && ts.isVariableDeclaration(node);
    const isCallable = value !== undefined && (mayBeCallable(value) || (isGiven && isTopLevel(node)));
    return isCallable && ts.isIdentifier(node.name) ? node.name : undefined;
  }
  if (ts.isBinaryExpression(node)) {
    const { left, right } = node;
    return ts.isPropertyAccessExpression(left) && mayBeCallable(bare(right)) ? left.name : undefined;
  }
  if (ts.isImportClause(node)) return node.name;
  const isRenamed = (ts.isImportSpecifier(node) || ts.isExportSpecifier(node)) && node.propertyName !== undefined;
  return isRenamed ? node.name : undefined;
}

const mayBeCallable = (value: ts.Expression): boolean =>
  ts.isArrowFunction(value) || ts.isFunctionExpression(value) || ts.isClassExpression(value);

const isTopLevel = (node: ts.Node): boolean => ts.isSourceFile(node.parent.parent.parent);
