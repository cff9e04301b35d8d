import type { LiteralValue, Shape, ValueTest } from '../shape.ts';
import type { ObjectType, StateField, StateType } from '../state-model.ts';
import { holdsItself, type Lookup, recordValue, type Scope } from './scope.ts';
import { templatePattern } from './templates.ts';

/** A run-time test for the values of a type, seen among the other members of its union. */
export function testOf(types: Lookup<ObjectType>, type: StateType): ValueTest {
  switch (type.kind) {
    case 'primitive':
      return type.name === 'null' ? { kind: 'null' } : { kind: 'typeof', name: type.name };
    case 'template': {
      const source = templatePattern(type);
      return source === undefined ? { kind: 'typeof', name: 'string' } : { kind: 'pattern', source };
    }
    case 'literal':
      return { kind: 'literal', values: [type.value] };
    case 'enum':
      return { kind: 'literal', values: type.members.map((member) => member.value) };
    case 'union':
      return anyOf(types, type.members);
    case 'array':
      return { kind: 'array' };
    case 'tuple':
      return lengthTest(type);
    case 'map':
    case 'set':
    case 'date':
      return { kind: type.kind };
    case 'function':
      return { kind: 'typeof', name: 'function' };
    case 'builtin':
    case 'weak':
    case 'unmovable':
      return { kind: 'class', name: type.name };
    case 'promise':
      return { kind: 'class', name: 'Promise' };
    case 'object':
      return objectTest(types, type.type);
    case 'recursive':
    case 'opaque':
      return { kind: 'anything' };
  }
}

/** Tuples of one union are told apart by their length at best. */
function lengthTest({ slots }: Extract<StateType, { kind: 'tuple' }>): ValueTest {
  const least = slots.filter((slot) => slot.form === 'required').length;
  const isOpen = slots.some((slot) => slot.form === 'rest');
  return least === 0 && isOpen ? { kind: 'array' } : { kind: 'length', least, most: isOpen ? null : slots.length };
}

/** A test for any of several types; literals share one entry, so that large unions stay flat. */
export function anyOf(types: Lookup<ObjectType>, members: readonly StateType[]): ValueTest {
  const literals = members.flatMap((member) => (member.kind === 'literal' ? [member.value] : []));
  const tests = members.filter((member) => member.kind !== 'literal').map((member) => testOf(types, member));
  const all: ValueTest[] = literals.length > 0 ? [...tests, { kind: 'literal', values: literals }] : tests;
  return all.length === 1 ? all[0]! : { kind: 'any-of', tests: all };
}

function objectTest(types: Lookup<ObjectType>, name: string): ValueTest {
  const type = types.get(name);
  if (!type) return { kind: 'object' };
  if (type.declaredAs === 'class') return { kind: 'class', name: name.replace(/<.*$/, '') };
  for (const field of type.fields) {
    const value = discriminantValue(field);
    if (value !== undefined) return { kind: 'discriminant', property: field.name, values: [value] };
  }
  const properties = type.fields.filter((field) => !field.optional).map((field) => field.name);
  return properties.length > 0 ? { kind: 'has', properties } : { kind: 'object' };
}

/** The one value that a field has in a variant: a literal, or a member of an enum. */
export function discriminantValue({ type, optional }: StateField): LiteralValue | undefined {
  if (optional) return undefined;
  if (type.kind === 'literal') return type.value;
  const values = new Set(type.kind === 'enum' ? type.members.map((member) => member.value) : []);
  return values.size === 1 ? [...values][0] : undefined;
}

/** How a past value of this type is walked; object types by the key of their pair. */
export function shapeOf(scope: Scope, type: StateType): Shape {
  return holdsItself(scope.past.types, type) ? { kind: 'value' } : finiteShape(scope, type);
}

function finiteShape(scope: Scope, type: StateType): Shape {
  switch (type.kind) {
    case 'array':
      return { kind: 'array', element: finiteShape(scope, type.element) };
    case 'tuple': {
      const rest = type.slots.find((slot) => slot.form === 'rest');
      const slots = type.slots.filter((slot) => slot.form !== 'rest').map((slot) => finiteShape(scope, slot.type));
      return { kind: 'tuple', slots, ...(rest && { rest: finiteShape(scope, rest.type) }) };
    }
    case 'map':
      return { kind: 'map', key: finiteShape(scope, type.key), value: finiteShape(scope, type.value) };
    case 'set':
      return { kind: 'set', element: finiteShape(scope, type.element) };
    case 'object': {
      const value = recordValue(scope.past.types, type);
      if (value) return { kind: 'record', value: finiteShape(scope, value) };
      return { kind: 'object', type: scope.pairs.get(type.type) ?? type.type };
    }
    case 'union': {
      const walked = type.members.map((member) => ({
        test: testOf(scope.past.types, member),
        shape: finiteShape(scope, member),
      }));
      const members = walked.filter((member) => member.shape.kind !== 'value');
      return members.length === 0 ? { kind: 'value' } : { kind: 'union', members };
    }
    default:
      return { kind: 'value' };
  }
}
