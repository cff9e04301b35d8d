import { ts } from 'ts-morph';
import type { StateField } from '../state-model.ts';
import { docTags } from './doc-tags.ts';
import { evolvingArrayOr } from './evolving-arrays.ts';
import { fieldInitializer } from './initializers.ts';
import { declarationName, positionOf, type Reading } from './reading.ts';
import { spelling, widenedType } from './spelling.ts';
import { timerOr } from './timers.ts';
import type { TypeReader } from './type-reader.ts';

/**
 * A property as state: one field, none where it is code (a method, a getter, a setter), or all that a dependency's class
 * declares as `#private`, without a name of any.
 */
export function readFields(
  reader: TypeReader,
  owner: ts.Type,
  ownerName: string,
  property: ts.Symbol,
): readonly StateField[] {
  const field = readField(reader, owner, ownerName, property);
  const declaration = property.valueDeclaration;
  if (!field || !declaration || !hidesNames(declaration)) return field ? [field] : [];
  const secrets = reader.reading.shipped.of(declaration.parent as ts.ClassLikeDeclaration)?.secrets ?? [];
  return secrets.map((name) => ({ ...field, name, undeclared: true }));
}

function readField(reader: TypeReader, owner: ts.Type, ownerName: string, property: ts.Symbol): StateField | undefined {
  const { reading } = reader;
  const declaration = property.valueDeclaration ?? property.declarations?.[0];
  if (property.flags & ts.SymbolFlags.Prototype || isCode(reading, property, declaration)) return undefined;
  const node = declaration ?? owner.getSymbol()?.declarations?.[0] ?? owner.aliasSymbol?.declarations?.[0];
  if (!node) return undefined;
  const name = fieldName(property, declaration);
  const optional = Boolean(property.flags & ts.SymbolFlags.Optional);
  const type = fieldType(reading, property, declaration, optional);
  const inherited = inheritedFrom(owner, declaration);
  const initializer = declaration && fieldInitializer(reading, declaration, name);
  const place = { name: `${ownerName}.${name}`, symbol: property };
  return {
    name,
    optional,
    type: evolvingArrayOr(timerOr(reader.readPlace(type, place), declaration), declaration),
    typeText: spelling(reading, declaration, type),
    position: positionOf(reading, (declaration as ts.NamedDeclaration | undefined)?.name ?? node),
    ...(inherited && { declaredIn: declarationName(reading, inherited) }),
    access: accessOf(name, declaration),
    readonly: declaration !== undefined && hasModifier(declaration, ts.SyntaxKind.ReadonlyKeyword),
    ...(declaration && leavesTypeOut(declaration) && { undeclared: true }),
    ...(initializer && { initializer }),
    tags: docTags(declaration),
  };
}

function isCode(reading: Reading, property: ts.Symbol, declaration: ts.Declaration | undefined): boolean {
  if (!declaration) return false;
  if (isBrand(declaration) || isOfBuiltIn(reading, declaration) || isToStringTag(declaration)) return true;
  if (leavesTypeOut(declaration) && isShippedCode(reading, declaration)) return true;
  if (ts.isGetAccessor(declaration) || ts.isSetAccessor(declaration)) return !isTypeMember(declaration);
  if (ts.isMethodDeclaration(declaration)) return true;
  // What a dependency declares as a method is its code.
  if (declaration.getSourceFile().isDeclarationFile && property.flags & ts.SymbolFlags.Method) return true;
  if (!ts.isMethodSignature(declaration))
    return Boolean(property.flags & ts.SymbolFlags.Method) && !isTypeMember(declaration);
  const { symbol } = declaration.parent as ts.Node & { symbol?: ts.Symbol };
  return symbol !== undefined && reading.heritage.isImplemented(symbol);
}

/** The `#private` that a declaration file writes for all fields and methods of that kind together. */
export const hidesNames = (node: ts.Node): node is ts.PropertyDeclaration =>
  ts.isPropertyDeclaration(node) && node.getSourceFile().isDeclarationFile && node.name.getText() === '#private';

/** Of a private member a declaration file says no more than the name. */
const leavesTypeOut = (node: ts.Declaration): node is ts.PropertyDeclaration =>
  ts.isPropertyDeclaration(node) &&
  !node.type &&
  node.getSourceFile().isDeclarationFile &&
  hasModifier(node, ts.SyntaxKind.PrivateKeyword);

