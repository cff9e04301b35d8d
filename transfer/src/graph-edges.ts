import { GETTER, SETTER } from './capture-format.ts';
import { type CaptureGraph, keyText, refAt, valueAt } from './capture-graph.ts';

/** How one object of a capture leads to another. */
export type EdgeLabel = () => string;

/** Calls `visit` for every reference that an object holds; the label is the text that a path continues with. */
export function visitReferences(
  graph: CaptureGraph,
  id: number,
  visit: (target: number, label: EdgeLabel) => void,
): void {
  const table = graph.tableOf(id);
  const row = graph.rowOf(id);
  table.fields.forEach((field, index) => {
    const target = refAt(table.columns[index]!, row);
    if (target >= 0) visit(target, () => fieldLabel(keyText(graph, field.key), field.attributes));
  });
  if (typeof table.proto === 'number') visit(table.proto, () => '.__proto__');
  const start = graph.startOf(id);
  const length = graph.lengthOf(id);
  table.items.forEach((column, which) => {
    if (!column.refs) return;
    for (let i = 0; i < length; i++) {
      const target = column.refs[start + i]!;
      if (target >= 0) visit(target, () => itemLabel(graph, id, which, i));
    }
  });
}

/** The text with which a path goes on to a field. */
export function fieldLabel(name: string, attributes = 0): string {
  const accessor = attributes & GETTER ? ' (getter)' : attributes & SETTER ? ' (setter)' : '';
  if (name.startsWith('Symbol')) return `[${name}]${accessor}`;
  return /^#?[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(name)
    ? `.${name}${accessor}`
    : `[${JSON.stringify(name)}]${accessor}`;
}

/** The text with which a path goes on to an item; `which` is 0 for elements and keys, 1 for the values of a map. */
export function itemLabel(graph: CaptureGraph, id: number, which: number, index: number): string {
  const table = graph.tableOf(id);
  const keys = table.items[0]!;
  const row = graph.startOf(id) + index;
  const isPlainKey = refAt(keys, row) < 0;
  if (table.kind === 'array') return `[${index}]`;
  if (table.kind === 'set') return `.values()[${index}]`;
  if (table.kind === 'map' && which === 0) return `.keys()[${index}]`;
  if (table.kind === 'map') return isPlainKey ? `.get(${primitiveText(valueAt(keys, row))})` : `.values()[${index}]`;
  if (table.kind !== 'entries') return hiddenLabel(table.kind, index, which);
  if (which === 0) return ' (key)';
  return isPlainKey ? fieldLabel(String(valueAt(keys, row))) : `[${keyText(graph, refAt(keys, row))}]`;
}

/** How the path goes on into what only the debugger sees. */
function hiddenLabel(kind: string, index: number, which: number): string {
  if (kind === 'view') return '.buffer';
  if (kind === 'resizable-buffer') return '.maxByteLength';
  if (kind === 'closure') return ' (captured)';
  if (kind === 'promise') return ' (result)';
  if (kind === 'proxy') return index === 0 ? ' (target)' : ' (handler)';
  if (kind === 'bound')
    return index === 0 ? ' (bound function)' : index === 1 ? ' (bound this)' : ` (bound argument ${index - 1})`;
  if (kind === 'once') return [' (emitter)', ' (event)', ' (listener)'][index] ?? '';
  if (kind === 'timer') return index === 0 ? ' (callback)' : ` (argument ${index})`;
  if (kind === 'weak-ref') return ' (target)';
  return which === 0 ? `.keys()[${index}]` : `.values()[${index}]`;
}

/** A primitive as source text. */
export function primitiveText(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value);
  if (typeof value === 'bigint') return `${value}n`;
  return Object.is(value, -0) ? '-0' : String(value);
}
