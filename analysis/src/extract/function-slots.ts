import { ts } from 'ts-morph';
import type { ClosurePlace, StateType } from '../state-model.ts';
import { typeKey } from '../type-key.ts';
import type { CallGraph } from './call-graph.ts';
import { capturedVariables, capturesThis } from './captures.ts';
import { functionBehind, returnedBy } from './function-behind.ts';
import { isFunctionNode } from './outline.ts';
import { declarationName, type Reading } from './reading.ts';
import { bare } from './scopes.ts';
import { type StoredValue, StoredValues } from './stored-values.ts';
import type { Place, TypeReader } from './type-reader.ts';

/** Where the functions come from that one field or variable holds. */
interface Origins {
  readonly named: Set<string>;
  readonly closures: Map<string, ClosurePlace>;
  unknown: boolean;
  found: boolean;
}

/** Finds out where the functions come from that the program stores in its fields and variables. */
export class FunctionSlots {
  readonly #reading: Reading;
  readonly #graph: CallGraph;
  readonly #values: StoredValues;
  readonly #open = new Set<ts.Node>();

  constructor(reading: Reading, graph: CallGraph) {
    this.#reading = reading;
    this.#graph = graph;
    this.#values = new StoredValues(reading);
  }

  /** Whether what was once found to be stored somewhere still is. */
  isStored(declaration: ts.Node, values: readonly ts.Node[]): boolean {
    const now = this.#values.of(declaration);
    return now === values || (now.length === values.length && now.every((value, index) => value === values[index]));
  }

  /** A function type as it stands in a place, with the origin of all values that the sources store there. */
  functionType(reader: TypeReader, type: ts.Type, place: Place): StateType {
    const text = this.#reading.checker.typeToString(type);
    const origins: Origins = { named: new Set(), closures: new Map(), unknown: false, found: false };
    const declaration = place.symbol?.valueDeclaration ?? place.symbol?.declarations?.[0];
    if (declaration) this.#follow(reader, declaration, origins, new Set());
    if (!origins.found && !this.#mayBeEmpty(declaration)) origins.unknown = true;
    const closures = [...origins.closures.values()];
    const captures = closures
      .flatMap((closure) => closure.captures)
      .map((capture) => ({ name: capture.name, typeText: typeKey(capture.type) }));
    const origin = origins.unknown ? 'unknown' : closures.length > 0 ? 'closure' : 'named';
    return { kind: 'function', text, origin, captures, named: [...origins.named], closures };
  }

  /** Everything that is stored in what a declaration declares. */
  #follow(reader: TypeReader, declaration: ts.Node, origins: Origins, seen: Set<ts.Node>): void {
    if (seen.has(declaration)) return;
    seen.add(declaration);
    if (ts.isMethodDeclaration(declaration) || ts.isMethodSignature(declaration))
      this.#followMethods(reader, declaration, origins);
    const values = this.#values.of(declaration);
    for (const value of values) this.#classify(reader, value, origins, seen);
    if (ts.isParameter(declaration) && values.length === 0) unknown(origins);
  }

