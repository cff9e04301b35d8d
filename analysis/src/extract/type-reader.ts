import { ts } from 'ts-morph';
import type { ObjectType, StateType } from '../state-model.ts';
import { GENERATORS, HANDLE_PACKAGES, HANDLES, OPAQUE_GLOBALS, TRANSFERABLE } from './built-ins.ts';
import { readEnumOrLiteral, regroupEnums } from './enum-types.ts';
import type { FunctionSlots } from './function-slots.ts';
import { GrowingTypes } from './growing-types.ts';
import { type Identity, ObjectNames, OrderMatters } from './object-names.ts';
import { readObjectType } from './object-types.ts';
import type { Reading } from './reading.ts';
import { comesFromUntypedPackage } from './resolved-imports.ts';
import { OUTSIDE, readSimple } from './simple-types.ts';

/** Where a type stands: the name that an anonymous object type gets there, and whose values it describes. */
export interface Place {
  readonly name: string;
  readonly symbol: ts.Symbol | undefined;
}

/** Something of the state that is read at once: the roots of a file or of a function, or an object type. */
interface Reached<Value> {
  readonly value: Value;
  /** Names of the object types that it mentions. */
  readonly names: readonly string[];
}

interface ReadType extends Reached<ObjectType> {
  readonly identity: Identity;
  /** What mentions it first; it tells the place by which a type without a name is named. */
  readonly owner: string;
}

type NamedType = ts.InterfaceDeclaration | ts.ClassDeclaration | ts.TypeAliasDeclaration;

/** Turns the checker's types into state types, and collects every object type that they reach. */
export class TypeReader {
  readonly reading: Reading;
  readonly types = new Map<string, ObjectType>();
  readonly slots: FunctionSlots;
  readonly names: ObjectNames;
  readonly #growing: GrowingTypes;
  readonly #isFresh: boolean;
  #hasGrown = false;
  #owner: ts.Type | undefined;
  #reached = new Set<string>();
  readonly #found = new Map<string, ts.Type>();
  readonly #queue = new Map<string, { readonly owner: string; readonly again: () => void }>();
  readonly #open = new Map<ts.Type, string>();
  readonly #literals = new Map<ts.Type, StateType>();

