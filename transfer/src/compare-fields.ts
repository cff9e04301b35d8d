import { type Column, GETTER, SETTER } from './capture-format.ts';
import { type CaptureGraph, type Cell, cellAt, keyText, NOTHING, refAt, valueAt } from './capture-graph.ts';
import { fieldLabel } from './graph-edges.ts';

/** One field of two objects that stand for each other. */
export interface FieldPair {
  readonly key: string;
  readonly label: string;
  /** The two symbols that are the key, where it is one. */
  readonly symbols: readonly [past: number, reversed: number] | null;
  past(graph: CaptureGraph, id: number): Cell;
  reversed(graph: CaptureGraph, id: number): Cell;
  /** What differs besides the value. */
  readonly why: string | undefined;
}

/**
 * Pairs the fields of two objects by key; `isOrdered` says that the order of keys counts. The pairs hold for all objects
 * of the same two tables, except for those with entries.
 */
export function pairFields(
  pastGraph: CaptureGraph,
  past: number,
  reversedGraph: CaptureGraph,
  reversed: number,
  isOrdered: boolean,
): FieldPair[] {
  const before = fieldsOf(pastGraph, past);
  const after = fieldsOf(reversedGraph, reversed);
  const late = new Map(after.map((field) => [field.identity, field]));
  const early = new Set(before.map((field) => field.identity));
  const moved = isOrdered ? firstMoved(before, after) : undefined;
  const pairs = before.map((field) => {
    const other = late.get(field.identity);
    const order = field.identity === moved ? 'the order of the keys differs' : undefined;
    return pairOf(field, other, order ?? attributeDifference(field, other));
  });
  const added = after.filter((field) => !early.has(field.identity));
  return [...pairs, ...added.map((field) => pairOf(undefined, field, undefined))];
}

interface FieldView {
  /** The same for the same key in both captures. */
  readonly identity: string;
  readonly key: string;
  readonly label: string;
  readonly attributes: number;
  readonly symbol: number;
  cell(graph: CaptureGraph, id: number): Cell;
}

function fieldsOf(graph: CaptureGraph, id: number): FieldView[] {
  const table = graph.tableOf(id);
  if (table.kind === 'entries') return entriesOf(graph, id, table.items as [Column, Column]);
  return table.fields.map((field, index) => {
    const key = keyText(graph, field.key);
    const identity = `${typeof field.key} ${field.owner ?? ''} ${field.attributes & (GETTER | SETTER)} ${key}`;
    const cell = (from: CaptureGraph, at: number) => cellAt(from.tableOf(at).columns[index]!, from.rowOf(at));
    const symbol = typeof field.key === 'number' ? field.key : -1;
    return { identity, key, label: fieldLabel(key, field.attributes), attributes: field.attributes, symbol, cell };
  });
}

function entriesOf(graph: CaptureGraph, id: number, [keys, values]: [Column, Column]): FieldView[] {
  const start = graph.startOf(id);
  return Array.from({ length: graph.lengthOf(id) }, (_, index) => {
    const symbol = refAt(keys, start + index);
    const key = symbol >= 0 ? keyText(graph, symbol) : (valueAt(keys, start + index) as string);
    const identity = `${symbol >= 0 ? 'number' : 'string'}  0 ${key}`;
    return { identity, key, label: fieldLabel(key), attributes: 0, symbol, cell: () => cellAt(values, start + index) };
  });
}

function pairOf(past: FieldView | undefined, reversed: FieldView | undefined, why: string | undefined): FieldPair {
  const { key, label } = (past ?? reversed)!;
  return {
    key,
    label,
    symbols: past && reversed && past.symbol >= 0 ? [past.symbol, reversed.symbol] : null,
    past: (graph, id) => past?.cell(graph, id) ?? NOTHING,
    reversed: (graph, id) => reversed?.cell(graph, id) ?? NOTHING,
    why,
  };
}

function attributeDifference(past: FieldView, reversed: FieldView | undefined): string | undefined {
  const isSame = !reversed || past.attributes === reversed.attributes;
  return isSame ? undefined : 'the attributes of the field (writable, enumerable, configurable) differ';
}

/** The first key that both have and that stands at another place among those; undefined where the order is the same. */
function firstMoved(before: readonly FieldView[], after: readonly FieldView[]): string | undefined {
  const late = new Set(after.map((field) => field.identity));
  const early = new Set(before.map((field) => field.identity));
  const common = after.filter((field) => early.has(field.identity));
  return before
    .filter((field) => late.has(field.identity))
    .find((field, index) => field.identity !== common[index]?.identity)?.identity;
}
