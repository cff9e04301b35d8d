import { ts } from 'ts-morph';
import { type BoundScope, bindNames } from './bind-names.ts';

/** A function, method, accessor or class as it stands in the text of a script that a process runs. */
export interface FunctionCode {
  /** Offsets of what `Function.prototype.toString` gives for it. */
  readonly start: number;
  readonly end: number;
  /** Its own label; empty where the sources give it no name. */
  readonly label: string;
  /** Offset of what names it; -1 where nothing does. */
  readonly labelAt: number;
  /** How its instances come to be: from an expression, as a member of an object literal or class, or as a class. */
  readonly form: 'expression' | 'declaration' | 'member' | 'static member' | 'class';
  /** Number of the function or class around it; -1 where it stands at the top of the script. */
  readonly parent: number;
  /** Names of its variables, where it is only there to hold all that the script does: its inside is the top of the script. */
  readonly wraps: readonly string[] | null;
  /** Called where it stands, at the top of the script: what its code makes is made once. */
  readonly runsOnce: boolean;
  /** What it captures of the functions and blocks around it. Variables at the top of the script are not among it. */
  readonly captures: readonly CapturedVariable[];
  /** Scopes around it that hold captured variables, innermost first; the top of the script is not among them. */
  readonly scopes: readonly CodeScope[];
  /** Names of its own parameters and variables, without those of blocks in it. */
  readonly declares: readonly string[];
  /** An arrow function that uses the `this` of a function around it. */
  readonly usesOuterThis: boolean;
  /** What it uses that no code in another place could give it (`super`, `arguments`, `#private` names of an outer class). */
  readonly obstacle: string | null;
}

/** A function, class or block as the scope of its variables. */
export interface CodeScope {
  /** Number of the function or class that it is, or that it stands in; -1 at the top of the script. */
  readonly owner: number;
  /** Whether a call makes it, not a block or the evaluation of a class. */
  readonly isOfCall: boolean;
  readonly variables: readonly ScopeVariable[];
}

export interface ScopeVariable {
  readonly name: string;
  /** What the sources call it, where a bundler has given it another name. */
  readonly source: string;
  /** Offset of its declaration's name. */
  readonly declaredAt: number;
  /** Whether a function in the scope captures it. */
  readonly isCaptured: boolean;
}

export interface CapturedVariable {
  readonly name: string;
  /** What the sources call it, where a bundler has given it another name. */
  readonly source: string;
  /** Offset of its declaration's name. */
  readonly declaredAt: number;
  /** Whether the sources assign it after its declaration. */
  readonly isAssigned: boolean;
}

/** All functions and classes of a script, in the order of their text. The text is JavaScript, as it runs. */
export function readFunctions(text: string): readonly FunctionCode[] {
  const file = ts.createSourceFile('script.js', text, ts.ScriptTarget.Latest, true, ts.ScriptKind.JS);
  const wrapper = wrapperOf(file);
  const names = bindNames(file, wrapper);
  const nodes: CodeNode[] = [];
  const visit = (node: ts.Node): void => {
    if (isCode(node)) nodes.push(node);
    ts.forEachChild(node, visit);
  };
  visit(file);
  const numbers = new Map<ts.Node, number>(nodes.map((node, index) => [node, index]));
  const codes: FunctionCode[] = [];
  const scopes = new Map<BoundScope, CodeScope>();
  const scopeOf = (bound: BoundScope): CodeScope => {
    const { node, variables } = bound;
    const owner = numbers.get(isCode(node) ? node : (around(node) ?? file)) ?? -1;
    const known = scopes.get(bound) ?? { owner, isOfCall: ts.isFunctionLike(node), variables };
    scopes.set(bound, known);
    return known;
  };
  for (const node of nodes) {
    const outer = around(node) ?? file;
    const parent = (outer === wrapper ? undefined : numbers.get(outer)) ?? -1;
    const { label, at } = labelOf(node);
    codes.push({
      start: startOf(node, text),
      end: node.end,
      label,
      labelAt: at,
      form: formOf(node),
      parent,
      wraps: node === wrapper ? names.declaredIn(node) : null,
      runsOnce: isCalledAtOnce(node) && (parent < 0 || codes[parent]!.runsOnce),
      captures: names.capturesOf(node),
      scopes: names.scopesAround(node).map(scopeOf),
      declares: names.declaredIn(node),
      usesOuterThis: ts.isArrowFunction(node) && uses(node, (inner) => inner.kind === ts.SyntaxKind.ThisKeyword),
      obstacle: obstacleOf(node),
    });
  }
  return codes;
}

type CodeNode = ts.FunctionLikeDeclaration | ts.ClassLikeDeclaration;

function isCode(node: ts.Node): node is CodeNode {
  if (ts.isClassLike(node)) return true;
  return ts.isFunctionLike(node) && !ts.isConstructorDeclaration(node) && 'body' in node && node.body !== undefined;
}

/** `(function () { … })()`, as compilers write a class for older runtimes. */
function isCalledAtOnce(node: CodeNode): boolean {
  if (!ts.isFunctionExpression(node) && !ts.isArrowFunction(node)) return false;
  let at: ts.Node = node;
  while (ts.isParenthesizedExpression(at.parent)) at = at.parent;
  return (
    ts.isCallExpression(at.parent) &&
    at.parent.expression === at &&
    !ts.findAncestor(at, (each) => ts.isIterationStatement(each, false))
  );
}

