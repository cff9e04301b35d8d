import { ts } from 'ts-morph';
import type { ObjectType, StateType } from '../state-model.ts';
import { GENERATORS, HANDLE_PACKAGES, HANDLES, OPAQUE_GLOBALS, TRANSFERABLE } from './built-ins.ts';
import { readEnumOrLiteral, regroupEnums } from './enum-types.ts';
import type { FunctionSlots } from './function-slots.ts';
import { GrowingTypes } from './growing-types.ts';
import { ObjectNames } from './object-names.ts';
import { readObjectType } from './object-types.ts';
import type { Reading } from './reading.ts';
import { comesFromUntypedPackage } from './resolved-imports.ts';

/** Where a type stands: the name that an anonymous object type gets there, and whose values it describes. */
export interface Place {
  readonly name: string;
  readonly symbol: ts.Symbol | undefined;
}

/** Turns the checker's types into state types, and collects every object type that they reach. */
export class TypeReader {
  readonly reading: Reading;
  readonly types = new Map<string, ObjectType>();
  readonly slots: FunctionSlots;
  readonly names: ObjectNames;
  readonly growing: GrowingTypes;
  #owner: ts.Type | undefined;
  readonly #queue: { readonly type: ts.Type; readonly name: string }[] = [];
  readonly #open = new Map<ts.Type, string>();
  readonly #literals = new Map<ts.Type, StateType>();

  constructor(reading: Reading, slots: FunctionSlots) {
    this.reading = reading;
    this.slots = slots;
    this.names = new ObjectNames(reading);
    this.growing = new GrowingTypes(reading.checker);
  }

  /** A type as it stands at a place, with null and undefined added where the options let them in. */
  readPlace(type: ts.Type, place: Place): StateType {
    const read = this.read(type, place);
    return this.reading.everythingNullable ? nullable(read) : read;
  }

  read(type: ts.Type, place: Place): StateType {
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
    for (const { type, name } of this.#queue) {
      this.#owner = type;
      this.types.set(name, readObjectType(this, type, name));
      yield;
    }
    this.#queue.length = 0;
  }

  /** The reference to an object type, which is read later. */
  reach(type: ts.Type, place: Place): StateType {
    const { name, isNew } = this.names.of(type, place.name);
    if (isNew) {
      this.#queue.push({ type, name });
      this.growing.enter(type, this.#owner);
    }
    return { kind: 'object', type: name };
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

const OUTSIDE = 'it stands for something outside the heap of the process';

const PRIMITIVE_LIKE =
  ts.TypeFlags.StringLike | ts.TypeFlags.NumberLike | ts.TypeFlags.BigIntLike | ts.TypeFlags.BooleanLike;

const SIMPLE: readonly (readonly [ts.TypeFlags, StateType])[] = [
  [ts.TypeFlags.Unknown, { kind: 'opaque', name: 'unknown' }],
  [ts.TypeFlags.Never, { kind: 'opaque', name: 'never' }],
  [ts.TypeFlags.NonPrimitive, { kind: 'opaque', name: 'object' }],
  [ts.TypeFlags.String, { kind: 'primitive', name: 'string' }],
  [ts.TypeFlags.Number, { kind: 'primitive', name: 'number' }],
  [ts.TypeFlags.BigInt, { kind: 'primitive', name: 'bigint' }],
  [ts.TypeFlags.Boolean, { kind: 'primitive', name: 'boolean' }],
  [ts.TypeFlags.ESSymbolLike, { kind: 'primitive', name: 'symbol' }],
  [ts.TypeFlags.Undefined, { kind: 'primitive', name: 'undefined' }],
  [ts.TypeFlags.Void, { kind: 'primitive', name: 'undefined' }],
  [ts.TypeFlags.Null, { kind: 'primitive', name: 'null' }],
];

function readSimple(type: ts.Type): StateType | undefined {
  if (type.flags & ts.TypeFlags.Any) {
    const unresolved = (type as ts.Type & { intrinsicName?: string }).intrinsicName === 'error';
    const name = type.aliasSymbol?.name ?? '';
    // Without the declarations of Node its handles are still known by name.
    if (unresolved && HANDLES.has(name)) return { kind: 'unmovable', name, why: OUTSIDE };
    return { kind: 'opaque', name: unresolved ? 'unresolved' : 'any' };
  }
  return SIMPLE.find(([flag]) => type.flags & flag)?.[1];
}

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
