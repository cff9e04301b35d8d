import type { LiteralValue } from '../shape.ts';
import type { StateType } from '../state-model.ts';

/** Spells a named type of the program in the transfer module; `null` where nothing that can be imported names it. */
export type Reference = (name: string) => string | null;

/** A type as TypeScript text. What cannot be named in another module becomes `object`, `unknown` or its literals. */
export function printType(type: StateType, reference: Reference): string {
  const inner = (part: StateType) => printType(part, reference);
  switch (type.kind) {
    case 'primitive':
      return type.name;
    case 'template':
      return type.text;
    case 'literal':
      return printLiteral(type.value);
    case 'enum':
      return type.members.map((member) => printLiteral(member.value)).join(' | ');
    case 'union':
      return printUnion(type.members, reference);
    case 'array':
      return needsParentheses(inner(type.element)) ? `(${inner(type.element)})[]` : `${inner(type.element)}[]`;
    case 'tuple':
      return `[${type.slots.map((slot) => printSlot(slot, reference)).join(', ')}]`;
    case 'map':
      return `Map<${inner(type.key)}, ${inner(type.value)}>`;
    case 'set':
      return `Set<${inner(type.element)}>`;
    case 'weak':
      return `${type.name}<${type.of.map((part, index) => (index === 0 ? 'object' : inner(part))).join(', ')}>`;
    case 'date':
      return 'Date';
    case 'object':
      return reference(type.type) ?? 'object';
    case 'function':
      return '(...values: never[]) => unknown';
    case 'promise':
      return `Promise<${inner(type.of)}>`;
    case 'builtin':
      return type.name;
    case 'unmovable':
    case 'recursive':
      return 'unknown';
    case 'opaque':
      return type.name === 'unresolved' ? 'unknown' : type.name;
  }
}

/** Whether `printType` says all of the type, so that a value of it fits wherever the program declares it. */
export function isNameable(type: StateType, reference: Reference): boolean {
  switch (type.kind) {
    case 'object':
      return reference(type.type) !== null;
    case 'array':
    case 'set':
      return isNameable(type.element, reference);
    case 'map':
      return isNameable(type.key, reference) && isNameable(type.value, reference);
    case 'union':
      return type.members.every((member) => isNameable(member, reference));
    case 'tuple':
      return type.slots.every((slot) => isNameable(slot.type, reference));
    case 'primitive':
      return type.brand === undefined;
    case 'template':
    case 'literal':
    case 'date':
      return true;
    default:
      return false;
  }
}

/** A literal as it stands in TypeScript. */
export function printLiteral(value: LiteralValue): string {
  if (typeof value === 'object') return `${value.bigint}n`;
  return typeof value === 'string' ? quote(value) : String(value);
}

/** A string literal in single quotes. */
export function quote(text: string): string {
  const escaped = JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'");
  return `'${escaped}'`;
}

function printUnion(members: readonly StateType[], reference: Reference): string {
  const isEmpty = (member: StateType) => member.kind === 'primitive' && ['undefined', 'null'].includes(member.name);
  const ordered = [...members.filter((member) => !isEmpty(member)), ...members.filter(isEmpty)];
  const texts = ordered.map((member) => {
    const text = printType(member, reference);
    return member.kind === 'function' ? `(${text})` : text;
  });
  const both = texts.includes('true') && texts.includes('false');
  const named = both ? texts.map((text) => (text === 'true' || text === 'false' ? 'boolean' : text)) : texts;
  return [...new Set(named)].join(' | ');
}

function printSlot(slot: Extract<StateType, { kind: 'tuple' }>['slots'][number], reference: Reference): string {
  const text = printType(slot.form === 'optional' ? withoutUndefined(slot.type) : slot.type, reference);
  const wrapped = needsParentheses(text) ? `(${text})` : text;
  if (slot.form === 'rest') return `...${wrapped}[]`;
  return slot.form === 'optional' ? `${wrapped}?` : text;
}

/** What a value is that is there: the type of an optional field or slot says `undefined` twice. */
export function withoutUndefined(type: StateType): StateType {
  if (type.kind !== 'union') return type;
  const members = type.members.filter((member) => member.kind !== 'primitive' || member.name !== 'undefined');
  return members.length === 1 ? members[0]! : { kind: 'union', members };
}

/** Whether a suffix would bind to the last part of the type only. */
function needsParentheses(text: string): boolean {
  return /[|&]|=>/.test(text.replaceAll(/<.*>|\[.*\]|\{.*\}|\(.*\)|'[^']*'/g, '')) || text.includes('=>');
}