  /** A method in an object literal is a function that the literal makes. */
  #followMethods(reader: TypeReader, declaration: ts.MethodDeclaration | ts.MethodSignature, origins: Origins): void {
    if (ts.isMethodDeclaration(declaration)) this.#enterFunction(reader, declaration, origins);
  }

  #classify(reader: TypeReader, stored: StoredValue, origins: Origins, seen: Set<ts.Node>): void {
    if (ts.isMethodDeclaration(stored)) {
      this.#enterFunction(reader, stored, origins);
      return;
    }
    const value = bare(stored);
    const parts = partsOf(value);
    if (isFunctionNode(value)) this.#enterFunction(reader, value, origins);
    else if (parts) {
      origins.found ||= parts.length === 0;
      for (const part of parts) this.#classify(reader, part, origins, seen);
    } else if (ts.isCallExpression(value)) this.#enterCall(reader, value, origins, seen);
    else if (ts.isIdentifier(value) || ts.isPropertyAccessExpression(value)) {
      this.#classifyName(reader, value, origins, seen);
    } else this.#enterOther(value, origins);
  }

  #classifyName(
    reader: TypeReader,
    value: ts.Identifier | ts.PropertyAccessExpression,
    origins: Origins,
    seen: Set<ts.Node>,
  ): void {
    const target = functionBehind(this.#reading, value);
    const declaration = this.#declarationOf(ts.isPropertyAccessExpression(value) ? value.name : value);
    if (target) this.#enterNamed(reader, target, origins);
    else if (!declaration) this.#enterOther(value, origins);
    else if (!declaration.getSourceFile().isDeclarationFile) {
      if (this.#mayHoldFunctions(value)) this.#follow(reader, declaration, origins, seen);
    } else if (ts.isFunctionLike(declaration)) origins.found = true;
    else this.#enterOther(value, origins);
  }

  #declarationOf(name: ts.Node): ts.Node | undefined {
    const { checker } = this.#reading;
    const symbol = ts.isShorthandPropertyAssignment(name.parent)
      ? checker.getShorthandAssignmentValueSymbol(name.parent)
      : checker.getSymbolAtLocation(name);
    const resolved = symbol && symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
    return resolved?.valueDeclaration ?? resolved?.declarations?.[0];
  }

  /** The values that a function of the program returns; other calls give functions of unknown origin. */
  #enterCall(reader: TypeReader, call: ts.CallExpression, origins: Origins, seen: Set<ts.Node>): void {
    if (!this.#mayHoldFunctions(call)) return;
    const callee = bare(call.expression);
    const target = isFunctionNode(callee) ? callee : functionBehind(this.#reading, callee);
    if (!target || !isFunctionNode(target) || seen.has(target)) {
      unknown(origins);
      return;
    }
    seen.add(target);
    for (const value of returnedBy(target)) this.#classify(reader, value, origins, seen);
  }

  #enterNamed(reader: TypeReader, target: ts.Node, origins: Origins): void {
    if (isFunctionNode(target) && !ts.isMethodDeclaration(target) && !this.#isLasting(target)) {
      this.#enterFunction(reader, target, origins);
      return;
    }
    origins.found = true;
    origins.named.add(declarationName(this.#reading, target));
  }

  /** A function made by start-up is the new program's own; one made later is a closure with what it captures. */
  #enterFunction(reader: TypeReader, node: ts.Node, origins: Origins): void {
    origins.found = true;
    if (this.#isLasting(node)) return;
    const place = this.#values.placeOf(node);
    if (origins.closures.has(place) || this.#open.has(node)) return;
    this.#open.add(node);
    const captures = capturedVariables(this.#reading, node).map((variable) => ({
      name: variable.name.getText(),
      type: this.#typeOf(reader, variable, `${place}.${variable.name.getText()}`),
    }));
    const owner = capturesThis(node) ? ts.findAncestor(node, ts.isClassLike) : undefined;
    const own =
      owner && reader.read(this.#reading.checker.getTypeAtLocation(owner), { name: place, symbol: undefined });
    this.#open.delete(node);
    origins.closures.set(place, { place, captures: own ? [...captures, { name: 'this', type: own }] : captures });
  }

  #typeOf(reader: TypeReader, variable: ts.Declaration, name: string): StateType {
    const symbol = this.#reading.checker.getSymbolAtLocation((variable as ts.NamedDeclaration).name!);
    return reader.readPlace(this.#reading.checker.getTypeAtLocation(variable), { name, symbol });
  }

  #isLasting = (node: ts.Node): boolean => this.#graph.onlyAtStartUp(node);

  #enterOther(value: ts.Expression, origins: Origins): void {
    if (this.#mayHoldFunctions(value)) unknown(origins);
  }

  #mayHoldFunctions(value: ts.Expression): boolean {
    const type = this.#reading.checker.getTypeAtLocation(value);
    const members = type.isUnion() ? type.types : [type];
    return members.some(
      (member) =>
        Boolean(member.flags & (ts.TypeFlags.Any | ts.TypeFlags.Object)) &&
        (Boolean(member.flags & ts.TypeFlags.Any) ||
          member.getCallSignatures().length > 0 ||
          isContainer(this.#reading, member)),
    );
  }

  /** A place that nothing is stored in may well be empty where its type allows that; a dependency fills its own. */
  #mayBeEmpty(declaration: ts.Node | undefined): boolean {
    if (!declaration) return false;
    if (declaration.getSourceFile().isDeclarationFile) return true;
    const symbol = this.#reading.checker.getSymbolAtLocation((declaration as ts.NamedDeclaration).name ?? declaration);
    const type = symbol && this.#reading.checker.getTypeOfSymbol(symbol);
    const members = type?.isUnion() ? type.types : [];
    return members.some((member) => member.flags & (ts.TypeFlags.Undefined | ts.TypeFlags.Null));
  }
}

function unknown(origins: Origins): void {
  origins.unknown = true;
  origins.found = true;
}

/** The expressions whose values an expression may have or hold; `undefined` where it has none of that form. */
function partsOf(value: ts.Expression): readonly ts.Expression[] | undefined {
  if (ts.isConditionalExpression(value)) return [value.whenTrue, value.whenFalse];
  if (ts.isAwaitExpression(value)) return [value.expression];
  if (ts.isSpreadElement(value)) return [value.expression];
  if (ts.isArrayLiteralExpression(value)) return value.elements;
  if (ts.isNewExpression(value)) return value.arguments ?? [];
  if (ts.isObjectLiteralExpression(value)) {
    return value.properties.flatMap((property) => {
      if (ts.isPropertyAssignment(property)) return [property.initializer];
      if (ts.isShorthandPropertyAssignment(property)) return [property.name];
      return ts.isSpreadAssignment(property) ? [property.expression] : [];
    });
  }
  if (ts.isBinaryExpression(value)) return [value.left, value.right];
  const isNothing =
    value.kind === ts.SyntaxKind.NullKeyword || ts.isLiteralExpression(value) || ts.isVoidExpression(value);
  return isNothing || (ts.isIdentifier(value) && value.text === 'undefined') ? [] : undefined;
}

/** Arrays, maps, sets and objects, which may hold functions in turn. */
const isContainer = (reading: Reading, type: ts.Type): boolean =>
  reading.checker.isArrayLikeType(type) || ['Map', 'Set'].includes(type.getSymbol()?.name ?? '');
