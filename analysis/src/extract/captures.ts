import { ts } from 'ts-morph';
import { isSynchronousCall, isValueUse } from './call-graph.ts';
import { isFunctionNode } from './outline.ts';
import type { Reading } from './reading.ts';
import { isLocal } from './scopes.ts';
import { someBelow, walk } from './walk.ts';

/** A variable of an enclosing function that a closure uses. */
export type CapturedVariable = ts.VariableDeclaration | ts.BindingElement | ts.ParameterDeclaration;

/** Variables of the functions around a function that it, or a function inside it, uses. */
export function capturedVariables(reading: Reading, node: ts.Node): CapturedVariable[] {
  const found = new Set<CapturedVariable>();
  walk(node, (at) => {
    if (ts.isIdentifier(at)) {
      const declaration = variableBehind(reading, at);
      if (declaration && isLocal(declaration) && !isInside(declaration, node)) found.add(declaration);
    }
    return !ts.isTypeNode(at);
  });
  return [...found];
}

/** Whether an arrow function uses the `this` of the function around it. */
export function capturesThis(node: ts.Node): boolean {
  if (!ts.isArrowFunction(node)) return false;
  const hasOwn = (at: ts.Node): boolean => isFunctionNode(at) && !ts.isArrowFunction(at);
  return someBelow(node.body, (at) => at.kind === ts.SyntaxKind.ThisKeyword, hasOwn);
}

/** Functions inside another one that outlive its call: returned, stored or handed on, or used by one that is. */
export function outlivingFunctions(reading: Reading, outer: ts.Node): ts.Node[] {
  const inner: ts.Node[] = [];
  walk(outer, (node) => {
    if (node !== outer && isFunctionNode(node)) inner.push(node);
    return true;
  });
  const outliving = new Set(inner.filter((node) => isHandedOn(reading, node, outer)));
  for (let before = -1; before !== outliving.size; ) {
    before = outliving.size;
    for (const node of inner) if (!outliving.has(node) && isUsedBy(reading, node, outliving)) outliving.add(node);
  }
  return [...outliving];
}

function isHandedOn(reading: Reading, node: ts.Node, outer: ts.Node): boolean {
  const name = localName(node);
  if (name) return usesOf(reading, name, outer).some(isValueUse);
  let at = node;
  while (ts.isParenthesizedExpression(at.parent)) at = at.parent;
  const { parent } = at;
  if (!ts.isCallExpression(parent)) return true;
  return parent.expression !== at && !isSynchronousCall(parent);
}

function isUsedBy(reading: Reading, node: ts.Node, outliving: ReadonlySet<ts.Node>): boolean {
  if ([...outliving].some((other) => other !== node && isInside(node, other))) return true;
  const name = localName(node);
  return name !== undefined && [...outliving].some((other) => usesOf(reading, name, other).length > 0);
}

/** The name that a function has in the scope around it. */
function localName(node: ts.Node): ts.Identifier | undefined {
  if (ts.isFunctionDeclaration(node)) return node.name;
  const { parent } = node;
  return ts.isVariableDeclaration(parent) && ts.isIdentifier(parent.name) ? parent.name : undefined;
}

function usesOf(reading: Reading, name: ts.Identifier, inside: ts.Node): ts.Identifier[] {
  const symbol = reading.checker.getSymbolAtLocation(name);
  const uses: ts.Identifier[] = [];
  walk(inside, (node) => {
    if (ts.isIdentifier(node) && node !== name && node.text === name.text && symbolOf(reading, node) === symbol)
      uses.push(node);
    return true;
  });
  return uses;
}

function variableBehind(reading: Reading, node: ts.Identifier): CapturedVariable | undefined {
  if (ts.isPropertyAccessExpression(node.parent) && node.parent.name === node) return undefined;
  const declaration = symbolOf(reading, node)?.valueDeclaration;
  if (!declaration || declaration.getSourceFile() !== node.getSourceFile()) return undefined;
  const isVariable =
    ts.isVariableDeclaration(declaration) || ts.isBindingElement(declaration) || ts.isParameter(declaration);
  return isVariable ? declaration : undefined;
}

function symbolOf(reading: Reading, node: ts.Identifier): ts.Symbol | undefined {
  return ts.isShorthandPropertyAssignment(node.parent)
    ? reading.checker.getShorthandAssignmentValueSymbol(node.parent)
    : reading.checker.getSymbolAtLocation(node);
}

const isInside = (node: ts.Node, outer: ts.Node): boolean => ts.findAncestor(node, (at) => at === outer) !== undefined;
