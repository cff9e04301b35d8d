import { ts } from 'ts-morph';
import type { Initializer } from '../state-model.ts';
import type { Reading } from './reading.ts';
import { enclosingFunction } from './scopes.ts';
import { walk } from './walk.ts';

/** The default that code gives a field: its initializer, a constructor default, or what the constructor always assigns. */
export function fieldInitializer(reading: Reading, declaration: ts.Declaration, name: string): Initializer | undefined {
  if (ts.isPropertyDeclaration(declaration)) {
    if (declaration.initializer) return describeInitializer(reading, declaration.initializer);
    return ts.isClassLike(declaration.parent) ? assignedInConstructor(reading, declaration.parent, name) : undefined;
  }
  if (ts.isParameter(declaration))
    return declaration.initializer && describeInitializer(reading, declaration.initializer);
  if (ts.isPropertyAssignment(declaration) && isOfRootLiteral(declaration)) {
    return describeInitializer(reading, declaration.initializer);
  }
  if (ts.isShorthandPropertyAssignment(declaration) && isOfRootLiteral(declaration)) {
    return { text: declaration.name.text, needsNoArgument: true, selfContained: false };
  }
  const assignment = ts.findAncestor(declaration, ts.isBinaryExpression);
  const owner = ts.findAncestor(declaration, ts.isClassLike);
  return assignment && owner ? assignedInConstructor(reading, owner, name) : undefined;
}

/** Whether an object literal's property is part of the one object that a module binding or static field is given. */
function isOfRootLiteral(property: ts.Node): boolean {
  let at: ts.Node = property.parent.parent;
  while (ts.isParenthesizedExpression(at) || ts.isAsExpression(at) || ts.isSatisfiesExpression(at)) at = at.parent;
  if (ts.isPropertyAssignment(at)) return isOfRootLiteral(at);
  const isRoot = ts.isVariableDeclaration(at) || ts.isPropertyDeclaration(at) || ts.isExportAssignment(at);
  return isRoot && !enclosingFunction(property);
}

function assignedInConstructor(
  reading: Reading,
  owner: ts.ClassLikeDeclaration,
  name: string,
): Initializer | undefined {
  const built = owner.members.find((member) => ts.isConstructorDeclaration(member) && member.body !== undefined);
  for (const statement of (built as ts.ConstructorDeclaration | undefined)?.body?.statements ?? []) {
    if (!ts.isExpressionStatement(statement) || !ts.isBinaryExpression(statement.expression)) continue;
    const { left, operatorToken, right } = statement.expression;
    if (operatorToken.kind !== ts.SyntaxKind.EqualsToken || !ts.isPropertyAccessExpression(left)) continue;
    if (left.expression.kind !== ts.SyntaxKind.ThisKeyword || left.name.text !== name) continue;
    return defaultOfParameter(reading, right) ?? describeInitializer(reading, right);
  }
  return undefined;
}

/** `constructor(limit = 20) { this.limit = limit }` gives the default as a parameter property would. */
function defaultOfParameter(reading: Reading, expression: ts.Expression): Initializer | undefined {
  if (!ts.isIdentifier(expression)) return undefined;
  const declaration = reading.checker.getSymbolAtLocation(expression)?.valueDeclaration;
  const isOwn = declaration && ts.isParameter(declaration) && ts.isConstructorDeclaration(declaration.parent);
  return isOwn && declaration.initializer ? describeInitializer(reading, declaration.initializer) : undefined;
}

/** What an expression needs in order to be evaluated again for an object that exists already. */
export function describeInitializer(reading: Reading, expression: ts.Expression): Initializer {
  let needsNoArgument = true;
  let selfContained = true;
  walk(expression, (node) => {
    // Its text is part of this one's.
    if (ts.isFunctionLike(node)) reading.memo.holds(node);
    if (node.kind === ts.SyntaxKind.ThisKeyword) selfContained = false;
    if (ts.isIdentifier(node) && isReference(node)) {
      const declaration = declarationBehind(reading, node);
      const isInside =
        declaration !== undefined && ts.findAncestor(declaration, (at) => at === expression) !== undefined;
      const isOwn = declaration !== undefined && !declaration.getSourceFile().isDeclarationFile;
      if (!isInside && isOwn) {
        selfContained = false;
        if (enclosingFunction(declaration)) needsNoArgument = false;
      }
    }
    return !ts.isTypeNode(node);
  });
  return { text: expression.getText(), needsNoArgument, selfContained };
}

function declarationBehind(reading: Reading, node: ts.Identifier): ts.Declaration | undefined {
  const symbol = ts.isShorthandPropertyAssignment(node.parent)
    ? reading.checker.getShorthandAssignmentValueSymbol(node.parent)
    : reading.checker.getSymbolAtLocation(node);
  return symbol?.declarations?.[0];
}

/** Whether a name is read here as a variable, not as a property's or a member's name. */
function isReference(node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent)) return parent.expression === node;
  if (ts.isPropertyAssignment(parent)) return parent.initializer === node;
  return true;
}
