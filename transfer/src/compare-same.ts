import type { FieldPlan } from '@timeferry/analysis/transfer-plan';
import type { NodeKind, Table } from './capture-format.ts';
import { type CaptureGraph, cellAt, keyText } from './capture-graph.ts';
import type { ComparisonInput } from './compare-graphs.ts';

/**
 * Whether two captures are equal byte for byte, nothing in them is undecided, and what is left out is the value of a root
 * or of a declared field.
 *
 * What a capture says is decoded from those bytes alone, so equal bytes are equal tables: object `i` of one capture has the
 * kind, prototype, keys, attributes, values and references of object `i` of the other, and the roots refer to objects of
 * the same number. So the numbers are an isomorphism, and a comparison cell by cell could find no difference. The converse
 * does not hold: graphs that are equal but were met in another order have other bytes and are compared with care.
 */
export function isSameState(input: ComparisonInput): boolean {
  const { past, reversed, plan, lost } = input;
  if (!past.bytes || !reversed.bytes || Buffer.compare(past.bytes, reversed.bytes) !== 0 || lost.size > 0) return false;
  const isOpen = [...plan.roots, ...plan.types.flatMap(({ fields }) => fields)].some(({ how }) => how === 'undecided');
  if (isOpen || !past.capture.tables.every(isOfValues)) return false;
  const isLeftOut = leftOut(past);
  if (!isLeftOut) return true;
  return past.capture.tables.every(({ ids, columns, items }) => {
    if (items.some(({ refs }) => refs?.some(isLeftOut))) return false;
    return columns.every(
      ({ refs }) => refs?.every((ref, row) => !isLeftOut(ref) || input.types.pairs[ids[row]!] !== -1) ?? true,
    );
  });
}

/** Whether all that a table holds is state: weak collections, timers and closures may hold what is not, or have lost it. */
function isOfValues({ kind, data }: Table): boolean {
  // A stack that was not read has a code instead of a text.
  return VALUE_KINDS.has(kind) && (kind !== 'error' || !data?.refs);
}

const VALUE_KINDS: ReadonlySet<NodeKind> = new Set<NodeKind>([
  ...(['object', 'entries', 'array', 'map', 'set', 'date', 'regexp', 'error', 'boxed', 'buffer', 'view'] as const),
  ...(['url', 'url-search-params', 'symbol', 'named', 'excluded'] as const),
]);

/** Tells the numbers of objects that are left out; null where none is. */
function leftOut(graph: CaptureGraph): ((ref: number) => boolean) | null {
  const tables = graph.capture.tables.filter(({ kind }) => kind === 'excluded');
  if (tables.length === 0) return null;
  const flags = new Uint8Array(graph.count);
  for (const { ids } of tables) for (const id of ids) flags[id] = 1;
  return (ref) => ref >= 0 && flags[ref] === 1;
}

/** How many cells the tables of the past capture have. */
export function countCells({ past }: ComparisonInput): number {
  return past.capture.tables.reduce((sum, { ids, fields, lengths, items }) => {
    const length = lengths?.reduce((all, one) => all + one, 0) ?? 0;
    return sum + ids.length * fields.length + length * items.length;
  }, 0);
}

/**
 * Calls `visit` for the declared fields of all past objects of which people should know something although they are equal:
 * those that the future version has no place for, those whose type says nothing, and those that are left out.
 */
export function visitRemarkable(
  input: ComparisonInput,
  visit: (owner: number, key: string, cell: { readonly id: number; readonly value: unknown }) => void,
): void {
  const { past, plan } = input;
  const isLeftOut = leftOut(past);
  const fields = plan.types.flatMap((type) => type.fields.filter(isRemarkable));
  const names = new Set(fields.map((field) => field.past));
  const dropped = new Set(fields.flatMap((field) => (field.how === 'drop' ? [field.past] : [])));
  const isOpen = (ref: number) => ref >= 0 && isWalked(past.tableOf(ref));
  for (const table of past.capture.tables) {
    const columns = table.columns.flatMap(({ refs }, index) => {
      const key = String(table.fields[index]!.key);
      // Types are costly to find, so columns that hold nothing to say are passed over first.
      const isSaid = dropped.has(key) || (isLeftOut && refs?.some(isLeftOut)) || (names.has(key) && refs?.some(isOpen));
      return isSaid ? [index] : [];
    });
    if (columns.length === 0 && table.kind !== 'entries') continue;
    for (let row = 0; row < table.ids.length; row++) {
      const id = table.ids[row]!;
      const type = plan.types[input.types.pairs[id]!];
      if (!type) continue;
      for (const index of columns)
        visit(id, keyText(past, table.fields[index]!.key), cellAt(table.columns[index]!, row));
      if (table.kind !== 'entries') continue;
      const start = past.startOf(id);
      for (let i = start; i < start + past.lengthOf(id); i++) {
        const key = cellAt(table.items[0]!, i).value;
        if (names.has(String(key))) visit(id, String(key), cellAt(table.items[1]!, i));
      }
    }
  }
}

function isRemarkable(plan: FieldPlan): boolean {
  return plan.how === 'drop' || plan.shape.kind === 'value';
}

/** Whether what a table holds is walked by its actual value where no type says what it is. */
export function isWalked({ kind }: Table): boolean {
  return WALKED_KINDS.has(kind);
}

const WALKED_KINDS: ReadonlySet<NodeKind> = new Set<NodeKind>(['object', 'entries', 'array', 'map', 'set']);