  constructor(reading: Reading, slots: FunctionSlots) {
    this.reading = reading;
    this.slots = slots;
    const known = reading.memo.entries<ReadType>('types');
    const identities = new Map(known.map(([name, { identity }]) => [name as string, identity]));
    this.names = new ObjectNames(reading, identities, (name) => this.#queue.has(name));
    this.#isFresh = known.length === 0;
    this.#growing = new GrowingTypes(reading.checker);
  }

  /** Reads roots, unless they have been read and nothing changed that they were read from. */
  readRoots<Value>(key: object, owner: string, read: () => Value): Value {
    const { value, names } = this.reading.memo.get('roots', key, () => this.#reaching(read));
    this.#enter(names, owner, read);
    return value;
  }

  /** Whether a type goes on for ever in what it reaches. */
  isGrowing(type: ts.Type): boolean {
    const isGrowing = this.#growing.isGrowing(type);
    this.#hasGrown ||= isGrowing;
    return isGrowing;
  }

  /** A type as it stands at a place, with null and undefined added where the options let them in. */
  readPlace(type: ts.Type, place: Place): StateType {
    const read = this.read(type, place);
    return this.reading.everythingNullable ? nullable(read) : read;
  }

  read(type: ts.Type, place: Place): StateType {
    this.reading.trace(type);
    const known = this.#literals.get(type);
    if (known) return known;
    const simple = readSimple(type);
    if (simple) return this.#knownAsAny(simple, place);
    const enumerated = readEnumOrLiteral(this.reading, type);
    if (enumerated) {
      this.#literals.set(type, enumerated);
      return enumerated;
    }
    const again = this.#open.get(type);
    if (again !== undefined) return { kind: 'recursive', name: again };
    this.#open.set(type, type.aliasSymbol?.name ?? this.reading.checker.typeToString(type));
    try {
      return this.#readCompound(type, place);
    } finally {
      this.#open.delete(type);
    }
  }

  /** What comes from a package without types is any; there is nothing to install or to correct. */
  #knownAsAny(type: StateType, { symbol }: Place): StateType {
    if (type.kind !== 'opaque' || type.name !== 'unresolved') return type;
    const isAny = symbol?.declarations?.some((each) => comesFromUntypedPackage(this.reading, each));
    return isAny ? { kind: 'opaque', name: 'any' } : type;
  }

  /** Reads the fields of every object type reached so far, and of those that they reach in turn. */
  *drain(): Generator<void> {
    // The queue grows while it is walked.
    for (const [name, { owner, again }] of this.#queue) {
      const { value, names } = this.reading.memo.get('types', name, () => this.#readType(name, owner, again));
      this.types.set(name, value);
      this.#enter(names, name, () => this.#readAgain(name, again));
      yield;
    }
    this.reading.memo.retain('types', this.types);
    // Where such types are cut off depends on the way to them.
    if (this.#hasGrown) this.reading.memo.clear();
  }

  /** The reference to an object type, which is read later. */
  reach(type: ts.Type, place: Place): StateType {
    const { name, isNew } = this.names.of(type, place.name);
    if (isNew) {
      this.#found.set(name, type);
      this.#growing.enter(type, this.#owner);
    }
    this.#reached.add(name);
    return { kind: 'object', type: name };
  }

  #reaching<Value>(read: () => Value): Reached<Value> {
    const outer = this.#reached;
    this.#reached = new Set();
    try {
      return { value: read(), names: [...this.#reached] };
    } finally {
      this.#reached = outer;
    }
  }

  #enter(names: readonly string[], owner: string, again: () => void): void {
    for (const name of names) {
      if (this.#queue.has(name)) continue;
      this.#queue.set(name, { owner, again });
      const known = this.#isFresh ? undefined : this.reading.memo.peek<ReadType>('types', name);
      const isPlaced = known && (!known.identity.isNamed || name.endsWith(')'));
      if (isPlaced && known.owner !== owner) throw new OrderMatters();
    }
  }

  #readType(name: string, owner: string, again: () => void): ReadType {
    const type = this.#typeOf(name, again);
    this.#owner = type;
    const read = this.#reaching(() => readObjectType(this, type, name));
    return { ...read, identity: this.names.identityOf(name), owner };
  }

  /** What mentions a type is read again only to have the type under this checker. */
  #readAgain(name: string, again: () => void): void {
    this.reading.memo.untraced(() => this.#reaching(() => readObjectType(this, this.#typeOf(name, again), name)));
  }

  #typeOf(name: string, again: () => void): ts.Type {
    const declared = this.#found.has(name) ? undefined : this.#declaredAs(name);
    if (declared && this.names.declared(declared) === name) this.reach(declared, { name, symbol: undefined });
    if (!this.#found.has(name)) again();
    const found = this.#found.get(name);
    if (!found) throw new OrderMatters();
    return found;
  }

  /** The type that a module declares under a name by itself; there is none where it wrongly declares two. */
  #declaredAs(name: string): ts.Type | undefined {
    const { checker, program, root } = this.reading;
    const [file, own] = name.split('#');
    const isNamed = (node: ts.Statement): node is NamedType =>
      (ts.isInterfaceDeclaration(node) || ts.isClassDeclaration(node) || ts.isTypeAliasDeclaration(node)) &&
      node.name?.text === own;
    const nodes = program.getSourceFile(`${root}/${file}`)?.statements.filter(isNamed) ?? [];
    const [symbol, ...others] = new Set(nodes.map((node) => checker.getSymbolAtLocation(node.name!)));
    const isSure = others.length === 0 && !nodes.some((node) => node.typeParameters);
    return symbol && isSure ? checker.getDeclaredTypeOfSymbol(symbol) : undefined;
  }

  #readCompound(type: ts.Type, place: Place): StateType {
    const { checker } = this.reading;
    if (type.isUnion()) return this.#readUnion(type, place);
    if (type.flags & ts.TypeFlags.TypeParameter || type.flags & ts.TypeFlags.Instantiable) {
      const bound = checker.getBaseConstraintOfType(type);
      return bound && bound !== type ? this.read(bound, place) : { kind: 'opaque', name: 'unknown' };
    }
    if (type.isIntersection()) {
      const branded = this.#readBranded(type, place);
      if (branded) return branded;
    }
    if (checker.isTupleType(type)) return this.#readTuple(type as ts.TupleTypeReference, place);
    if (checker.isArrayType(type)) {
      return { kind: 'array', element: this.readPlace(this.#argument(type, 0), place) };
    }
    return this.#readObject(type, place);
  }

  #readUnion(type: ts.UnionType, place: Place): StateType {
    const members = regroupEnums(type.types.map((member) => this.read(member, place)));
    const union: StateType = members.length === 1 ? members[0]! : { kind: 'union', members };
    if (members.every((member) => member.kind === 'literal' || member.kind === 'enum' || member.kind === 'primitive')) {
      this.#literals.set(type, union);
    }
    return union;
  }

  /** An intersection of a primitive with object types is that primitive: the rest exists in the type only. */
  #readBranded(type: ts.IntersectionType, place: Place): StateType | undefined {
    const primitive = type.types.find((member) => member.flags & PRIMITIVE_LIKE);
    if (!primitive) return undefined;
    const read = this.read(primitive, place);
    if (read.kind !== 'primitive') return read;
    const brand = type.types.filter((member) => member !== primitive);
    return { ...read, brand: brand.map((member) => this.reading.checker.typeToString(member)).join(' & ') };
  }

  #readTuple(type: ts.TupleTypeReference, place: Place): StateType {
    const { elementFlags, labeledElementDeclarations } = type.target;
    const slots = this.reading.checker.getTypeArguments(type).map((slot, index) => {
      const flags = elementFlags[index]!;
      const label = labeledElementDeclarations?.[index]?.name;
      return {
        type: this.readPlace(flags & ts.ElementFlags.Optional ? this.#present(slot) : slot, place),
        form: formOf(flags),
        ...(label && ts.isIdentifier(label) && { label: label.text }),
      };
    });
    return { kind: 'tuple', slots };
  }

  #readObject(type: ts.Type, place: Place): StateType {
    const symbol = type.getSymbol();
    const global = symbol && this.#readGlobal(type, symbol, place);
    if (global) return global;
    const handle = this.#handleName(type);
    if (handle) return { kind: 'unmovable', name: handle, why: OUTSIDE };
    if (isFunctionOnly(this.reading.checker, type)) return this.slots.functionType(this, type, place);
    return this.reach(type, place);
  }

