import type { LiteralValue, Shape, ValueTest } from '@timeferry/analysis/shape';
import { PRIMITIVE, type Table } from './capture-format.ts';
import { type CaptureGraph, type Cell, fieldCell } from './capture-graph.ts';

/** The member of a union shape that a value belongs to; any other shape is its own answer. */
export function resolveShape(shape: Shape, graph: CaptureGraph, cell: Cell): Shape {
  let at = shape;
  while (at.kind === 'union') {
    const member = at.members.find(({ test }) => holds(test, graph, cell));
    if (!member) return { kind: 'value' };
    at = member.shape;
  }
  return at;
}

/** Whether all objects of a table belong to the same member of a union shape, for no test looks at what they hold. */
export function isToldByTable({ members }: Extract<Shape, { kind: 'union' }>, table: Table): boolean {
  if (table.kind === 'view' || table.kind === 'excluded') return false;
  return members.every(
    ({ test, shape }) => asksForKind(test) && (shape.kind !== 'union' || isToldByTable(shape, table)),
  );
}

function asksForKind(test: ValueTest): boolean {
  if (test.kind === 'any-of') return test.tests.every(asksForKind);
  return !['discriminant', 'has', 'length', 'literal', 'pattern'].includes(test.kind);
}

/** Whether a captured value passes a test. */
export function holds(test: ValueTest, graph: CaptureGraph, cell: Cell): boolean {
  switch (test.kind) {
    case 'anything':
      return true;
    case 'any-of':
      return test.tests.some((one) => holds(one, graph, cell));
    case 'null':
      return cell.id === PRIMITIVE && cell.value === null;
    case 'literal':
      return cell.id === PRIMITIVE && test.values.some((literal) => isLiteral(literal, cell.value));
    case 'pattern':
      return cell.id === PRIMITIVE && typeof cell.value === 'string' && new RegExp(test.source).test(cell.value);
    case 'length':
      return cell.id >= 0 && graph.tableOf(cell.id).kind === 'array';
    case 'typeof':
      return typeOfCell(graph, cell) === test.name;
    case 'discriminant':
      return holds({ kind: 'literal', values: test.values }, graph, fieldOf(graph, cell, test.property));
    case 'has':
      return cell.id >= 0 && test.properties.every((name) => fieldCell(graph, cell.id, name).id >= PRIMITIVE);
    case 'class':
      return cell.id >= 0 && isOfClass(graph, cell.id, test.name);
    case 'object':
      return cell.id >= 0 && OBJECTS.has(graph.tableOf(cell.id).kind);
    default:
      return cell.id >= 0 && graph.tableOf(cell.id).kind === test.kind;
  }
}

const OBJECTS = new Set(['object', 'entries']);

function fieldOf(graph: CaptureGraph, cell: Cell, name: string): Cell {
  return cell.id >= 0 ? fieldCell(graph, cell.id, name) : { id: -2, value: undefined };
}

function isLiteral(literal: LiteralValue, value: unknown): boolean {
  return typeof literal === 'object' ? value === BigInt(literal.bigint) : Object.is(literal, value);
}

function typeOfCell(graph: CaptureGraph, cell: Cell): string {
  if (cell.id < 0) return typeof cell.value;
  const table = graph.tableOf(cell.id);
  if (table.kind === 'symbol') return 'symbol';
  if (table.kind === 'excluded') return (graph.dataOf(cell.id) as [string])[0] === 'function' ? 'function' : 'object';
  return table.kind === 'named' && table.proto === 'Function' ? 'function' : 'object';
}

/** Global classes are known by the kind where a kind is theirs alone, else by the prototype's name. */
function isOfClass(graph: CaptureGraph, id: number, name: string): boolean {
  const table = graph.tableOf(id);
  if (table.proto === name) return true;
  if (table.kind === 'view') return (graph.dataOf(id) as [string])[0] === name;
  return KIND_OF_CLASS[name] === table.kind;
}

const KIND_OF_CLASS: Readonly<Record<string, string>> = {
  Date: 'date',
  Map: 'map',
  Set: 'set',
  Array: 'array',
  RegExp: 'regexp',
  Error: 'error',
  URL: 'url',
  URLSearchParams: 'url-search-params',
  ArrayBuffer: 'buffer',
};
