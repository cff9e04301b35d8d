import type { FieldPlan } from '@timeferry/analysis/transfer-plan';
import type { Table } from './capture-format.ts';
import { cellAt } from './capture-graph.ts';
import type { ComparisonInput } from './compare-graphs.ts';
import { fieldPlan } from './graph-types.ts';

/**
 * Whether two captures are equal byte for byte, and nothing in them is left out or undecided.
 *
 * What a capture says is decoded from those bytes alone, so equal bytes are equal tables: object `i` of one capture has the
 * kind, prototype, keys, attributes, values and references of object `i` of the other, and the roots refer to objects of
 * the same number. So the numbers are an isomorphism, and a comparison cell by cell could find no difference. The converse
 * does not hold: graphs that are equal but were met in another order have other bytes and are compared with care.
 */
export function isSameState({ past, reversed, plan, lost }: ComparisonInput): boolean {
  if (!past.bytes || !reversed.bytes || Buffer.compare(past.bytes, reversed.bytes) !== 0 || lost.size > 0) return false;
  const isOpen = [...plan.roots, ...plan.types.flatMap(({ fields }) => fields)].some(({ how }) => how === 'undecided');
  return !isOpen && past.capture.tables.every(({ kind }) => kind !== 'excluded');
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
 * those that the future version has no place for, and those whose type says nothing.
 */
export function visitRemarkable(
  { past, plan, types }: ComparisonInput,
  visit: (owner: number, key: string, cell: { readonly id: number; readonly value: unknown }) => void,
): void {
  for (const table of past.capture.tables) {
    const columnsOf = plan.types.map((type) => remarkableColumns(table, (key) => fieldPlan(type, 'past', key)));
    const isEntries = table.kind === 'entries';
    if (!isEntries && columnsOf.every((columns) => columns.length === 0)) continue;
    for (let row = 0; row < table.ids.length; row++) {
      const id = table.ids[row]!;
      const pair = types.pairs[id]!;
      if (pair === -1) continue;
      for (const index of columnsOf[pair]!)
        visit(id, String(table.fields[index]!.key), cellAt(table.columns[index]!, row));
      if (!isEntries) continue;
      const start = past.startOf(id);
      for (let i = start; i < start + past.lengthOf(id); i++) {
        const key = cellAt(table.items[0]!, i).value;
        const plans = typeof key === 'string' ? fieldPlan(plan.types[pair]!, 'past', key) : undefined;
        if (isRemarkable(plans)) visit(id, key as string, cellAt(table.items[1]!, i));
      }
    }
  }
}

function remarkableColumns(table: Table, planOf: (key: string) => FieldPlan | undefined): number[] {
  return table.fields.flatMap(({ key }, index) => {
    const plan = typeof key === 'string' ? planOf(key) : undefined;
    if (!isRemarkable(plan)) return [];
    // A primitive is what it is, whatever its type.
    return plan?.how === 'drop' || table.columns[index]!.refs?.some((ref) => ref >= 0) ? [index] : [];
  });
}

function isRemarkable(plan: FieldPlan | undefined): boolean {
  return plan !== undefined && (plan.how === 'drop' || plan.shape.kind === 'value');
}
