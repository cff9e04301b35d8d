import { ts } from 'ts-morph';
import { callOf, isDefault, usesOf } from './call-graph.ts';
import type { WrittenName } from './occurrences.ts';
import { type Call, calleeName, outlineOf } from './outline.ts';
import { declarationName, type Reading } from './reading.ts';
import { wrapped } from './scopes.ts';

/** Methods that put their arguments into the collection that they are called on. */
const STORING = new Set(['push', 'unshift', 'add', 'set', 'splice', 'fill', 'on', 'once', 'addListener', 'concat']);

/** An expression that gives a value, or a method of an object literal, which is one. */
export type StoredValue = ts.Expression | ts.MethodDeclaration;

/** What the program's sources store where: the expressions that give each field, variable and parameter its values. */
export class StoredValues {
  readonly #reading: Reading;
  readonly #values = new Map<ts.Node, readonly StoredValue[]>();
  readonly #called = new Map<Call, ts.Node | undefined>();
  readonly #order: ReadonlyMap<ts.SourceFile, number>;
  #unnamed: readonly Call[] | undefined;

  constructor(reading: Reading) {
    this.#reading = reading;
    this.#order = new Map(reading.files.map((file, index) => [file, index]));
  }

  /**
   * Expressions stored in what a declaration declares, in the order of the sources; for a property, those too that are
   * stored under its name in objects whose type the sources do not give.
   */
  of(declaration: ts.Node): readonly StoredValue[] {
    const known = this.#values.get(declaration);
    if (known) return known;
    const found = new Set<StoredValue>(initialValue(declaration));
    for (const name of this.#namesOf(declaration)) {
      for (const value of this.#storedBy(name, declaration)) found.add(value);
    }
    if (ts.isParameter(declaration)) for (const value of this.#handedTo(declaration)) found.add(value);
    const values = [...found].toSorted((a, b) => this.#compare(a, b));
    this.#values.set(declaration, values);
    return values;
  }

  /** Name of the place where a function stands: its declaration's name, counted where several share it. */
  placeOf(node: ts.Node): string {
    const name = declarationName(this.#reading, node);
    const { functions } = outlineOf(node.getSourceFile());
    const same = functions.filter((each) => declarationName(this.#reading, each) === name);
    const count = same.indexOf(node as ts.FunctionLikeDeclaration) + 1;
    return count <= 1 ? name : `${name} (${count})`;
  }

  #namesOf(declaration: ts.Node): readonly WrittenName[] {
    const { name } = declaration as ts.NamedDeclaration;
    if (!name || !('text' in name)) return [];
    return this.#reading.occurrences.naming(name.text, isDefault(declaration));
  }

  /** What is stored where a name is written, if that is the name of the declaration. */
  #storedBy(name: WrittenName, declaration: ts.Node): readonly StoredValue[] {
    const { parent } = name;
    if (ts.isObjectLiteralElementLike(parent) && parent.name === name) {
      const value = initialValue(parent);
      return value.length > 0 && this.#isPropertyOf(parent, name.text, declaration) ? value : [];
    }
    if (ts.isStringLiteral(name)) return [];
    const values = storedAt(name);
    return values.length > 0 && this.#declarationOf(name) === declaration ? values : [];
  }

  /** Whether a literal's property is the declared one, by the type that is expected there, or may be, for want of one. */
  #isPropertyOf(node: ts.ObjectLiteralElementLike, name: string, declaration: ts.Node): boolean {
    if (node === declaration) return true;
    const { checker } = this.#reading;
    const context = checker.getContextualType(node.parent as ts.ObjectLiteralExpression);
    const property = context && propertyOf(checker, context, name);
    const expected = property?.valueDeclaration ?? property?.declarations?.[0];
    return expected ? expected === declaration : isMember(declaration);
  }

  /** What calls of a parameter's function give it. */
  #handedTo(parameter: ts.ParameterDeclaration): readonly StoredValue[] {
    const owner = parameter.parent;
    const parameters = owner.parameters.filter(ts.isParameter);
    const at = parameters.indexOf(parameter);
    return this.#callsOf(owner).flatMap((call) => {
      if (this.#calledBy(call) !== owner) return [];
      const given = [...(call.arguments ?? [])];
      return parameter.dotDotDotToken ? given.slice(at) : given.slice(at, at + 1);
    });
  }

  /** Calls that may run a function: those by one of its names, and those that name nothing. */
  #callsOf(owner: ts.Node): readonly Call[] {
    const { files } = this.#reading;
    const named = ts.isConstructorDeclaration(owner) ? withSubclasses(this.#reading, owner.parent) : [owner];
    this.#unnamed ??= files.flatMap((file) => outlineOf(file).unnamedCalls);
    const byName = named.flatMap((node) => usesOf(this.#reading, node).flatMap((use) => callOf(use) ?? []));
    return [...byName, ...this.#unnamed];
  }

  #calledBy(call: Call): ts.Node | undefined {
    if (this.#called.has(call)) return this.#called.get(call);
    const name = calleeName(call);
    const mayBeOwn = !name || this.#reading.isCallableWord(name.text);
    const declaration = mayBeOwn ? this.#reading.checker.getResolvedSignature(call)?.declaration : undefined;
    this.#called.set(call, declaration);
    return declaration;
  }

  /** What a name stands for: a variable or a field. */
  #declarationOf(name: ts.Node): ts.Node | undefined {
    const { checker } = this.#reading;
    const symbol = checker.getSymbolAtLocation(name);
    const resolved = symbol && symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
    return resolved?.valueDeclaration ?? resolved?.declarations?.[0];
  }

  #compare(a: ts.Node, b: ts.Node): number {
    const files = this.#order.get(a.getSourceFile())! - this.#order.get(b.getSourceFile())!;
    return files || a.pos - b.pos;
  }
}

/** The value that a declaration itself gives to what it declares. */
function initialValue(node: ts.Node): readonly StoredValue[] {
  if (ts.isShorthandPropertyAssignment(node)) return [node.name];
  if (ts.isMethodDeclaration(node)) return ts.isObjectLiteralExpression(node.parent) ? [node] : [];
  const holds =
    ts.isPropertyAssignment(node) ||
    ts.isVariableDeclaration(node) ||
    ts.isPropertyDeclaration(node) ||
    ts.isParameter(node);
  return holds && node.initializer ? [node.initializer] : [];
}

/** What is put where a name is written: assigned to it or to its elements, or handed to a method that stores. */
function storedAt(name: ts.Node): readonly StoredValue[] {
  const { parent } = name;
  let at = wrapped(ts.isPropertyAccessExpression(parent) && parent.name === name ? parent : name);
  while (ts.isElementAccessExpression(at.parent) && at.parent.expression === at) at = wrapped(at.parent);
  const user = at.parent;
  if (ts.isBinaryExpression(user)) return user.left === at && isAssignment(user.operatorToken.kind) ? [user.right] : [];
  const isStoring = ts.isPropertyAccessExpression(user) && user.expression === at && STORING.has(user.name.text);
  const call = isStoring ? user.parent : undefined;
  const isCall = call && (ts.isCallExpression(call) || ts.isNewExpression(call)) && call.expression === user;
  return isCall ? (call.arguments ?? []) : [];
}

/** A class and those below it, which run its constructor where they have none of their own. */
function withSubclasses(reading: Reading, owner: ts.Node): readonly ts.Node[] {
  const found = new Set([owner]);
  for (const node of found) {
    const symbol = (node as ts.Node & { readonly symbol?: ts.Symbol }).symbol;
    for (const below of symbol ? reading.heritage.below(symbol) : []) found.add(below);
  }
  return [...found];
}

const isMember = (node: ts.Node): boolean =>
  ts.isPropertySignature(node) || ts.isMethodSignature(node) || ts.isPropertyDeclaration(node);

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
