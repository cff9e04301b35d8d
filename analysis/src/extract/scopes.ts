import { ts } from 'ts-morph';

export type FunctionNode = ts.FunctionLikeDeclaration;

/**
 * The function whose call brings a node to life: its nearest enclosing function. For a parameter that is the function
 * it belongs to; `undefined` for what the module itself evaluates. Fields are evaluated by their class's constructor,
 * static ones by the module.
 */
export function enclosingFunction(node: ts.Node): ts.Node | undefined {
  for (let at = node.parent; at && !ts.isSourceFile(at); at = at.parent) {
    if (ts.isFunctionLike(at)) return at;
    if (ts.isPropertyDeclaration(at) && !isStatic(at)) return at;
  }
  return undefined;
}

/** A part of a function or module whose `let` and `const` are its own. */
export function isScope(node: ts.Node): boolean {
  return (
    ts.isBlock(node) ||
    ts.isClassStaticBlockDeclaration(node) ||
    ts.isIterationStatement(node, false) ||
    ts.isCaseBlock(node) ||
    ts.isCatchClause(node)
  );
}

/** Whether a variable belongs to a function or a block, and not to the module. */
export function isLocal(variable: ts.Node): boolean {
  if (enclosingFunction(variable)) return true;
  const list = ts.findAncestor(variable, ts.isVariableDeclarationList);
  const isHoisted = list !== undefined && !(list.flags & ts.NodeFlags.BlockScoped);
  return (
    ts.findAncestor(variable, (at) => (isHoisted ? ts.isClassStaticBlockDeclaration(at) : isScope(at))) !== undefined
  );
}

export function isStatic(node: ts.Node): boolean {
  return (
    ts.canHaveModifiers(node) && (node.modifiers?.some((each) => each.kind === ts.SyntaxKind.StaticKeyword) ?? false)
  );
}

/** An expression without the parentheses and assertions around it. */
export function bare(expression: ts.Expression): ts.Expression {
  let at = expression;
  while (isWrapper(at)) at = at.expression;
  return at;
}

/** What is given in the end: `a = b = value` gives both the value. */
export function lastValue(expression: ts.Expression): ts.Expression {
  const at = bare(expression);
  const isChained = ts.isBinaryExpression(at) && at.operatorToken.kind === ts.SyntaxKind.EqualsToken;
  return isChained ? lastValue(at.right) : expression;
}

/** An expression with the parentheses and assertions around it. */
export function wrapped(expression: ts.Node): ts.Node {
  let at = expression;
  while (isWrapper(at.parent)) at = at.parent;
  return at;
}

function isWrapper(node: ts.Node): node is ts.ParenthesizedExpression | ts.AssertionExpression {
  return (
    ts.isParenthesizedExpression(node) ||
    ts.isAsExpression(node) ||
    ts.isSatisfiesExpression(node) ||
    ts.isNonNullExpression(node) ||
    ts.isTypeAssertionExpression(node)
  );
}
