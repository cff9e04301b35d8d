import { ts } from 'ts-morph';
import { oncePer } from '../once-per.ts';
import { mentionedTypes } from '../reach.ts';
import type { Initializer, ObjectType, StateField, StateRoot } from '../state-model.ts';
import { describeInitializer } from './initializers.ts';
import type { Reading } from './reading.ts';
import { bare } from './scopes.ts';

/** A root and the object literal that it is given. */
export interface LiteralRoot {
  readonly root: StateRoot;
  readonly literal: ts.ObjectLiteralExpression;
}

/**
 * Gives the fields of a named type the values that an object-literal root has for them, where that root is the only
 * object of the type that the state declares: the new version's literal is the default then.
 */
export function withLiteralDefaults(
  reading: Reading,
  types: Map<string, ObjectType>,
  roots: readonly StateRoot[],
  literals: readonly LiteralRoot[],
): void {
  const uses = countUses(types, roots);
  for (const { root, literal } of literals) {
    const type = root.type.kind === 'object' ? types.get(root.type.type) : undefined;
    if (type && uses.get(type.name) === 1 && type.declaredAs !== 'class') fill(reading, types, uses, type, literal);
  }
}

function fill(
  reading: Reading,
  types: Map<string, ObjectType>,
  uses: ReadonlyMap<string, number>,
  type: ObjectType,
  literal: ts.ObjectLiteralExpression,
): void {
  const fields = type.fields.map((field): StateField => {
    const value = valueFor(literal, field.name);
    if (!value) return field;
    const inner = field.type.kind === 'object' ? types.get(field.type.type) : undefined;
    const nested = bare(value);
    if (inner && uses.get(inner.name) === 1 && ts.isObjectLiteralExpression(nested))
      fill(reading, types, uses, inner, nested);
    const initializer: Initializer = describeInitializer(reading, value);
    return field.initializer ? field : { ...field, initializer };
  });
  types.set(type.name, { ...type, fields });
}

function valueFor(literal: ts.ObjectLiteralExpression, name: string): ts.Expression | undefined {
  for (const property of literal.properties) {
    if (ts.isPropertyAssignment(property) && property.name.getText().replace(/^['"]|['"]$/g, '') === name)
      return property.initializer;
    if (ts.isShorthandPropertyAssignment(property) && property.name.text === name) return property.name;
  }
  return undefined;
}

/** How many places of the declared state name each type. */
function countUses(types: ReadonlyMap<string, ObjectType>, roots: readonly StateRoot[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const piece of [...roots, ...types.values()]) {
    for (const name of namesIn(piece)) counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return counts;
}

/** The types that each place of a root or type names. */
const namesIn = oncePer((piece: StateRoot | ObjectType): readonly string[] => {
  const places =
    'fields' in piece ? [...piece.fields.map(({ type }) => type), piece.index, piece.contents] : [piece.type];
  return places.flatMap((place) => (place ? [...mentionedTypes([place])] : []));
});
