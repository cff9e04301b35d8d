import { ts } from 'ts-morph';
import { callOf, isDefault, namesOf } from './call-graph.ts';
import type { WrittenName } from './occurrences.ts';
import { type Call, calleeName, outlineOf } from './outline.ts';
import { declarationName, type Reading } from './reading.ts';
import { wrapped } from './scopes.ts';
import { UNNAMED } from './source-change.ts';

/** Methods that put their arguments into the collection that they are called on. */
const STORING = new Set(['push', 'unshift', 'add', 'set', 'splice', 'fill', 'on', 'once', 'addListener', 'concat']);

/** An expression that gives a value, or a method of an object literal, which is one. */
export type StoredValue = ts.Expression | ts.MethodDeclaration;

/** What the program's sources store where: the expressions that give each field, variable and parameter its values. */
export class StoredValues {
  readonly #reading: Reading;
  readonly #order: ReadonlyMap<ts.SourceFile, number>;
  /** The functions of each file by their names. */
  readonly #functions = new Map<ts.SourceFile, ReadonlyMap<string, readonly ts.Node[]>>();

  constructor(reading: Reading) {
    this.#reading = reading;
    this.#order = new Map(reading.files.map((file, index) => [file, index]));
  }

  /**
   * Expressions stored in what a declaration declares, in the order of the sources; for a property, those too that are
   * stored under its name in objects whose type the sources do not give.
   */
  of(declaration: ts.Node): readonly StoredValue[] {
    const { memo } = this.#reading;
    const values = memo.apart('values', declaration, () => this.#find(memo.holds(declaration)));
    memo.trace?.stored.set(declaration, values);
    for (const node of [declaration, ...values]) memo.holds(node);
    return values;
  }

  #find(declaration: ts.Node): readonly StoredValue[] {
    const { name } = declaration as ts.NamedDeclaration;
    const found = new Set<StoredValue>(initialValue(declaration));
    if (name && 'text' in name) {
      const stored = this.#storedUnder(name.text as string, isDefault(declaration));
      for (const value of stored.get(declaration) ?? []) found.add(value);
      if (isMember(declaration)) for (const value of stored.get(undefined) ?? []) found.add(value);
    }
    if (ts.isParameter(declaration)) for (const value of this.#handedTo(declaration)) found.add(value);
    return [...found].toSorted((a, b) => this.#compare(a, b));
  }

  /** Name of the place where a function stands: its declaration's name, counted where several share it. */
  placeOf(node: ts.Node): string {
    const name = declarationName(this.#reading, this.#reading.memo.holds(node));
    const count = this.#namesakes(node.getSourceFile()).get(name)?.indexOf(node) ?? -1;
    return count <= 0 ? name : `${name} (${count + 1})`;
  }

  #namesakes(file: ts.SourceFile): ReadonlyMap<string, readonly ts.Node[]> {
    const known = this.#functions.get(file);
    if (known) return known;
    const { functions } = outlineOf(file);
    const found = grouped(functions.map((node) => ({ key: declarationName(this.#reading, node), values: [node] })));
    this.#functions.set(file, found);
    return found;
  }

  /** What is stored under a word, by the declaration that it goes to, or by none where no type tells. */
  #storedUnder(word: string, isDefaultExport: boolean): ReadonlyMap<ts.Node | undefined, readonly StoredValue[]> {
    const { memo, occurrences } = this.#reading;
    return memo.get('stored under', `${word} ${isDefaultExport}`, () => {
      const sites = occurrences.naming(word, isDefaultExport).flatMap((name) => {
        const values = storedAt(name);
        return values.length > 0 ? [{ key: memo.get('stored', name, () => this.#declarationAt(name)), values }] : [];
      });
      return grouped(sites);
    });
  }

  /** The declaration of what is stored where a name is written; for a literal's property, by the type expected there. */
  #declarationAt(name: WrittenName): ts.Node | undefined {
    const { checker, memo } = this.#reading;
    const { parent } = memo.holds(name);
    if (!ts.isObjectLiteralElementLike(parent) || parent.name !== name) return memo.holds(this.#declarationOf(name));
    const context = checker.getContextualType(parent.parent as ts.ObjectLiteralExpression);
    const property = context && propertyOf(checker, context, name.text);
    return memo.holds(property?.valueDeclaration ?? property?.declarations?.[0]);
  }

  /** What calls of a parameter's function give it. */
  #handedTo(parameter: ts.ParameterDeclaration): readonly StoredValue[] {
    const owner = parameter.parent;
    const at = owner.parameters.indexOf(parameter);
    return this.#callsOf(owner).flatMap((call) => {
      const given = [...(call.arguments ?? [])];
      return parameter.dotDotDotToken ? given.slice(at) : given.slice(at, at + 1);
    });
  }

  /** Calls that run a function: by one of its names, by that of a subclass for a constructor, or without a name. */
  #callsOf(owner: ts.Node): readonly Call[] {
    const { files, memo, occurrences } = this.#reading;
    const nodes = ts.isConstructorDeclaration(owner) ? withSubclasses(this.#reading, owner.parent) : [owner];
    const named = nodes
      .flatMap(namesOf)
      .map(({ name, named }) =>
        this.#callsIn(`${name.text} ${isDefault(named)}`, () =>
          occurrences.naming(name.text, isDefault(named)).flatMap((use) => callOf(use) ?? []),
        ),
      );
    const unnamed = this.#callsIn('', () => {
      memo.trace?.words.add(UNNAMED);
      return files.flatMap((file) => outlineOf(file).unnamedCalls);
    });
    return [...named, unnamed].flatMap((calls) => calls.get(owner) ?? []);
  }

  /** Calls under a name, or of what has none, by the function that they run. */
  #callsIn(key: string, find: () => readonly Call[]): ReadonlyMap<ts.Node | undefined, readonly Call[]> {
    const { memo } = this.#reading;
    return memo.get('calls of', key, () =>
      grouped(find().map((call) => ({ key: memo.get('called', call, () => this.#calledBy(call)), values: [call] }))),
    );
  }

  #calledBy(call: Call): ts.Node | undefined {
    const { checker, memo, isCallableWord } = this.#reading;
    const name = calleeName(memo.holds(call));
    const mayBeOwn = !name || isCallableWord(name.text);
    return mayBeOwn ? memo.holds(checker.getResolvedSignature(call)?.declaration) : undefined;
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

/** Values by their keys. */
function grouped<Key, Value>(
  sites: readonly { readonly key: Key; readonly values: readonly Value[] }[],
): ReadonlyMap<Key, readonly Value[]> {
  const groups = new Map<Key, Value[]>();
  for (const { key, values } of sites) {
    const known = groups.get(key);
    if (known) known.push(...values);
    else groups.set(key, [...values]);
  }
  return groups;
}

/** What is put where a name is written: given to a literal's property, assigned to it or to its elements, or handed to a method that stores. */
function storedAt(name: WrittenName): readonly StoredValue[] {
  const { parent } = name;
  if (ts.isObjectLiteralElementLike(parent) && parent.name === name) return initialValue(parent);
  if (ts.isStringLiteral(name)) return [];
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
