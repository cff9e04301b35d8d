import type { LiteralValue, Shape, ValueTest } from '../shape.ts';
import type { ObjectType, StateModel, StateType } from '../state-model.ts';

/** What a type is turned into a shape with: its version's model, and the pair that each of its object types belongs to. */
export interface ShapeContext {
  readonly model: StateModel;
  /** The key of the pair of an object type; `undefined` for one that is in no pair. */
  keyOf(type: string): string | undefined;
  /** Dictionaries that are being turned into a shape. */
  readonly open?: ReadonlySet<string>;
}

const VALUE: Shape = { kind: 'value' };

/** How values of a type are walked, read off the type of one version. */
export function shapeOf(type: StateType, context: ShapeContext): Shape {
  switch (type.kind) {
    case 'object':
      return objectShape(type.type, context);
    case 'array':
      return { kind: 'array', element: shapeOf(type.element, context) };
    case 'set':
      return { kind: 'set', element: shapeOf(type.element, context) };
    case 'map':
      return { kind: 'map', key: shapeOf(type.key, context), value: shapeOf(type.value, context) };
    case 'tuple':
      return tupleShape(type.slots, context);
    case 'union':
      return unionShape(type.members, context);
    default:
      return VALUE;
  }
}

/** The run-time test that a value is of this type, as far as a test can tell. */
export function testOf(type: StateType, others: readonly StateType[], model: StateModel): ValueTest {
  switch (type.kind) {
    case 'primitive':
      return type.name === 'null' ? { kind: 'null' } : { kind: 'typeof', name: type.name };
    case 'literal':
      return { kind: 'literal', values: [type.value] };
    case 'enum':
      return { kind: 'literal', values: type.members.map((member) => member.value) };
    case 'array':
    case 'tuple':
      return { kind: 'array' };
    case 'map':
    case 'set':
    case 'date':
      return { kind: type.kind };
    case 'function':
      return { kind: 'typeof', name: 'function' };
    case 'builtin':
    case 'weak':
      return { kind: 'class', name: type.name };
    case 'promise':
      return { kind: 'class', name: 'Promise' };
    case 'union':
      return { kind: 'any-of', tests: type.members.map((member) => testOf(member, others, model)) };
    case 'object':
      return objectTest(type.type, others, model);
    default:
      return { kind: 'anything' };
  }
}

function objectShape(name: string, context: ShapeContext): Shape {
  const key = context.keyOf(name);
  const declared = context.model.types.get(name);
  if (declared?.index && declared.fields.length === 0 && declared.declaredAs !== 'class') {
    // One that holds itself by containers alone has no end; it is walked by its actual value.
    if (context.open?.has(name)) return VALUE;
    const open = new Set(context.open).add(name);
    return { kind: 'record', value: shapeOf(declared.index, { ...context, open }) };
  }
  return key === undefined ? VALUE : { kind: 'object', type: key };
}

function tupleShape(slots: Extract<StateType, { kind: 'tuple' }>['slots'], context: ShapeContext): Shape {
  const rest = slots.find((slot) => slot.form === 'rest');
  return {
    kind: 'tuple',
    slots: slots.filter((slot) => slot.form !== 'rest').map((slot) => shapeOf(slot.type, context)),
    ...(rest && { rest: shapeOf(rest.type, context) }),
  };
}

function unionShape(members: readonly StateType[], context: ShapeContext): Shape {
  const walked = members
    .map((type) => ({ type, shape: shapeOf(type, context) }))
    .filter(({ type, shape }) => shape.kind !== 'value' || type.kind === 'builtin');
  const objects = members.filter((member) => member.kind === 'object');
  const structured = walked.filter(({ shape }) => shape.kind !== 'value');
  if (structured.length === 0) return VALUE;
  if (structured.length === 1 && onlyOneIsNoPrimitive(members)) return structured[0]!.shape;
  return {
    kind: 'union',
    members: structured.map(({ type, shape }) => ({ test: testOf(type, objects, context.model), shape })),
  };
}

/** A primitive needs no test: whatever the shape, it is carried as it is. */
function onlyOneIsNoPrimitive(members: readonly StateType[]): boolean {
  return members.filter((member) => !['primitive', 'literal', 'enum'].includes(member.kind)).length === 1;
}

function objectTest(name: string, others: readonly StateType[], model: StateModel): ValueTest {
  const declared = model.types.get(name);
  if (!declared) return { kind: 'object' };
  if (declared.declaredAs === 'class') return { kind: 'class', name: withoutArguments(declared.name) };
  const rivals = others.flatMap((other) => {
    const rival = other.kind === 'object' && other.type !== name ? model.types.get(other.type) : undefined;
    return rival && rival.declaredAs !== 'class' ? [rival] : [];
  });
  if (rivals.length === 0) return { kind: 'object' };
  return discriminantTest(declared, rivals) ?? ownPropertiesTest(declared, rivals) ?? { kind: 'object' };
}

function discriminantTest(type: ObjectType, rivals: readonly ObjectType[]): ValueTest | null {
  for (const field of type.fields) {
    const values = field.optional ? null : literalsOf(field.type);
    if (!values) continue;
    const tellsApart = rivals.every((rival) => {
      const other = rival.fields.find((each) => each.name === field.name);
      const theirs = other && !other.optional ? literalsOf(other.type) : null;
      return theirs?.every((value) => !values.some((own) => sameLiteral(own, value)));
    });
    if (tellsApart) return { kind: 'discriminant', property: field.name, values };
  }
  return null;
}

/** Properties that this type must have and of which each rival lacks one. */
function ownPropertiesTest(type: ObjectType, rivals: readonly ObjectType[]): ValueTest | null {
  const required = type.fields.filter((field) => !field.optional).map((field) => field.name);
  const telling = required.filter((name) => rivals.some((rival) => !rival.fields.some((field) => field.name === name)));
  return telling.length > 0 ? { kind: 'has', properties: telling } : null;
}

function literalsOf(type: StateType): readonly LiteralValue[] | null {
  if (type.kind === 'literal') return [type.value];
  if (type.kind === 'enum') return type.members.map((member) => member.value);
  if (type.kind !== 'union') return null;
  const values = type.members.map(literalsOf);
  return values.every((value) => value !== null) ? values.flat() : null;
}

function sameLiteral(a: LiteralValue, b: LiteralValue): boolean {
  return typeof a === 'object' && typeof b === 'object' ? a.bigint === b.bigint : a === b;
}

/** `module#Box<string>` -> `module#Box`: instances know their class, not its type arguments. */
export function withoutArguments(name: string): string {
  const hash = name.indexOf('#');
  const open = name.indexOf('<', hash);
  return open < 0 ? name : name.slice(0, open);
}
