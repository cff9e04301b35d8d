import { ts } from 'ts-morph';
import { isFunctionNode } from './outline.ts';
import type { Reading } from './reading.ts';
import { bare } from './scopes.ts';
import { walk } from './walk.ts';

/** The function or class of the program that an expression names. */
export function functionBehind(reading: Reading, expression: ts.Node): ts.Node | undefined {
  const name = ts.isPropertyAccessExpression(expression) ? expression.name : expression;
  if (!ts.isIdentifier(name) && !ts.isPrivateIdentifier(name)) return undefined;
  if (!reading.isCallableWord(name.text)) return undefined;
  for (const node of symbolBehind(reading, name)?.declarations ?? []) {
    if (node.getSourceFile().isDeclarationFile) return undefined;
    reading.memo.holds(node);
    if (isFunctionNode(node) || ts.isClassLike(node)) return node;
    const value = boundValue(node);
    if (value && isCallable(value)) return value;
    if (ts.isShorthandPropertyAssignment(node) && node.name !== name) return functionBehind(reading, node.name);
  }
  return undefined;
}

/** The functions that a call of an expression may run: the one that it names, or those that another call gives. */
export function functionsCalled(reading: Reading, expression: ts.Expression, deepest = 4): readonly ts.Node[] {
  const callee = bare(expression);
  if (isCallable(callee)) return [callee];
  const named = ts.isCallExpression(callee) ? undefined : functionBehind(reading, callee);
  if (named) return [named];
  const call = ts.isIdentifier(callee) ? valueBehind(reading, callee) : callee;
  if (!call || !ts.isCallExpression(call) || deepest === 0) return [];
  const makers = functionsCalled(reading, call.expression, deepest - 1).filter(isFunctionNode);
  return makers.flatMap(returnedBy).flatMap((value) => functionsCalled(reading, value, deepest - 1));
}

/** The expressions that a function's return statements give. */
export function returnedBy(node: ts.FunctionLikeDeclaration): ts.Expression[] {
  const { body } = node;
  if (!body) return [];
  if (!ts.isBlock(body)) return [body];
  const found: ts.Expression[] = [];
  walk(body, (at) => {
    if (ts.isReturnStatement(at) && at.expression) found.push(at.expression);
    return !isFunctionNode(at);
  });
  return found;
}

function valueBehind(reading: Reading, name: ts.Identifier): ts.Expression | undefined {
  if (!reading.isCallableWord(name.text)) return undefined;
  const node = symbolBehind(reading, name)?.valueDeclaration;
  return reading.memo.holds(node) && boundValue(node!);
}

function symbolBehind({ checker }: Reading, name: ts.Identifier | ts.PrivateIdentifier): ts.Symbol | undefined {
  const found = ts.isShorthandPropertyAssignment(name.parent)
    ? checker.getShorthandAssignmentValueSymbol(name.parent)
    : checker.getSymbolAtLocation(name);
  return found && found.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(found) : found;
}

/** What a constant, a property of an object literal, a default export, or a property of CommonJS exports is given. */
function boundValue(node: ts.Node): ts.Expression | undefined {
  const isConstant = ts.isVariableDeclaration(node) && Boolean(node.parent.flags & ts.NodeFlags.Const);
  if ((isConstant || ts.isPropertyAssignment(node)) && node.initializer) return bare(node.initializer);
  if (ts.isExportAssignment(node)) return bare(node.expression);
  const assignment = ts.isPropertyAccessExpression(node) ? node.parent : node;
  return ts.isBinaryExpression(assignment) ? bare(assignment.right) : undefined;
}

const isCallable = (value: ts.Node): boolean =>
  ts.isArrowFunction(value) || ts.isFunctionExpression(value) || ts.isClassExpression(value);
