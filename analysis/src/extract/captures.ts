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
  const names = new Map<string, ts.Identifier[]>();
  walk(outer, (node) => {
    if (node !== outer && isFunctionNode(node)) inner.push(node);
    if (!ts.isIdentifier(node)) return true;
    const same = names.get(node.text);
    if (same) same.push(node);
    else names.set(node.text, [node]);
    return true;
  });
  const uses = new Map(inner.map((node) => [node, usesOf(reading, node, names)]));
  const outliving = new Set(inner.filter((node) => isHandedOn(node, uses.get(node)!)));
  const isIn = (node: ts.Node): boolean => ts.findAncestor(node.parent, (at) => outliving.has(at)) !== undefined;
  for (let before = -1; before !== outliving.size; ) {
    before = outliving.size;
    for (const node of inner) if (isIn(node) || uses.get(node)!.some(isIn)) outliving.add(node);
  }
  return [...outliving];
}

function isHandedOn(node: ts.Node, uses: readonly ts.Identifier[]): boolean {
  if (localName(node)) return uses.some(isValueUse);
  let at = node;
  while (ts.isParenthesizedExpression(at.parent)) at = at.parent;
  const { parent } = at;
  if (!ts.isCallExpression(parent)) return true;
  return parent.expression !== at && !isSynchronousCall(parent);
}

/** The name that a function has in the scope around it. */
function localName(node: ts.Node): ts.Identifier | undefined {
  if (ts.isFunctionDeclaration(node)) return node.name;
  const { parent } = node;
  return ts.isVariableDeclaration(parent) && ts.isIdentifier(parent.name) ? parent.name : undefined;
}

/** Where a function is named, its declaration aside, among the names written around it. */
function usesOf(
  reading: Reading,
  node: ts.Node,
  names: ReadonlyMap<string, readonly ts.Identifier[]>,
): readonly ts.Identifier[] {
  const name = localName(node);
  const symbol = name && reading.checker.getSymbolAtLocation(name);
  const written = name ? (names.get(name.text) ?? []) : [];
  return written.filter((use) => use !== name && symbolOf(reading, use) === symbol);
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
