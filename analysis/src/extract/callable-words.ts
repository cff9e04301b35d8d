import { ts } from 'ts-morph';

/**
 * Every word by which the sources may call a function or class of their own. A name that is not among them needs no
 * look-up by the checker, which is what takes time in large programs.
 */
export function callableWords(files: readonly ts.SourceFile[]): Set<string> {
  const words = new Set<string>();
  const add = (name: ts.Node | undefined) => {
    if (name && (ts.isIdentifier(name) || ts.isPrivateIdentifier(name) || ts.isStringLiteral(name)))
      words.add(name.text);
  };
  const visit = (node: ts.Node): void => {
    if (ts.isFunctionLike(node) || ts.isClassLike(node)) add(node.name);
    // Functions and classes under another name: constants, and what imports rename.
    if (ts.isVariableDeclaration(node) && node.initializer && mayBeCallable(node.initializer)) add(node.name);
    if (ts.isImportClause(node)) add(node.name);
    if (ts.isImportSpecifier(node) && node.propertyName) add(node.name);
    if (ts.isExportSpecifier(node) && node.propertyName) add(node.name);
    ts.forEachChild(node, visit);
  };
  for (const file of files) visit(file);
  return words;
}

function mayBeCallable(expression: ts.Expression): boolean {
  if (
    ts.isParenthesizedExpression(expression) ||
    ts.isAsExpression(expression) ||
    ts.isSatisfiesExpression(expression)
  ) {
    return mayBeCallable(expression.expression);
  }
  return ts.isArrowFunction(expression) || ts.isFunctionExpression(expression) || ts.isClassExpression(expression);
}