  #readGlobal(type: ts.Type, symbol: ts.Symbol, place: Place): StateType | undefined {
    const declaration = symbol.declarations?.[0];
    if (!declaration || !isLibraryFile(this.reading, declaration.getSourceFile())) return undefined;
    const argument = (index: number) => this.readPlace(this.#argument(type, index), place);
    const count = this.reading.checker.getTypeArguments(type as ts.TypeReference).length;
    const { name } = symbol;
    if (GENERATORS.has(name)) return { kind: 'unmovable', name, why: 'it is running code' };
    switch (name) {
      case 'Map':
      case 'ReadonlyMap':
        return { kind: 'map', key: argument(0), value: argument(1) };
      case 'Set':
      case 'ReadonlySet':
        return { kind: 'set', element: argument(0) };
      case 'WeakMap':
        return { kind: 'weak', name, of: [argument(0), argument(1)] };
      case 'WeakSet':
      case 'WeakRef':
        return { kind: 'weak', name, of: [argument(0)] };
      case 'Promise':
      case 'PromiseLike':
        return { kind: 'promise', of: argument(0) };
      case 'Date':
        return { kind: 'date' };
      case 'Function':
      case 'CallableFunction':
      case 'NewableFunction':
        return this.slots.functionType(this, type, place);
      case 'Object':
        return { kind: 'opaque', name: 'object' };
    }
    if (!TRANSFERABLE.has(name)) return hiddenState(declaration, name);
    const typeArguments = name.endsWith('Array') || name === 'Buffer' || name === 'DataView' ? 0 : count;
    return { kind: 'builtin', name, arguments: Array.from({ length: typeArguments }, (_, index) => argument(index)) };
  }

