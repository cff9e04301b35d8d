import { ts } from 'ts-morph';
import type { Reading } from './reading.ts';
import { bare, enclosingFunction } from './scopes.ts';

/** Methods of arrays and other built-ins that call their argument before they return, and keep nothing of it. */
const SYNCHRONOUS = new Set([
  'map',
  'flatMap',
  'filter',
  'forEach',
  'some',
  'every',
  'find',
  'findIndex',
  'findLast',
  'findLastIndex',
  'reduce',
  'reduceRight',
  'sort',
  'toSorted',
  'replace',
  'replaceAll',
]);

/**
 * Which functions start-up runs, and which may run later, by the calls that the sources show. Functions that are handed
 * around as values, and exported ones that nobody calls, may run at any time.
 */
export class CallGraph {
  readonly #reading: Reading;
  readonly #calls = new Map<ts.Node | undefined, Set<ts.Node>>();
  readonly #called = new Set<ts.Node>();
  readonly #startUp = new Set<ts.Node>();
  readonly #later = new Set<ts.Node>();

  /** `startsOutside` where what starts the program is not among its sources, so that any function may be part of it. */
  constructor(reading: Reading, startsOutside: boolean) {
    this.#reading = reading;
    const functions: ts.Node[] = [];
    const visit = (node: ts.Node): void => {
      if (isFunctionNode(node)) functions.push(node);
      this.#enter(node);
      ts.forEachChild(node, visit);
    };
    for (const file of reading.files) visit(file);
    for (const node of functions) if (!this.#called.has(node)) this.#later.add(node);
    spread(this.#calls, [...(this.#calls.get(undefined) ?? [])], this.#startUp);
    spread(this.#calls, [...this.#later], this.#later);
    if (!startsOutside) return;
    // Methods run for the objects that start-up makes, most of them later; the live process tells which functions did run.
    for (const node of this.#later) if (!ts.isClassElement(node)) this.#startUp.add(node);
  }

  /** Functions that start-up runs, directly or through others. */
  get startUp(): ReadonlySet<ts.Node> {
    return this.#startUp;
  }

  /** Whether code that stands here runs during start-up and never again. */
  onlyAtStartUp(node: ts.Node): boolean {
    const owner = enclosingFunction(node);
    if (!owner) return true;
    const runner = ts.isPropertyDeclaration(owner) ? owner.parent : owner;
    return this.#startUp.has(runner) && !this.#later.has(runner);
  }

  #enter(node: ts.Node): void {
    if (ts.isCallExpression(node) || ts.isNewExpression(node)) {
      for (const callee of this.#callees(node)) this.#connect(node, callee);
      for (const argument of node.arguments ?? []) this.#enterArgument(node, argument);
      return;
    }
    if (ts.isIdentifier(node) && isValueUse(node)) {
      const target = functionBehind(this.#reading, node);
      if (target) this.#later.add(target);
    }
    if (ts.isMethodDeclaration(node) || ts.isAccessor(node)) this.#later.add(node);
  }

  #callees(call: ts.CallExpression | ts.NewExpression): ts.Node[] {
    const callee = bare(call.expression);
    if (ts.isArrowFunction(callee) || ts.isFunctionExpression(callee)) return [callee];
    const target = functionBehind(this.#reading, callee);
    if (!target) return [];
    if (!ts.isClassLike(target)) return [target];
    const built = target.members.find((member) => ts.isConstructorDeclaration(member) && member.body !== undefined);
    return built ? [target, built] : [target];
  }

  #enterArgument(call: ts.CallExpression | ts.NewExpression, argument: ts.Expression): void {
    const value = bare(argument);
    if (!ts.isArrowFunction(value) && !ts.isFunctionExpression(value)) return;
    if (isSynchronousCall(call)) this.#connect(call, value);
    else this.#later.add(value);
  }

  #connect(from: ts.Node, to: ts.Node): void {
    const owner = enclosingFunction(from);
    const runner = owner && ts.isPropertyDeclaration(owner) ? owner.parent : owner;
    const known = this.#calls.get(runner);
    if (known) known.add(to);
    else this.#calls.set(runner, new Set([to]));
    this.#called.add(to);
  }
}

/** A call of a built-in method that is done with its argument when it returns. */
export function isSynchronousCall(call: ts.CallExpression | ts.NewExpression): boolean {
  return ts.isPropertyAccessExpression(call.expression) && SYNCHRONOUS.has(call.expression.name.text);
}

/** The function or class of the program that an expression names. */
export function functionBehind(reading: Reading, expression: ts.Node): ts.Node | undefined {
  const name = ts.isPropertyAccessExpression(expression) ? expression.name : expression;
  if (!ts.isIdentifier(name) && !ts.isPrivateIdentifier(name)) return undefined;
  if (!reading.callableWords.has(name.text)) return undefined;
  const found = ts.isShorthandPropertyAssignment(name.parent)
    ? reading.checker.getShorthandAssignmentValueSymbol(name.parent)
    : reading.checker.getSymbolAtLocation(name);
  const symbol = found && found.flags & ts.SymbolFlags.Alias ? reading.checker.getAliasedSymbol(found) : found;
  const node = symbol?.declarations?.find((each) => isFunctionNode(each) || ts.isClassLike(each) || isBound(each));
  if (!node || node.getSourceFile().isDeclarationFile) return undefined;
  return isBound(node) ? bare(node.initializer!) : node;
}

type Bound = ts.VariableDeclaration | ts.PropertyAssignment;

/** A constant name for a function expression. */
function isBound(node: ts.Node): node is Bound {
  if (!ts.isVariableDeclaration(node) || !node.initializer || !(node.parent.flags & ts.NodeFlags.Const)) return false;
  const value = bare(node.initializer);
  return ts.isArrowFunction(value) || ts.isFunctionExpression(value) || ts.isClassExpression(value);
}

export function isFunctionNode(node: ts.Node): node is ts.FunctionLikeDeclaration {
  return ts.isFunctionLike(node) && (node as ts.FunctionLikeDeclaration).body !== undefined;
}

/** Whether a name stands for its value here, and not as what is called, declared, imported or exported. */
export function isValueUse(node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.isCallExpression(parent) || ts.isNewExpression(parent)) return parent.expression !== node;
  if (ts.isPropertyAccessExpression(parent)) {
    if (parent.name !== node) return false;
    const { parent: around } = parent;
    return !((ts.isCallExpression(around) || ts.isNewExpression(around)) && around.expression === parent);
  }
  const isSpecifier = ts.isImportSpecifier(parent) || ts.isExportSpecifier(parent) || ts.isImportClause(parent);
  const isName = (parent as ts.NamedDeclaration).name === node && !ts.isShorthandPropertyAssignment(parent);
  return !isSpecifier && !isName && !ts.isTypeNode(parent) && !ts.isExpressionWithTypeArguments(parent);
}

function spread(
  calls: ReadonlyMap<ts.Node | undefined, ReadonlySet<ts.Node>>,
  from: ts.Node[],
  into: Set<ts.Node>,
): void {
  for (let node = from.pop(); node; node = from.pop()) {
    into.add(node);
    for (const next of calls.get(node) ?? []) if (!into.has(next)) from.push(next);
  }
}
