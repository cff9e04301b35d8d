import { ts } from 'ts-morph';
import { isFunctionNode } from './call-graph.ts';
import { declarationName, type Reading } from './reading.ts';
import { bare } from './scopes.ts';

/** Methods that put their arguments into the collection that they are called on. */
const STORING = new Set(['push', 'unshift', 'add', 'set', 'splice', 'fill', 'on', 'once', 'addListener', 'concat']);

/** An expression that gives a value, or a method of an object literal, which is one. */
export type StoredValue = ts.Expression | ts.MethodDeclaration;

/** What the program's sources store where: the expressions that give each field, variable and parameter its values. */
export class StoredValues {
  readonly #reading: Reading;
  readonly #values = new Map<ts.Node, StoredValue[]>();
  readonly #loose = new Map<string, StoredValue[]>();
  readonly #places = new Map<ts.Node, string>();
  readonly #counts = new Map<string, number>();

  constructor(reading: Reading) {
    this.#reading = reading;
    const visit = (node: ts.Node): void => {
      this.#enter(node);
      if (isFunctionNode(node)) this.#enterPlace(node);
      ts.forEachChild(node, visit);
    };
    for (const file of reading.files) visit(file);
  }

  /** Expressions stored in what a declaration declares. */
  of(declaration: ts.Node): readonly StoredValue[] {
    return this.#values.get(declaration) ?? [];
  }

  /** Expressions stored under a property name in objects whose type the sources do not give. */
  loose(name: string): readonly StoredValue[] {
    return this.#loose.get(name) ?? [];
  }

  /** Name of the place where a function stands: its declaration's name, counted where several share it. */
  placeOf(node: ts.Node): string {
    return this.#places.get(node) ?? declarationName(this.#reading, node);
  }

  #enterPlace(node: ts.Node): void {
    const name = declarationName(this.#reading, node);
    const count = (this.#counts.get(name) ?? 0) + 1;
    this.#counts.set(name, count);
    this.#places.set(node, count === 1 ? name : `${name} (${count})`);
  }

  #enter(node: ts.Node): void {
    if (ts.isPropertyAssignment(node)) this.#enterProperty(node, node.initializer);
    else if (ts.isShorthandPropertyAssignment(node)) this.#enterProperty(node, node.name);
    else if (ts.isMethodDeclaration(node) && ts.isObjectLiteralExpression(node.parent)) this.#enterProperty(node, node);
    else if (ts.isVariableDeclaration(node) || ts.isPropertyDeclaration(node) || ts.isParameter(node)) {
      if (node.initializer) this.#add(node, node.initializer);
    } else if (ts.isBinaryExpression(node) && isAssignment(node.operatorToken.kind)) {
      this.#add(this.#declarationOf(node.left), node.right);
    } else if (ts.isCallExpression(node) || ts.isNewExpression(node)) this.#enterCall(node);
  }

  #enterProperty(node: ts.ObjectLiteralElementLike, value: StoredValue): void {
    const name = (node.name?.getText() ?? '').replace(/^['"]|['"]$/g, '');
    const context = this.#reading.checker.getContextualType(node.parent as ts.ObjectLiteralExpression);
    const property = context && propertyOf(this.#reading.checker, context, name);
    const declaration = property?.valueDeclaration ?? property?.declarations?.[0];
    this.#add(node, value);
    if (declaration && declaration !== node) this.#add(declaration, value);
    else if (!declaration) this.#loose.set(name, [...this.loose(name), value]);
  }

  #enterCall(node: ts.CallExpression | ts.NewExpression): void {
    const callee = node.expression;
    if (ts.isPropertyAccessExpression(callee) && STORING.has(callee.name.text)) {
      const container = this.#declarationOf(callee.expression);
      for (const argument of node.arguments ?? []) this.#add(container, argument);
    }
    const parameters = this.#parametersOf(node);
    for (const [index, argument] of (node.arguments ?? []).entries()) {
      const parameter = parameters[Math.min(index, parameters.length - 1)];
      if (parameter && (index < parameters.length || parameter.dotDotDotToken)) this.#add(parameter, argument);
    }
  }

  #parametersOf(node: ts.CallExpression | ts.NewExpression): readonly ts.ParameterDeclaration[] {
    if ((node.arguments ?? []).length === 0 || !this.#mayBeOwn(bare(node.expression))) return [];
    const declaration = this.#reading.checker.getResolvedSignature(node)?.declaration;
    if (!declaration || declaration.getSourceFile().isDeclarationFile || ts.isJSDocSignature(declaration)) return [];
    return declaration.parameters.filter(ts.isParameter);
  }

  #mayBeOwn(callee: ts.Expression): boolean {
    const name = ts.isPropertyAccessExpression(callee) ? callee.name : callee;
    const isNamed = ts.isIdentifier(name) || ts.isPrivateIdentifier(name);
    return !isNamed || this.#reading.callableWords.has(name.text);
  }

  /** What an expression names: a variable, a field, or the container of an element. */
  #declarationOf(expression: ts.Expression): ts.Node | undefined {
    const target = bare(expression);
    if (ts.isElementAccessExpression(target)) return this.#declarationOf(target.expression);
    const name = ts.isPropertyAccessExpression(target) ? target.name : target;
    const symbol = this.#reading.checker.getSymbolAtLocation(name);
    const resolved =
      symbol && symbol.flags & ts.SymbolFlags.Alias ? this.#reading.checker.getAliasedSymbol(symbol) : symbol;
    return resolved?.valueDeclaration ?? resolved?.declarations?.[0];
  }

  #add(declaration: ts.Node | undefined, value: StoredValue): void {
    if (!declaration) return;
    const known = this.#values.get(declaration);
    if (known) known.push(value);
    else this.#values.set(declaration, [value]);
  }
}

function propertyOf(checker: ts.TypeChecker, type: ts.Type, name: string): ts.Symbol | undefined {
  const whole = checker.getPropertyOfType(type, name);
  if (whole || !type.isUnion()) return whole;
  for (const member of type.types) {
    const found = checker.getPropertyOfType(member, name);
    if (found) return found;
  }
  return undefined;
}

const isAssignment = (kind: ts.SyntaxKind): boolean =>
  kind === ts.SyntaxKind.EqualsToken ||
  kind === ts.SyntaxKind.QuestionQuestionEqualsToken ||
  kind === ts.SyntaxKind.BarBarEqualsToken ||
  kind === ts.SyntaxKind.AmpersandAmpersandEqualsToken;