  /** The native handle that a class or interface of Node or of a dependency is, or extends. */
  #handleName(type: ts.Type): string | undefined {
    for (let at: ts.Type | undefined = type, depth = 0; at && depth < 50; depth += 1) {
      const symbol: ts.Symbol | undefined = at.getSymbol();
      const file = symbol?.declarations?.[0]?.getSourceFile();
      const foreign = file !== undefined && (isLibraryFile(this.reading, file) || HANDLE_PACKAGES.test(file.fileName));
      if (symbol && foreign && HANDLES.has(symbol.name)) return symbol.name;
      const target: ts.Type = (at as ts.TypeReference).target ?? at;
      at = target.isClassOrInterface() ? target.getBaseTypes()?.[0] : undefined;
    }
    return undefined;
  }

  #argument(type: ts.Type, index: number): ts.Type {
    const { checker } = this.reading;
    return checker.getTypeArguments(type as ts.TypeReference)[index] ?? checker.getUnknownType();
  }

  /** An optional slot's type without the undefined that its absence adds. */
  #present(type: ts.Type): ts.Type {
    return this.reading.exactOptional ? this.reading.checker.getNonNullableType(type) : type;
  }
}

/** Adds null and undefined, which are no members of a type read without `strictNullChecks`. */
export function nullable(type: StateType): StateType {
  if (type.kind === 'opaque') return type;
  const members = type.kind === 'union' ? type.members : [type];
  const missing = (['null', 'undefined'] as const).filter(
    (name) => !members.some((member) => member.kind === 'primitive' && member.name === name),
  );
  return { kind: 'union', members: [...members, ...missing.map((name) => ({ kind: 'primitive', name }) as const)] };
}

/** Global classes that keep their state to themselves, such as those of Intl, cannot be copied. */
function hiddenState(declaration: ts.Declaration, name: string): StateType | undefined {
  const isClass = ts.isInterfaceDeclaration(declaration) && OPAQUE_GLOBALS.has(name);
  return isClass ? { kind: 'unmovable', name, why: 'it keeps its state to itself' } : undefined;
}

const PRIMITIVE_LIKE =
  ts.TypeFlags.StringLike | ts.TypeFlags.NumberLike | ts.TypeFlags.BigIntLike | ts.TypeFlags.BooleanLike;

function formOf(flags: ts.ElementFlags): 'required' | 'optional' | 'rest' {
  if (flags & ts.ElementFlags.Variable) return 'rest';
  return flags & ts.ElementFlags.Optional ? 'optional' : 'required';
}

/** Callable or constructible, and nothing else: a class or function value, whose own properties are code too. */
function isFunctionOnly(checker: ts.TypeChecker, type: ts.Type): boolean {
  const callable = type.getCallSignatures().length + type.getConstructSignatures().length > 0;
  if (!callable) return false;
  const symbol = type.getSymbol();
  const isCode = symbol && symbol.flags & (ts.SymbolFlags.Class | ts.SymbolFlags.Function | ts.SymbolFlags.Method);
  return Boolean(isCode) || checker.getPropertiesOfType(type).length === 0 || type.getConstructSignatures().length > 0;
}

function isLibraryFile(reading: Reading, file: ts.SourceFile): boolean {
  return reading.program.isSourceFileDefaultLibrary(file) || file.fileName.includes('/@types/node/');
}
