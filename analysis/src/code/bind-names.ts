import { ts } from 'ts-morph';
import type { CapturedVariable, ScopeVariable } from './read-functions.ts';

/** Which variables of a script its functions capture. */
export interface BoundNames {
  capturesOf(node: ts.Node): readonly CapturedVariable[];
  /** Names of the variables of a function. */
  declaredIn(node: ts.Node): readonly string[];
  /** Functions, classes and blocks around a node whose variables functions in them capture, innermost first. */
  scopesAround(node: ts.Node): readonly BoundScope[];
}

/** A function, class or block with its variables. */
export interface BoundScope {
  readonly node: ts.Node;
  readonly variables: readonly ScopeVariable[];
}

interface Use {
  readonly name: string;
  readonly at: ts.Node;
  /** The block, function or class that declares it. */
  readonly scope: ts.Node;
  /** Offset of the declaration's name. */
  readonly declaredAt: number;
}

/**
 * Resolves the names of a script to the scopes that declare them; a function that wraps the script is its top. `with` and
 * `eval` are not followed.
 */
export function bindNames(file: ts.SourceFile, wrapper: ts.Node | undefined): BoundNames {
  const declared = declarations(file);
  const uses: Use[] = [];
  const assigned = new Map<ts.Node, Set<string>>();
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node) && isReference(node)) {
      const scope = scopeOf(node, declared);
      if (scope && scope !== file && scope !== wrapper) {
        uses.push({ name: node.text, at: node, scope, declaredAt: declared.get(scope)!.get(node.text)! });
        if (isWritten(node)) add(assigned, scope, node.text);
      }
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return {
    declaredIn: (node) => [...(declared.get(node)?.keys() ?? [])],
    scopesAround: scopesWith(declared, uses),
    capturesOf: (node) => {
      const found = new Map<string, CapturedVariable>();
      for (const { name, at, scope, declaredAt } of usesIn(uses, node)) {
        if (isWithin(scope, node) || !isWithin(at, node)) continue;
        const isAssigned = assigned.get(scope)?.has(name) === true || (found.get(name)?.isAssigned ?? false);
        found.set(name, { name, source: name, declaredAt, isAssigned });
      }
      return [...found.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
    },
  };
}

function scopesWith(
  declared: ReadonlyMap<ts.Node, ReadonlyMap<string, number>>,
  uses: readonly Use[],
): BoundNames['scopesAround'] {
  const captured = new Map<ts.Node, Set<string>>();
  for (const { name, at, scope } of uses) if (runnerOf(at) !== runnerOf(scope)) add(captured, scope, name);
  const scopes = new Map<ts.Node, BoundScope>();
  for (const [node, names] of captured) {
    const variables = [...declared.get(node)!].map(([name, declaredAt]) => ({
      ...{ name, source: name, declaredAt },
      isCaptured: names.has(name),
    }));
    scopes.set(node, { node, variables });
  }
  return (node) => {
    const around: BoundScope[] = [];
    for (let at = node.parent; at; at = at.parent) around.push(...(scopes.has(at) ? [scopes.get(at)!] : []));
    return around;
  };
}

/** The function, or what runs like one, that holds the variables of a scope, or in which a name is used. */
function runnerOf(node: ts.Node): ts.Node | undefined {
  return ts.findAncestor(
    node,
    (at) => ts.isFunctionLike(at) || ts.isPropertyDeclaration(at) || ts.isClassStaticBlockDeclaration(at),
  );
}

/** Uses stand in the order of the text, so those inside a node are one stretch. */
function usesIn(uses: readonly Use[], node: ts.Node): readonly Use[] {
  const firstAt = (offset: number): number => {
    let low = 0;
    let high = uses.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (uses[middle]!.at.pos < offset) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  return uses.slice(firstAt(node.pos), firstAt(node.end));
}

function isWithin(node: ts.Node, outer: ts.Node): boolean {
  return (
    node.pos >= outer.pos &&
    node.end <= outer.end &&
    (node !== outer || ts.isFunctionLike(outer) || ts.isClassLike(outer))
  );
}

function scopeOf(
  node: ts.Identifier,
  declared: ReadonlyMap<ts.Node, ReadonlyMap<string, number>>,
): ts.Node | undefined {
  for (let at: ts.Node = node; at; at = at.parent) if (declared.get(at)?.has(node.text)) return at;
  return undefined;
}

function declarations(file: ts.SourceFile): Map<ts.Node, Map<string, number>> {
  const declared = new Map<ts.Node, Map<string, number>>();
  const declare = (scope: ts.Node, name: ts.Identifier): void => {
    const names = declared.get(scope) ?? new Map<string, number>();
    declared.set(scope, names);
    if (!names.has(name.text)) names.set(name.text, name.getStart());
  };
  const declareAll = (scope: ts.Node, name: ts.BindingName): void => {
    if (ts.isIdentifier(name)) declare(scope, name);
    else for (const element of name.elements) if (ts.isBindingElement(element)) declareAll(scope, element.name);
  };
  const visit = (node: ts.Node): void => {
    if (ts.isVariableDeclaration(node)) {
      const isCatch = ts.isCatchClause(node.parent);
      const isVar = !isCatch && (node.parent.flags & ts.NodeFlags.BlockScoped) === 0;
      declareAll(isVar ? functionAround(node) : blockAround(node), node.name);
    } else if (ts.isParameter(node)) declareAll(node.parent, node.name);
    else if (ts.isFunctionDeclaration(node) && node.name) declare(blockAround(node.parent), node.name);
    else if (ts.isClassDeclaration(node) && node.name) {
      declare(blockAround(node.parent), node.name);
      declare(node, node.name);
    } else if ((ts.isFunctionExpression(node) || ts.isClassExpression(node)) && node.name) {
      declare(node, node.name);
    } else if (ts.isImportClause(node) && node.name) declare(file, node.name);
    else if (ts.isNamespaceImport(node) || ts.isImportSpecifier(node)) declare(file, node.name);
    ts.forEachChild(node, visit);
  };
  visit(file);
  return declared;
}

function functionAround(node: ts.Node): ts.Node {
  return ts.findAncestor(
    node,
    (at) => ts.isFunctionLike(at) || ts.isSourceFile(at) || ts.isClassStaticBlockDeclaration(at),
  )!;
}

/** The nearest scope of `let`, `const`, `class` and functions; a function's own block belongs to its parameters' scope. */
function blockAround(node: ts.Node): ts.Node {
  const found = ts.findAncestor(
    node,
    (at) =>
      ts.isBlock(at) ||
      ts.isCaseBlock(at) ||
      ts.isForStatement(at) ||
      ts.isForInStatement(at) ||
      ts.isForOfStatement(at) ||
      ts.isCatchClause(at) ||
      ts.isFunctionLike(at) ||
      ts.isClassStaticBlockDeclaration(at) ||
      ts.isSourceFile(at),
  )!;
  return ts.isBlock(found) && ts.isFunctionLike(found.parent) ? found.parent : found;
}

/** Whether an identifier names a variable, not a property, a label or a declaration's own name. */
function isReference(node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent)) return parent.name !== node;
  if (ts.isPropertyAssignment(parent) || ts.isMethodDeclaration(parent) || ts.isAccessor(parent)) {
    return 'initializer' in parent && parent.initializer === node;
  }
  if (ts.isPropertyDeclaration(parent)) return parent.initializer === node;
  if (ts.isBindingElement(parent)) return parent.initializer === node;
  if (ts.isVariableDeclaration(parent) || ts.isParameter(parent)) return parent.initializer === node;
  if (ts.isArrowFunction(parent)) return parent.body === node;
  if (ts.isFunctionLike(parent) || ts.isClassLike(parent)) return false;
  if (ts.isLabeledStatement(parent) || ts.isBreakOrContinueStatement(parent)) return false;
  return !ts.isImportSpecifier(parent) && !ts.isExportSpecifier(parent) && !ts.isMetaProperty(parent);
}

