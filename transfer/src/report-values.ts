import { HOLE, PRIMITIVE } from './capture-format.ts';
import { type CaptureGraph, type Cell, refAt, valueAt } from './capture-graph.ts';
import { primitiveText } from './graph-edges.ts';

const LONGEST = 120;

/** A captured value, short, for people: a primitive as source text, an object by what it is. */
export function showCell(graph: CaptureGraph, cell: Cell): string {
  if (cell.id === HOLE) return 'nothing';
  return shorten(cell.id === PRIMITIVE ? primitiveText(cell.value) : showObject(graph, cell.id));
}

function showObject(graph: CaptureGraph, id: number): string {
  const table = graph.tableOf(id);
  const data = graph.dataOf(id);
  switch (table.kind) {
    case 'array':
      return `Array(${graph.lengthOf(id)})${preview(graph, id)}`;
    case 'map':
    case 'set':
      return `${className(graph, id)}(${graph.lengthOf(id)})`;
    case 'date':
      return Number.isNaN(data) ? 'Date(invalid)' : `Date(${new Date(data as number).toISOString()})`;
    case 'regexp':
      return `/${(data as string[]).join('/')}`;
    case 'boxed':
      return `Object(${primitiveText(data)})`;
    case 'view':
      return `${(data as unknown[])[0] as string}(${(data as unknown[])[2] as number})`;
    case 'url':
    case 'url-search-params':
      return `${table.kind === 'url' ? 'URL' : 'URLSearchParams'}(${data as string})`;
    case 'symbol':
      return `Symbol(${(data as unknown[])[1] as string})`;
    case 'named':
      return data as string;
    case 'excluded':
      return `(${(data as string[])[0]!})`;
    default:
      return `${className(graph, id)} ${fieldList(graph, id)}`.trim();
  }
}

function className(graph: CaptureGraph, id: number): string {
  const { proto } = graph.tableOf(id);
  if (proto === null) return '[null prototype]';
  return typeof proto === 'number' ? 'Object' : proto.slice(proto.indexOf('#') + 1);
}

function fieldList(graph: CaptureGraph, id: number): string {
  const table = graph.tableOf(id);
  if (table.kind === 'entries') return `{ ${graph.lengthOf(id)} keys }`;
  const row = graph.rowOf(id);
  const fields = table.fields.slice(0, 4).map((field, index) => {
    const column = table.columns[index]!;
    const text = refAt(column, row) >= 0 ? '…' : primitiveText(valueAt(column, row));
    return `${typeof field.key === 'number' ? '[symbol]' : field.key}: ${text}`;
  });
  if (table.fields.length > 4) fields.push('…');
  return fields.length > 0 ? `{ ${fields.join(', ')} }` : '{}';
}

function preview(graph: CaptureGraph, id: number): string {
  const column = graph.tableOf(id).items[0]!;
  const start = graph.startOf(id);
  const items: string[] = [];
  for (let i = start; i < start + Math.min(graph.lengthOf(id), 4); i++) {
    const ref = refAt(column, i);
    items.push(ref >= 0 ? '…' : ref === HOLE ? '' : primitiveText(valueAt(column, i)));
  }
  return ` [${items.join(', ')}${graph.lengthOf(id) > 4 ? ', …' : ''}]`;
}

function shorten(text: string): string {
  return text.length <= LONGEST ? text : `${text.slice(0, LONGEST)}… (${text.length} characters)`;
}
