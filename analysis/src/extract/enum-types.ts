import { ts } from 'ts-morph';
import type { LiteralValue } from '../shape.ts';
import type { StateType } from '../state-model.ts';
import { declarationName, type Reading } from './reading.ts';

type EnumType = Extract<StateType, { kind: 'enum' }>;

/** An enum, an enum member, a literal or a template literal type; `undefined` for any other. */
export function readEnumOrLiteral(reading: Reading, type: ts.Type): StateType | undefined {
  if (type.flags & ts.TypeFlags.EnumLike) return readEnum(reading, type);
  if (type.isStringLiteral() || type.isNumberLiteral()) return { kind: 'literal', value: type.value };
  if (type.flags & ts.TypeFlags.BigIntLiteral)
    return { kind: 'literal', value: bigintOf(type as ts.BigIntLiteralType) };
  if (type.flags & ts.TypeFlags.BooleanLiteral) {
    return { kind: 'literal', value: reading.checker.typeToString(type) === 'true' };
  }
  if (type.flags & (ts.TypeFlags.TemplateLiteral | ts.TypeFlags.StringMapping))
    return { kind: 'template', text: reading.checker.typeToString(type) };
  return undefined;
}

/** Joins what unions take apart: the members of one enum, and true with false. */
export function regroupEnums(members: readonly StateType[]): StateType[] {
  const enums = new Map<string, EnumType>();
  const rest: StateType[] = [];
  let booleans = 0;
  for (const member of members) {
    if (member.kind === 'enum') {
      const known = enums.get(member.name);
      enums.set(member.name, known ? { ...known, members: [...known.members, ...member.members] } : member);
    } else if (member.kind === 'literal' && typeof member.value === 'boolean') {
      booleans += 1;
      rest.push(member);
    } else rest.push(member);
  }
  const all = [...rest, ...enums.values()];
  if (booleans < 2) return all;
  const others = all.filter((member) => !(member.kind === 'literal' && typeof member.value === 'boolean'));
  return [...others, { kind: 'primitive', name: 'boolean' }];
}

function readEnum(reading: Reading, type: ts.Type): StateType {
  const symbol = type.getSymbol();
  const first = symbol?.declarations?.[0];
  if (!symbol || !first) return { kind: 'opaque', name: 'unresolved' };
  const isMember = ts.isEnumMember(first);
  const declarations = isMember ? [first.parent] : (symbol.declarations ?? []).filter(ts.isEnumDeclaration);
  const nodes = isMember
    ? sharingValue(reading, first)
    : declarations.flatMap((declaration) => [...declaration.members]);
  const members = nodes.map((node) => ({ name: memberName(node), value: reading.checker.getConstantValue(node) }));
  const known = members.filter(
    (member): member is { name: string; value: string | number } => member.value !== undefined,
  );
  // Members that are computed when the program runs have values that nobody knows before.
  if (known.length < members.length) return { kind: 'opaque', name: 'any' };
  return {
    kind: 'enum',
    name: declarationName(reading, declarations[0]!),
    members: known,
    flags: isFlags(declarations),
  };
}

/** A member, and those of its enum that have the same value: the compiler tells them not apart. */
function sharingValue({ checker }: Reading, member: ts.EnumMember): ts.EnumMember[] {
  const value = checker.getConstantValue(member);
  return member.parent.members.filter((other) => other === member || checker.getConstantValue(other) === value);
}

const memberName = (node: ts.EnumMember) =>
  ts.isIdentifier(node.name) ? node.name.text : node.name.getText().slice(1, -1);

/** An enum whose members are written as shifted bits, or are all powers of two with a gap that counting would not leave. */
function isFlags(declarations: readonly ts.EnumDeclaration[]): boolean {
  const initializers = declarations.flatMap((each) =>
    each.members.map((member) => member.initializer?.getText() ?? ''),
  );
  if (initializers.some((text) => text.includes('<<'))) return true;
  const numbers = initializers.map((text) => Number(text || Number.NaN)).filter((value) => value !== 0);
  const powers = numbers.every((value) => Number.isInteger(value) && value > 0 && (value & (value - 1)) === 0);
  return powers && numbers.some((value) => value >= 4);
}

function bigintOf(type: ts.BigIntLiteralType): LiteralValue {
  return { bigint: `${type.value.negative ? '-' : ''}${type.value.base10Value}` };
}
