import type { LiteralValue } from '@timeferry/analysis/shape';
import type { ObjectType, StateModel, StateType } from '@timeferry/analysis/state-model';
import { HOLE, type NodeKind, PRIMITIVE } from './capture-format.ts';
import { type CaptureGraph, type Cell, fieldCell } from './capture-graph.ts';

/**
 * Whether a captured value is, at first sight, of a declared type; what is inside it is left out. Where a capture does not
 * show enough to deny it, it is.
 */
export function isOfKind(cell: Cell, type: StateType, graph: CaptureGraph, model: StateModel): boolean {
  if (type.kind === 'union') return type.members.some((member) => isOfKind(cell, member, graph, model));
  if (cell.id === HOLE || UNCHECKED.has(type.kind)) return true;
  if (cell.id === PRIMITIVE) return isOfPrimitive(cell.value, type, model);
  const { kind } = graph.tableOf(cell.id);
  if (HIDDEN_KINDS.has(kind)) return true;
  switch (type.kind) {
    case 'object':
      return isOfObject(cell.id, model.types.get(type.type), graph, model);
    case 'array':
    case 'tuple':
      return kind === 'array';
    case 'function':
      return FUNCTIONS.has(kind);
    case 'builtin':
      return isOfBuiltin(kind, type.name);
    case 'primitive':
      return type.name === 'symbol' && kind === 'symbol';
    case 'map':
    case 'set':
    case 'date':
      return kind === type.kind;
    default:
      return false;
  }
}

/** Types of which a capture cannot tell whether a value is one. */
const UNCHECKED: ReadonlySet<StateType['kind']> = new Set(['recursive', 'weak', 'promise', 'unmovable', 'opaque']);

/** Kinds that stand for a value which the capture does not show. */
const HIDDEN_KINDS: ReadonlySet<NodeKind> = new Set(['excluded', 'proxy']);

const FUNCTIONS: ReadonlySet<NodeKind> = new Set(['named', 'closure', 'bound', 'once']);

function isOfPrimitive(value: unknown, type: StateType, model: StateModel): boolean {
  if (model.nullableByOption && (value === null || value === undefined)) return true;
  switch (type.kind) {
    case 'primitive':
      return type.name === 'null' ? value === null : typeof value === type.name;
    case 'literal':
      return isLiteral(type.value, value);
    case 'enum':
      return isMember(value, type);
    case 'template':
      return typeof value === 'string';
    case 'object':
      // An interface of methods alone is met by a primitive too.
      return value !== null && value !== undefined && model.types.get(type.type)?.fields.length === 0;
    default:
      return false;
  }
}

/** Whether a captured primitive is this literal; a number type has one zero. */
export function isLiteral(literal: LiteralValue, value: unknown): boolean {
  return typeof literal === 'object' ? value === BigInt(literal.bigint) : literal === value;
}

function isMember(value: unknown, { members, flags }: Extract<StateType, { kind: 'enum' }>): boolean {
  if (members.some((member) => member.value === value)) return true;
  const bits = members.reduce((all, member) => all | Number(member.value), 0);
  return flags && typeof value === 'number' && (value & ~bits) === 0;
}

function isOfObject(id: number, type: ObjectType | undefined, graph: CaptureGraph, model: StateModel): boolean {
  if (!type) return true;
  if (type.declaredAs !== 'class') return hasItsLiterals(id, type, graph, model);
  const { proto } = graph.tableOf(id);
  if (typeof proto === 'number') return true;
  if (proto === null || !proto.includes('#')) return type.contents !== undefined && proto !== 'Object';
  if (proto === type.name) return true;
  const declared = className(type.name);
  if (proto === declared) return true;
  const own = classNamed(proto, model);
  return !own || own.bases.some((base) => className(base) === declared);
}

/** Fields of a literal type tell the variants of a union apart. */
function hasItsLiterals(id: number, type: ObjectType, graph: CaptureGraph, model: StateModel): boolean {
  return type.fields.every((field) => {
    if (field.type.kind !== 'literal' || field.optional) return true;
    return isOfKind(fieldCell(graph, id, field.name), field.type, graph, model);
  });
}

/** The type of the instances of a class, if it is not generic. */
export function classNamed(name: string, model: StateModel): ObjectType | undefined {
  const type = model.types.get(name);
  return type?.declaredAs === 'class' ? type : undefined;
}

/** The class that a type is an instantiation of. */
function className(type: string): string {
  return type.replace(/<[\s\S]*$/, '');
}

const KIND_OF_BUILTIN: Readonly<Record<string, NodeKind>> = {
  RegExp: 'regexp',
  Error: 'error',
  URL: 'url',
  URLSearchParams: 'url-search-params',
  ArrayBuffer: 'buffer',
};

function isOfBuiltin(kind: NodeKind, name: string): boolean {
  const expected = KIND_OF_BUILTIN[name];
  return expected === undefined || kind === expected;
}
