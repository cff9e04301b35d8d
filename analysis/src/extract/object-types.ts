import { ts } from 'ts-morph';
import type { ObjectType, StateType } from '../state-model.ts';
import { typeKey } from '../type-key.ts';
import { docTags } from './doc-tags.ts';
import { readFields } from './fields.ts';
import { hiddenStateOf } from './hidden-state.ts';
import { isTypeDeclaration } from './object-names.ts';
import { declarationName, positionOf, type Reading } from './reading.ts';
import type { TypeReader } from './type-reader.ts';

/** An object type with all its fields, inherited ones included. */
export function readObjectType(reader: TypeReader, type: ts.Type, name: string): ObjectType {
  const { reading } = reader;
  const { checker } = reading;
  const declaration = declarationOf(type);
  const shallow = reader.isGrowing(type);
  const fields = shallow
    ? []
    : checker.getPropertiesOfType(type).flatMap((property) => readFields(reader, type, name, property));
  const contents = containerBase(reader, type, name);
  // The numbers of a list are no keys of their own.
  const index = shallow || contents?.kind === 'array' ? undefined : indexOf(reader, type, name);
  const hides = hiddenStateOf(reading, type);
  const { fileName = '' } = declaration?.getSourceFile() ?? {};
  const library = declaration && isForeign(declaration) ? reading.shipped.packageOf(fileName) : undefined;
  return {
    name,
    declaredAs: library ? 'library' : declaredAs(type, declaration),
    fields: fields.toSorted((a, b) => fieldOrder(a.position, b.position)),
    ...(index && { index, indexKeys: indexKeys(reader, type) }),
    ...enumKeys(reader, type, name),
    position: declaration
      ? positionOf(reading, nameNode(declaration))
      : { file: name.split('#')[0]!, line: 1, column: 1 },
    exported: declaration !== undefined && (isExported(declaration) || isInExportList(reading, declaration)),
    abstract: declaration !== undefined && hasModifier(declaration, ts.SyntaxKind.AbstractKeyword),
    bases: basesOf(reading, type),
    subtypes: library ? [] : subtypesOf(reader, type),
    ...(contents && { contents }),
    ...(hides && { hides }),
    tags: docTags(declaration),
    ...(library && { package: library }),
  };
}

function fieldOrder(
  a: { readonly line: number; readonly column: number },
  b: { readonly line: number; readonly column: number },
) {
  return a.line - b.line || a.column - b.column;
}

function declarationOf(type: ts.Type): ts.Declaration | undefined {
  const alias = type.aliasSymbol?.declarations?.[0];
  const symbol = type.getSymbol();
  const named = symbol?.declarations?.find((each) => isTypeDeclaration(each, type));
  const isHelper = alias?.getSourceFile().fileName.includes('/node_modules/typescript/lib/');
  return named ?? (isHelper ? undefined : (alias ?? symbol?.declarations?.[0]));
}

function declaredAs(type: ts.Type, declaration: ts.Declaration | undefined): ObjectType['declaredAs'] {
  if (declaration && (ts.isClassLike(declaration) || ts.isFunctionLike(declaration))) return 'class';
  if (declaration && ts.isInterfaceDeclaration(declaration)) return 'interface';
  return type.aliasSymbol && !type.aliasSymbol.declarations?.[0]?.getSourceFile().isDeclarationFile
    ? 'alias'
    : 'anonymous';
}

function indexOf(reader: TypeReader, type: ts.Type, name: string): StateType | undefined {
  const infos = reader.reading.checker.getIndexInfosOfType(type);
  if (infos.length === 0) return undefined;
  const read = infos.map((info) => reader.readPlace(info.type, { name: `${name}[]`, symbol: type.getSymbol() }));
  const members = read.flatMap((each) => (each.kind === 'union' ? each.members : [each]));
  const distinct = [...new Map(members.map((member) => [typeKey(member), member])).values()];
  return distinct.length === 1 ? distinct[0]! : { kind: 'union', members: distinct };
}

function indexKeys({ reading: { checker } }: TypeReader, type: ts.Type): string[] {
  return checker.getIndexInfosOfType(type).map((info) => checker.typeToString(info.keyType));
}

