import type { TypePlan } from '@timeferry/analysis/transfer-plan';
import { HOLE, PRIMITIVE } from '../../capture-format.ts';
import { fieldCell } from '../../capture-graph.ts';
import { define } from './define-field.ts';
import { privateField } from './private-fields.ts';
import type { Transfer } from './transfer.ts';

/** Puts back, on the way back, the fields that the future version had no place for, as the past process had them. */
export function restoreDropped(transfer: Transfer, id: number, target: object, type: TypePlan): void {
  const { source } = transfer;
  const pastId = source.pastOf(id);
  if (pastId < 0 || !source.aside) return;
  for (const field of type.fields) {
    if (field.how !== 'drop' || field.past === null) continue;
    const cell = fieldCell(source.aside, pastId, field.past);
    if (cell.id === HOLE) continue;
    const shared = cell.id === PRIMITIVE ? PRIMITIVE : source.fromAside(cell.id);
    if (shared >= 0 && transfer.isExcluded(shared)) continue;
    const value = shared === PRIMITIVE ? cell.value : transfer.counterpart(shared);
    const hash = field.past.startsWith('#') && privateField(transfer, target, field.past);
    if (hash) hash.write?.(target, value);
    else define(target, field.past, value, 0);
  }
}
