import type { TypePlan } from '@timeferry/analysis/transfer-plan';
import { type Field, PRIMITIVE } from '../../capture-format.ts';
import { valueAt } from '../../capture-graph.ts';
import { fieldPlan } from '../../graph-types.ts';
import { translated } from './allocate.ts';
import { define } from './define-field.ts';
import { restoreDropped } from './dropped-fields.ts';
import { giveInitial } from './initial-values.ts';
import { privateField } from './private-fields.ts';
import type { Transfer } from './transfer.ts';

/** Carries the fields of an object, each under its name in the version that is being filled. */
export function fillFields(transfer: Transfer, id: number): void {
  const { source } = transfer;
  const table = source.tableOf(id);
  const row = source.graphOf(id).rowOf(source.localOf(id));
  const type = transfer.typeOf(id);
  const target = transfer.targets[id] as object;
  const names = targetNames(transfer, table.fields, type, id);
  const existing = clearStale(transfer, target, new Set(names), type);
  for (let i = 0; i < names.length; i++) {
    const name = names[i];
    if (name === undefined) continue;
    const column = table.columns[i]!;
    const ref = source.refOf(id, column, row);
    setField(
      transfer,
      target,
      name,
      table.fields[i]!,
      { ref, value: ref === PRIMITIVE ? valueAt(column, row) : undefined },
      existing,
    );
  }
  if (type) complete(transfer, id, target, type);
}

/** Carries an object that is used as a dictionary: all its keys, in their order. */
export function fillEntries(transfer: Transfer, id: number): void {
  const { source } = transfer;
  const graph = source.graphOf(id);
  const local = source.localOf(id);
  const [keys, values] = source.tableOf(id).items;
  const type = transfer.typeOf(id);
  const target = transfer.targets[id] as object;
  const existing = clearStale(transfer, target, new Set(), type);
  const start = graph.startOf(local);
  for (let row = start; row < start + graph.lengthOf(local); row++) {
    const keyRef = source.refOf(id, keys!, row);
    const key = keyRef >= 0 ? (transfer.counterpart(keyRef) as symbol) : (valueAt(keys!, row) as string);
    const name = type && typeof key === 'string' ? targetName(transfer, type, key) : key;
    const cell = { ref: source.refOf(id, values!, row), value: valueAt(values!, row) };
    if (name !== undefined) setField(transfer, target, name, ORDINARY, cell, existing);
  }
  if (type) complete(transfer, id, target, type);
}

const ORDINARY: Field = { key: '', owner: null, attributes: 0 };

function complete(transfer: Transfer, id: number, target: object, type: TypePlan): void {
  if (transfer.to === 'past') restoreDropped(transfer, id, target, type);
  else giveInitial(target, type, transfer);
}

/** Where each field goes; undefined for what is left to a mapper, is dropped, or is not decided. */
export function targetNames(
  transfer: Transfer,
  fields: readonly Field[],
  type: TypePlan | undefined,
  id: number,
): (string | symbol | undefined)[] {
  return fields.map(({ key }) => {
    if (typeof key === 'number') {
      return transfer.counterpart(transfer.source.isAside(id) ? transfer.source.fromAside(key) : key) as symbol;
    }
    return type ? targetName(transfer, type, key) : key;
  });
}

function targetName(transfer: Transfer, type: TypePlan, key: string): string | undefined {
  const plan = fieldPlan(type, transfer.from, key);
  if (!plan) return key;
  return plan.how === 'carry' ? (plan[transfer.to] ?? undefined) : undefined;
}

/**
 * Takes away what start-up or an initializer put into a target and the source does not have; gives what was there. Fields
 * that a mapper, a start-up value or nobody fills stay. Without a declared type the order of keys counts, so all go.
 */
function clearStale(
  transfer: Transfer,
  target: object,
  names: ReadonlySet<string | symbol | undefined>,
  type: TypePlan | undefined,
): Map<string | symbol, unknown> | null {
  const keys = Reflect.ownKeys(target);
  const isRuntimeObject = Array.isArray(target) || ArrayBuffer.isView(target) || typeof target === 'function';
  if (keys.length === 0 || isRuntimeObject) return null;
  const existing = new Map<string | symbol, unknown>();
  for (const key of keys) {
    if (key === 'stack' && process.getBuiltinModule('node:util').types.isNativeError(target)) continue;
    const descriptor = Object.getOwnPropertyDescriptor(target, key)!;
    existing.set(key, descriptor.value);
    const plan = type && typeof key === 'string' ? fieldPlan(type, transfer.to, key) : undefined;
    const isStale = !names.has(key) && (!plan || plan.how === 'carry');
    const isReordered = !type && transfer.adopted.has(target);
    if ((isStale || isReordered) && descriptor.configurable) Reflect.deleteProperty(target, key);
  }
  return existing;
}

/** The `#private` field of the class that declares it here. */
function ownPrivate(transfer: Transfer, target: object, name: string, { owner }: Field) {
  return privateField(transfer, target, name, owner && translated(transfer, owner, -1));
}

interface FieldCell {
  readonly ref: number;
  readonly value: unknown;
}

/** Sets one field; where its value cannot be moved, what start-up made in its place stays. */
function setField(
  transfer: Transfer,
  target: object,
  name: string | symbol,
  field: Field,
  cell: FieldCell,
  existing: ReadonlyMap<string | symbol, unknown> | null,
): void {
  const isPrivate = typeof name === 'string' && name.startsWith('#') && ownPrivate(transfer, target, name, field);
  // Its class has no such field here, and from outside none can be added.
  if (!isPrivate && field.owner !== null && typeof name === 'string' && name.startsWith('#')) return;
  const before = isPrivate ? isPrivate.read(target) : existing?.get(name);
  if (cell.ref >= 0 && (typeof before === 'object' || typeof before === 'function') && before !== null) {
    transfer.adopt(cell.ref, before);
  }
  const isKept = cell.ref >= 0 && transfer.isExcluded(cell.ref);
  const value = isKept ? before : cell.ref === PRIMITIVE ? cell.value : transfer.counterpart(cell.ref);
  if (isPrivate) isPrivate.write?.(target, value);
  else define(target, name, value, field.attributes);
}
