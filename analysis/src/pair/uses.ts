import { ts } from 'ts-morph';

/** Where a program uses some names: for each, its uses as `function: what is done with it`. */
export type Uses = ReadonlyMap<string, ReadonlySet<string>>;

/**
 * Finds how a program's code uses some names, by syntax alone: in which function, and what is done there (read, assigned,
 * called, passed to what). Texts without any of the names are not parsed.
 */
export function findUses(texts: Iterable<string>, names: ReadonlySet<string>): Uses {
  const uses = new Map<string, Set<string>>();
  for (const text of texts) {
    if (![...names].some((name) => text.includes(name))) continue;
    const source = ts.createSourceFile('module.tsx', text, ts.ScriptTarget.Latest, true);
    visit(source, (identifier) => {
      const form = names.has(identifier.text) ? formOf(identifier) : null;
      if (form === null) return;
      const known = uses.get(identifier.text) ?? new Set<string>();
      uses.set(identifier.text, known.add(`${functionAround(identifier)}: ${form}`));
    });
  }
  return uses;
}

function visit(node: ts.Node, on: (identifier: ts.Identifier | ts.PrivateIdentifier) => void): void {
  if (ts.isIdentifier(node) || ts.isPrivateIdentifier(node)) on(node);
  ts.forEachChild(node, (child) => visit(child, on));
}

/** What is done with the value; `null` where the name is declared. */
function formOf(identifier: ts.Identifier | ts.PrivateIdentifier): string | null {
  const { parent } = identifier;
  if (isDeclaration(parent) && parent.name === identifier) return null;
  if (ts.isPropertyAssignment(parent) || ts.isShorthandPropertyAssignment(parent)) return 'set';
  const value = ts.isPropertyAccessExpression(parent) && parent.name === identifier ? parent : identifier;
  const around = value.parent;
  if (ts.isBinaryExpression(around)) {
    const isAssigned = around.left === value && around.operatorToken.kind === ts.SyntaxKind.EqualsToken;
    return isAssigned ? 'set' : around.operatorToken.getText();
  }
  if (ts.isCallExpression(around)) {
    return around.expression === value ? 'called' : `passed to ${lastWord(around.expression)}`;
  }
  if (ts.isPropertyAccessExpression(around) && around.expression === value) return `.${around.name.text}`;
  return 'read';
}

function isDeclaration(node: ts.Node): node is ts.Node & { readonly name: ts.Node } {
  return (
    ts.isPropertySignature(node) ||
    ts.isPropertyDeclaration(node) ||
    ts.isVariableDeclaration(node) ||
    ts.isParameter(node) ||
    ts.isImportSpecifier(node) ||
    ts.isExportSpecifier(node)
  );
}

/** The nearest function or method around a node that has a name. */
function functionAround(node: ts.Node): string {
  for (let at = node.parent; at; at = at.parent) {
    if ((ts.isFunctionDeclaration(at) || ts.isMethodDeclaration(at) || ts.isAccessor(at)) && at.name) {
      return at.name.getText();
    }
    if (ts.isConstructorDeclaration(at)) return 'constructor';
    if (ts.isVariableDeclaration(at) && at.initializer && ts.isFunctionLike(at.initializer)) return at.name.getText();
  }
  return 'the module';
}

const lastWord = (expression: ts.Expression): string =>
  ts.isPropertyAccessExpression(expression) ? expression.name.text : expression.getText().slice(0, 40);