/** Whether a reference is the target of an assignment. */
function isWritten(node: ts.Node): boolean {
  const { parent } = node;
  if (ts.isPrefixUnaryExpression(parent) || ts.isPostfixUnaryExpression(parent)) {
    return parent.operator === ts.SyntaxKind.PlusPlusToken || parent.operator === ts.SyntaxKind.MinusMinusToken;
  }
  if (ts.isBinaryExpression(parent)) {
    const { kind } = parent.operatorToken;
    return parent.left === node && kind >= ts.SyntaxKind.FirstAssignment && kind <= ts.SyntaxKind.LastAssignment;
  }
  if (ts.isForInStatement(parent) || ts.isForOfStatement(parent)) return parent.initializer === node;
  // The parts of a pattern: `[a, b] = …`, `({ a, b: c } = …)`.
  const isPart =
    ts.isArrayLiteralExpression(parent) ||
    ts.isObjectLiteralExpression(parent) ||
    ts.isPropertyAssignment(parent) ||
    ts.isShorthandPropertyAssignment(parent) ||
    ts.isSpreadElement(parent) ||
    ts.isSpreadAssignment(parent) ||
    ts.isParenthesizedExpression(parent);
  return isPart && isWritten(parent);
}

function add(names: Map<ts.Node, Set<string>>, scope: ts.Node, name: string): void {
  const known = names.get(scope);
  if (known) known.add(name);
  else names.set(scope, new Set([name]));
}