function isShippedCode({ shipped }: Reading, { parent, name }: ts.PropertyDeclaration): boolean {
  return ts.isClassLike(parent) && (shipped.of(parent)?.code.has(name.getText()) ?? false);
}

/** What an object calls itself in a text says nothing of what it holds. */
const isToStringTag = (node: ts.Declaration): boolean =>
  (node as ts.NamedDeclaration).name?.getText() === '[Symbol.toStringTag]';

/** A property of a global class that a class of the program extends; its content is carried by kind. */
function isOfBuiltIn(reading: Reading, declaration: ts.Declaration): boolean {
  return (
    ts.isInterfaceDeclaration(declaration.parent) &&
    reading.program.isSourceFileDefaultLibrary(declaration.getSourceFile())
  );
}

/** A property that an intersection adds to tell types apart; no object has it. */
function isBrand(declaration: ts.Declaration): boolean {
  if (!ts.isPropertySignature(declaration) || !ts.isTypeLiteralNode(declaration.parent)) return false;
  if (!ts.isIntersectionTypeNode(declaration.parent.parent)) return false;
  return (
    /^_*(brand|tag|nominal|opaque|flavou?r|phantom)$/i.test(declaration.name.getText()) ||
    isUniqueSymbol(declaration.name)
  );
}

const isUniqueSymbol = (name: ts.PropertyName) => ts.isComputedPropertyName(name) && ts.isIdentifier(name.expression);

const isTypeMember = (node: ts.Node) => ts.isInterfaceDeclaration(node.parent) || ts.isTypeLiteralNode(node.parent);

function fieldType(
  reading: Reading,
  property: ts.Symbol,
  declaration: ts.Declaration | undefined,
  optional: boolean,
): ts.Type {
  const { checker } = reading;
  const type = widenedType(checker, checker.getTypeOfSymbol(property), declaration);
  if (!optional || !reading.exactOptional || mentionsUndefined(declaration)) return type;
  const members = type.isUnion() ? type.types.filter((member) => !(member.flags & ts.TypeFlags.Undefined)) : [];
  return members.length === 1
    ? members[0]!
    : checker.getNonNullableType(type) === type
      ? type
      : withoutUndefined(checker, type);
}

/** With exact optional properties an absent field is no undefined, unless the author wrote so. */
function withoutUndefined(checker: ts.TypeChecker, type: ts.Type): ts.Type {
  const holdsNull = type.isUnion() && type.types.some((member) => member.flags & ts.TypeFlags.Null);
  return holdsNull ? type : checker.getNonNullableType(type);
}

function mentionsUndefined(declaration: ts.Declaration | undefined): boolean {
  const type = (declaration as ts.PropertyDeclaration | undefined)?.type;
  return type !== undefined && /\bundefined\b/.test(type.getText());
}

function fieldName(property: ts.Symbol, declaration: ts.Declaration | undefined): string {
  const name = (declaration as ts.NamedDeclaration | undefined)?.name;
  if (name && ts.isPrivateIdentifier(name)) return name.text;
  const isSymbol = property.escapedName.toString().startsWith('__@');
  if (isSymbol && name && ts.isComputedPropertyName(name)) return `[${name.expression.getText()}]`;
  return property.name;
}

function accessOf(name: string, declaration: ts.Declaration | undefined): StateField['access'] {
  if (name.startsWith('#')) return 'hash';
  if (!declaration) return 'public';
  if (hasModifier(declaration, ts.SyntaxKind.PrivateKeyword)) return 'private';
  return hasModifier(declaration, ts.SyntaxKind.ProtectedKeyword) ? 'protected' : 'public';
}

function hasModifier(node: ts.Node, kind: ts.SyntaxKind): boolean {
  return ts.canHaveModifiers(node) && (node.modifiers?.some((modifier) => modifier.kind === kind) ?? false);
}

/** The class or interface that declares a property, where it is not the owner itself. */
function inheritedFrom(owner: ts.Type, declaration: ts.Declaration | undefined): ts.Declaration | undefined {
  if (!declaration) return undefined;
  const isParameter = ts.isParameter(declaration) && ts.isConstructorDeclaration(declaration.parent);
  const parent: ts.Node = isParameter ? declaration.parent.parent : declaration.parent;
  if (!ts.isClassLike(parent) && !ts.isInterfaceDeclaration(parent)) return undefined;
  return owner.getSymbol()?.declarations?.includes(parent) ? undefined : parent;
}
