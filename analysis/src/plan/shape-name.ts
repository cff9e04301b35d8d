import type { Shape } from '../shape.ts';

/** The name under which mappers ask for a shape: the key of a type, or `Map<*, src/model.ts#Item[]>` and the like. */
export function shapeName(shape: Shape): string {
  switch (shape.kind) {
    case 'value':
      return '*';
    case 'object':
      return shape.type;
    case 'array':
      return shape.element.kind === 'union' ? `(${shapeName(shape.element)})[]` : `${shapeName(shape.element)}[]`;
    case 'tuple': {
      const slots = shape.slots.map(shapeName);
      if (shape.rest) slots.push(`...${shapeName(shape.rest)}`);
      return `[${slots.join(', ')}]`;
    }
    case 'map':
      return `Map<${shapeName(shape.key)}, ${shapeName(shape.value)}>`;
    case 'set':
      return `Set<${shapeName(shape.element)}>`;
    case 'record':
      return `Record<${shapeName(shape.value)}>`;
    case 'union':
      return shape.members.map((member) => shapeName(member.shape)).join(' | ');
  }
}

/** Whether every value of the shape is carried by what it is, so that the shape says nothing. */
export function isPlainValue(shape: Shape): boolean {
  switch (shape.kind) {
    case 'value':
      return true;
    case 'object':
      return false;
    case 'array':
    case 'set':
      return isPlainValue(shape.element);
    case 'tuple':
      return shape.slots.every(isPlainValue) && (!shape.rest || isPlainValue(shape.rest));
    case 'map':
      return isPlainValue(shape.key) && isPlainValue(shape.value);
    case 'record':
      return isPlainValue(shape.value);
    case 'union':
      return shape.members.every((member) => isPlainValue(member.shape));
  }
}
