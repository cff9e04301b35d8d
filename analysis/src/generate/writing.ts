import { isPlainValue, shapeName } from '../plan/shape-name.ts';
import type { Shape } from '../shape.ts';
import type { StateType } from '../state-model.ts';
import type { ModuleScope, Side } from './module-scope.ts';
import { isNameable, printType, quote, type Reference } from './print-type.ts';
import type { Guard } from './write-scalar.ts';
import { and } from './write-test.ts';

/** Where a conversion is written: into which module, for which field, in which direction, and inside of what. */
export interface Writing {
  readonly scope: ModuleScope;
  readonly to: Side;
  /** The field, as guards and tables name it. */
  readonly field: string;
  /** TypeScript type of the whole result, for casts; `null` to take it from `result`. */
  readonly target: string | null;
  /** Static types of what is converted and of what it becomes, where they are known. */
  readonly source: StateType | undefined;
  readonly result: StateType | undefined;
  /** How many containers it stands inside of. */
  readonly depth: number;
}

/** One case of a conversion: what the value is where `when` holds (`null`: always) and the guard does too. */
export interface Branch {
  readonly when: string | null;
  readonly guard: Guard | null;
  readonly value: string;
}

/** The type of the result as text, for a cast; `never` fits wherever nothing can be said. */
export function resultType(writing: Writing): string {
  return writing.target ?? nameOf(writing.result, referenceOf(writing)) ?? 'never';
}

/** The result's type as a label for people and for `ferry.once`. */
export function resultLabel(writing: Writing): string {
  return writing.result ? printType(writing.result, (name) => name.slice(name.indexOf('#') + 1)) : writing.field;
}

/** How a value that keeps its kind is handed over. Primitives are their own counterparts. */
export function writeKeep(shape: Shape, x: string, writing: Writing): string {
  if (writing.source && isPrimitive(writing.source)) return x;
  const type = writing.depth > 0 ? nameOf(writing.result, referenceOf(writing)) : null;
  const shown = isPlainValue(shape) ? '' : `, ${quote(shapeName(shape))}`;
  return `ferry.carry${type ? `<${type}>` : ''}(${x}${shown})`;
}

/** The branches as one expression. Nothing stands in the place of a value that cannot be kept; the guard reports it. */
export function asExpression(branches: readonly Branch[], field: string): string {
  const [first, ...rest] = branches;
  if (!first) return lost(field);
  const value = first.guard
    ? `ferry.guard(${first.guard.test}, ${quote(field)}, ${quote(first.guard.why)}) ? ${first.value} : (undefined as never)`
    : first.value;
  if (first.when === null) return value;
  return `${first.when} ? ${first.guard ? `(${value})` : value} : ${asExpression(rest, field)}`;
}

/** An expression as it must stand as an operand or before a cast. */
export function operand(text: string): string {
  return /^[\w$.[\]'#]+(\([^()]*\))?$/.test(text) ? text : `(${text})`;
}

/** The branches under one more condition. */
export function under(when: string | null, branches: readonly Branch[]): Branch[] {
  if (when === null) return [...branches];
  return branches.map((branch) => ({ ...branch, when: branch.when === null ? when : and([when, branch.when]) }));
}

export function isPrimitive(type: StateType): boolean {
  if (type.kind === 'union') return type.members.every(isPrimitive);
  return ['primitive', 'template', 'literal', 'enum'].includes(type.kind);
}

/** The first member of the type that a test accepts; the type itself where it is no union. */
export function memberOf<K extends StateType['kind']>(
  type: StateType | undefined,
  kind: K,
): Extract<StateType, { kind: K }> | undefined {
  const members = type?.kind === 'union' ? type.members : type ? [type] : [];
  return members.find((member): member is Extract<StateType, { kind: K }> => member.kind === kind);
}

function lost(field: string): string {
  return `ferry.guard(false, ${quote(field)}, 'fits no case that is known') as never`;
}

function referenceOf(writing: Writing): Reference {
  return (name) => writing.scope.reference(writing.to, name);
}

function nameOf(type: StateType | undefined, reference: Reference): string | null {
  return type && isNameable(type, reference) ? printType(type, reference) : null;
}
