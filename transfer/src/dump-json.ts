import { GETTER, HIDDEN, HOLE, PERMANENT, PRIMITIVE, READ_ONLY, SETTER } from './capture-format.ts';
import { type CaptureGraph, type Cell, cellAt, keyText } from './capture-graph.ts';

/**
 * A capture as JSON for people and other programs: `{ schema, roots, objects }`. Strings, booleans, null and ordinary
 * numbers stand for themselves; everything else is an object with one `$` key: `{ "$number": "-0" }`, `{ "$bigint": "1" }`,
 * `{ "$undefined": true }`, `{ "$hole": true }`, `{ "$ref": 3 }`. Every object stands once, in `objects` under its number,
 * so shared and cyclic references are seen by their equal numbers.
 */
export function* dumpJson(graph: CaptureGraph): Generator<string> {
  yield '{\n  "schema": 1,\n  "roots": {';
  const { rootNames, roots } = graph.capture;
  for (let index = 0; index < rootNames.length; index++) {
    const value = JSON.stringify(dumpCell(cellAt(roots, index)));
    yield `${index > 0 ? ',' : ''}\n    ${JSON.stringify(rootNames[index])}: ${value}`;
  }
  yield '\n  },\n  "objects": {';
  for (let id = 0; id < graph.count; id++) {
    yield `${id > 0 ? ',' : ''}\n    "${id}": ${JSON.stringify(dumpObject(graph, id))}`;
  }
  yield '\n  }\n}\n';
}

function dumpCell({ id, value }: Cell): unknown {
  if (id >= 0) return { $ref: id };
  if (id === HOLE) return { $hole: true };
  if (value === undefined) return { $undefined: true };
  if (typeof value === 'bigint') return { $bigint: String(value) };
  if (typeof value === 'number' && (!Number.isFinite(value) || Object.is(value, -0))) {
    return { $number: Object.is(value, -0) ? '-0' : String(value) };
  }
  return value;
}

function dumpObject(graph: CaptureGraph, id: number): object {
  const table = graph.tableOf(id);
  const { kind, proto, integrity } = table;
  const name = typeof proto === 'number' ? { $ref: proto } : proto;
  const data = dumpData(kind, graph.dataOf(id));
  const fields = dumpFields(graph, id);
  const items = dumpItems(graph, id);
  return {
    kind: kind === 'entries' ? 'object' : kind,
    ...(kind !== 'symbol' && kind !== 'named' && kind !== 'excluded' && { class: name }),
    ...(integrity !== 'extensible' && { integrity }),
    ...(data !== undefined && data),
    ...(kind === 'entries' ? { fields: Object.fromEntries(items as [string, unknown][]) } : fields && { fields }),
    ...(kind !== 'entries' && items && { [ITEMS[kind] ?? 'items']: items }),
  };
}

const ITEMS: Readonly<Record<string, string>> = {
  ...{
    array: 'elements',
    map: 'entries',
    set: 'values',
    view: 'buffer',
    closure: 'captures',
    promise: 'result',
    timer: 'calls',
  },
  ...{ 'weak-map': 'entries', 'weak-set': 'values', 'weak-ref': 'target', 'url-search-params': 'url' },
};

function dumpData(kind: string, data: unknown): object | undefined {
  if (data === undefined || data === null) return undefined;
  switch (kind) {
    case 'date':
      return { time: dumpCell({ id: PRIMITIVE, value: data }), iso: isoOf(data as number) };
    case 'regexp':
      return { source: (data as string[])[0], flags: (data as string[])[1] };
    case 'error':
      return { stack: data };
    case 'buffer':
    case 'resizable-buffer':
      return { base64: Buffer.from(data as Uint8Array).toString('base64') };
    case 'view':
      return { view: (data as unknown[])[0], offset: (data as unknown[])[1], length: (data as unknown[])[2] };
    case 'symbol':
      return { form: (data as unknown[])[0], description: dumpCell({ id: PRIMITIVE, value: (data as unknown[])[1] }) };
    case 'named':
      return { name: data };
    case 'closure':
      return { code: (data as unknown[])[0], name: (data as unknown[])[1], hasThis: (data as unknown[])[2] };
    case 'abort-signal':
      return { isAborted: data };
    case 'timer': {
      const [timer, delay, remaining, isReferenced, isCleared] = data as unknown[];
      return { timer, delay, remaining, isReferenced, isCleared };
    }
    case 'scope':
      return { of: (data as unknown[])[0] };
    case 'excluded':
      return { what: (data as string[])[0], why: (data as string[])[1] };
    default:
      return { value: dumpCell({ id: PRIMITIVE, value: data }) };
  }
}

function isoOf(time: number): string | null {
  return Number.isNaN(time) ? null : new Date(time).toISOString();
}

/** Fields by name; a field with attributes or under a symbol is written out with them. */
function dumpFields(graph: CaptureGraph, id: number): object | undefined {
  const table = graph.tableOf(id);
  if (table.fields.length === 0) return undefined;
  const row = graph.rowOf(id);
  const taken = new Set<string>();
  const fields = table.fields.map((field, index) => {
    const plain = keyText(graph, field.key) + accessorText(field.attributes);
    // A class and one that it extends may both have a private field of one name.
    const name = field.owner !== null && taken.has(plain) ? `${field.owner.replace(/^.*#/, '')}.${plain}` : plain;
    taken.add(plain);
    const cell = dumpCell(cellAt(table.columns[index]!, row));
    const attributes = attributeNames(field.attributes);
    return [name, attributes.length > 0 ? { $field: attributes, value: cell } : cell] as const;
  });
  // A null prototype, so that a key "__proto__" is a key like others.
  const result = Object.create(null) as Record<string, unknown>;
  for (const [name, value] of fields) result[name] = value;
  return result;
}

function accessorText(attributes: number): string {
  if (attributes & GETTER) return ' (getter)';
  return attributes & SETTER ? ' (setter)' : '';
}

function attributeNames(attributes: number): string[] {
  const names: [number, string][] = [
    [READ_ONLY, 'read-only'],
    [HIDDEN, 'not enumerable'],
    [PERMANENT, 'not configurable'],
  ];
  return names.filter(([bit]) => attributes & bit).map(([, name]) => name);
}

function dumpItems(graph: CaptureGraph, id: number): unknown[] | undefined {
  const table = graph.tableOf(id);
  if (table.items.length === 0) return undefined;
  const start = graph.startOf(id);
  return Array.from({ length: graph.lengthOf(id) }, (_, index) => {
    const cells = table.items.map((column) => cellAt(column, start + index));
    if (table.kind !== 'entries') return cells.length === 1 ? dumpCell(cells[0]!) : cells.map(dumpCell);
    const key = cells[0]!.id >= 0 ? keyText(graph, cells[0]!.id) : cells[0]!.value;
    return [key, dumpCell(cells[1]!)];
  });
}
