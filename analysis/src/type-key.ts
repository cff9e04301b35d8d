import type { LiteralValue } from './shape.ts';
import type { StateType } from './state-model.ts';

/**
 * A text that is equal for equal types. `rename` maps names of object types, so that a past type's key can be compared
 * with a future one's. Brands, enum names and the signatures of functions do not count: they are no state.
 */
export function typeKey(type: StateType, rename: (name: string) => string = (name) => name): string {
  const key = (inner: StateType) => typeKey(inner, rename);
  switch (type.kind) {
    case 'primitive':
      return type.name;
    case 'template':
      return type.text;
    case 'recursive':
      return 'again';
    case 'literal':
      return literalKey(type.value);
    case 'enum':
      return `enum{${type.members
        .map((member) => `${member.name}=${literalKey(member.value)}`)
        .toSorted()
        .join()}}`;
    case 'union':
      return `(${type.members.map(key).toSorted().join('|')})`;
    case 'array':
      return `${key(type.element)}[]`;
    case 'tuple':
      return `[${type.slots.map((slot) => `${slot.form} ${key(slot.type)}`).join()}]`;
    case 'map':
      return `Map<${key(type.key)},${key(type.value)}>`;
    case 'set':
      return `Set<${key(type.element)}>`;
    case 'weak':
      return `${type.name}<${type.of.map(key).join()}>`;
    case 'date':
      return 'Date';
    case 'object':
      return `#${rename(type.type)}`;
    case 'function':
      return 'function';
    case 'promise':
      return `Promise<${key(type.of)}>`;
    case 'builtin':
      return `${type.name}<${type.arguments.map(key).join()}>`;
    case 'unmovable':
      return `unmovable ${type.name}`;
    case 'opaque':
      return type.name;
  }
}

export const literalKey = (value: LiteralValue): string =>
  typeof value === 'object' ? `${value.bigint}n` : Object.is(value, -0) ? '-0' : JSON.stringify(value);