/** The enum over which a mapped type such as `Record<Level, string>` runs: renumbered, its keys mean other members. */
function enumKeys(reader: TypeReader, type: ts.Type, name: string): { readonly keys?: StateType } {
  const { checker } = reader.reading;
  const node = type.getSymbol()?.declarations?.find(ts.isMappedTypeNode);
  const constraint = node?.typeParameter.constraint;
  const own = constraint && checker.getTypeFromTypeNode(constraint);
  const isEnum = (each: ts.Type | undefined) => each !== undefined && Boolean(each.flags & ts.TypeFlags.EnumLike);
  const mapped = type.aliasTypeArguments?.[0];
  const found = [own, mapped, computedKey(reader, type)].find(isEnum);
  if (found) return { keys: reader.read(found, { name, symbol: undefined }) };
  // Partial<Record<Level, string>> runs over the keys of the type that it is given.
  return mapped && node && mapped.flags & ts.TypeFlags.Object ? enumKeys(reader, mapped, name) : {};
}

/** The enum of a key that is written as one of its members: `{ [Level.Low]: string }`. */
function computedKey({ reading: { checker } }: TypeReader, type: ts.Type): ts.Type | undefined {
  for (const property of type.getProperties()) {
    const key = property.valueDeclaration && ts.getNameOfDeclaration(property.valueDeclaration);
    if (!key || !ts.isComputedPropertyName(key)) continue;
    const member = checker.getSymbolAtLocation(key.expression);
    const parent = member && member.flags & ts.SymbolFlags.EnumMember ? member.valueDeclaration?.parent : undefined;
    if (parent && ts.isEnumDeclaration(parent)) return checker.getTypeAtLocation(parent);
  }
  return undefined;
}

function basesOf(reading: Reading, type: ts.Type): string[] {
  const bases: string[] = [];
  for (let at = baseOf(type); at && bases.length < 50; at = baseOf(at)) {
    const declaration = declarationOf(at);
    if (!declaration || !ts.isClassLike(declaration)) break;
    bases.push(declarationName(reading, declaration));
  }
  return bases;
}

function baseOf(type: ts.Type): ts.Type | undefined {
  const target = (type as ts.TypeReference).target ?? type;
  return target.isClassOrInterface() ? target.getBaseTypes()?.[0] : undefined;
}

/** Classes of the program below this one; reading them makes their fields part of the state. */
function subtypesOf(reader: TypeReader, type: ts.Type): string[] {
  const symbol = type.getSymbol();
  if (!symbol) return [];
  return reader.reading.heritage.below(symbol).flatMap((node) => {
    const below = reader.reading.checker.getTypeAtLocation(node);
    const read = reader.reach(below, { name: declarationName(reader.reading, node), symbol: undefined });
    return read.kind === 'object' ? [read.type] : [];
  });
}

/** What a class holds that extends Map, Set or Array. */
function containerBase(reader: TypeReader, type: ts.Type, name: string): StateType | undefined {
  for (let at = baseOf(type), depth = 0; at && depth < 50; at = baseOf(at), depth += 1) {
    const file = at.getSymbol()?.declarations?.[0]?.getSourceFile();
    if (!file || !reader.reading.program.isSourceFileDefaultLibrary(file)) continue;
    const read = reader.read(at, { name: `${name}[]`, symbol: type.getSymbol() });
    return read.kind === 'object' ? undefined : read;
  }
  return undefined;
}

/** A named declaration of a dependency; helpers such as Partial are spelt in one, but what they make stands here. */
function isForeign(declaration: ts.Declaration): boolean {
  const isNamed =
    ts.isClassLike(declaration) || ts.isInterfaceDeclaration(declaration) || ts.isTypeAliasDeclaration(declaration);
  return isNamed && declaration.getSourceFile().isDeclarationFile;
}

const nameNode = (node: ts.Declaration): ts.Node => (node as ts.NamedDeclaration).name ?? node;

const hasModifier = (node: ts.Node, kind: ts.SyntaxKind): boolean =>
  ts.canHaveModifiers(node) && (node.modifiers?.some((modifier) => modifier.kind === kind) ?? false);

/** Whether a module exports it under its own name: a default export that has a name does not. */
function isExported(node: ts.Declaration): boolean {
  const isNamedDefault =
    hasModifier(node, ts.SyntaxKind.DefaultKeyword) && (node as ts.NamedDeclaration).name !== undefined;
  return hasModifier(node, ts.SyntaxKind.ExportKeyword) && !isNamedDefault;
}

/** Whether `export { Name }` exports a declaration of the module's top level under its own name. */
function isInExportList({ checker }: Reading, node: ts.Declaration): boolean {
  const { name } = node as ts.NamedDeclaration;
  if (!name || !ts.isIdentifier(name) || !ts.isSourceFile(node.parent)) return false;
  const found = checker.getSymbolAtLocation(node.parent)?.exports?.get(name.escapedText);
  const exported = found && found.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(found) : found;
  return exported?.declarations?.includes(node) ?? false;
}