/** The function that all other code of the script stands in, which is called at once, as loaders and bundlers write it. */
function wrapperOf(file: ts.SourceFile): ts.Node | undefined {
  const [statement, ...others] = file.statements.filter((each) => !ts.isExpressionStatement(each) || holdsCode(each));
  if (others.length > 0 || !statement || !ts.isExpressionStatement(statement)) return undefined;
  let at = statement.expression;
  while (ts.isParenthesizedExpression(at) || ts.isPrefixUnaryExpression(at) || ts.isVoidExpression(at)) {
    at = ts.isPrefixUnaryExpression(at) ? at.operand : at.expression;
  }
  if (!ts.isCallExpression(at) || at.arguments.some((each) => isCode(each))) return undefined;
  let callee: ts.Node = at.expression;
  while (ts.isParenthesizedExpression(callee)) callee = callee.expression;
  return isCode(callee) && isCalledAtOnce(callee) ? callee : undefined;
}

function holdsCode(node: ts.Node): boolean {
  return ts.forEachChild(node, (child) => isCode(child) || holdsCode(child) || undefined) ?? false;
}

/** The function or class that a node stands in. */
function around(node: ts.Node): ts.Node | undefined {
  return ts.findAncestor(node.parent, isCode);
}

function labelOf(node: CodeNode): { readonly label: string; readonly at: number } {
  const prefix = ts.isGetAccessor(node) ? 'get ' : ts.isSetAccessor(node) ? 'set ' : '';
  const name = node.name ?? nameAround(unwrapped(node).parent);
  const text = name === undefined ? '' : nameText(name);
  return name === undefined || text === '' ? { label: '', at: -1 } : { label: prefix + text, at: name.getStart() };
}

/** What a function is called by what it is assigned to. */
function nameAround(parent: ts.Node): ts.PropertyName | ts.BindingName | undefined {
  if (ts.isVariableDeclaration(parent) || ts.isPropertyAssignment(parent) || ts.isPropertyDeclaration(parent)) {
    return parent.name;
  }
  if (!ts.isBinaryExpression(parent) || parent.operatorToken.kind !== ts.SyntaxKind.EqualsToken) return undefined;
  const { left } = parent;
  if (ts.isPropertyAccessExpression(left)) return left.name;
  return ts.isIdentifier(left) ? left : undefined;
}

/** The expression itself, or the call of a helper that only names it (`__name(() => {}, "f")`, as compilers write it). */
function unwrapped(node: ts.Node): ts.Node {
  let at = node;
  while (ts.isParenthesizedExpression(at.parent) || isNaming(at.parent, at)) at = at.parent;
  return at;
}

function isNaming(call: ts.Node, argument: ts.Node): boolean {
  if (!ts.isCallExpression(call) || call.arguments[0] !== argument || call.arguments.length !== 2) return false;
  return ts.isIdentifier(call.expression) && ts.isStringLiteral(call.arguments[1]!);
}

function nameText(name: ts.PropertyName | ts.BindingName): string {
  if (ts.isIdentifier(name) || ts.isPrivateIdentifier(name) || ts.isStringLiteral(name)) return name.text;
  return ts.isNumericLiteral(name) ? name.text : '';
}

/** `static` is no part of what a method's text is given as. */
function startOf(node: CodeNode, text: string): number {
  const start = node.getStart();
  if (ts.isClassLike(node)) return start;
  return start + (/^static\s+/.exec(text.slice(start, start + 40))?.[0].length ?? 0);
}

function formOf(node: CodeNode): FunctionCode['form'] {
  if (ts.isClassLike(node)) return 'class';
  if (ts.isFunctionDeclaration(node)) return 'declaration';
  if (ts.isFunctionExpression(node) || ts.isArrowFunction(node)) return 'expression';
  const isStatic =
    ts.canHaveModifiers(node) && node.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.StaticKeyword);
  return isStatic ? 'static member' : 'member';
}

function obstacleOf(node: CodeNode): string | null {
  if (ts.isClassLike(node)) return null;
  const isMember = ts.isMethodDeclaration(node) || ts.isAccessor(node);
  if (uses(node, (inner) => inner.kind === ts.SyntaxKind.SuperKeyword) && (isMember || ts.isArrowFunction(node)))
    return '`super`';
  if (!ts.isArrowFunction(node)) return null;
  if (uses(node, (inner) => ts.isMetaProperty(inner) && inner.keywordToken === ts.SyntaxKind.NewKeyword))
    return '`new.target`';
  if (uses(node, (inner) => ts.isIdentifier(inner) && inner.text === 'arguments' && !isPropertyName(inner)))
    return '`arguments` of the function around it';
  return null;
}

function isPropertyName(node: ts.Identifier): boolean {
  return ts.isPropertyAccessExpression(node.parent) && node.parent.name === node;
}

/** Whether a function uses something that belongs to it; arrow functions in it have no such things of their own. */
function uses(node: ts.Node, test: (inner: ts.Node) => boolean): boolean {
  const visit = (inner: ts.Node): boolean => {
    if (inner !== node && ts.isFunctionLike(inner) && !ts.isArrowFunction(inner)) return false;
    if (ts.isClassLike(inner)) return false;
    return test(inner) || (ts.forEachChild(inner, (child) => visit(child) || undefined) ?? false);
  };
  return visit(node);
}
