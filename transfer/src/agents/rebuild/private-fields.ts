import type { PrivateField } from '../../live-program.ts';
import type { Transfer } from './transfer.ts';

const cache = new WeakMap<Transfer, Map<object, ReadonlyMap<string, PrivateField>>>();

/** A `#private` field of an instance, declared by its class or one that it extends. */
export function privateField(transfer: Transfer, instance: object, name: string): PrivateField | undefined {
  const prototype = Object.getPrototypeOf(instance) as object | null;
  return prototype === null || prototype === Object.prototype ? undefined : fieldsOf(transfer, prototype).get(name);
}

/** Whether instances of a class have `#private` fields, inherited ones included. */
export function hasPrivates(transfer: Transfer, owner: Function): boolean {
  return fieldsOf(transfer, owner.prototype as object).size > 0;
}

function fieldsOf(transfer: Transfer, prototype: object): ReadonlyMap<string, PrivateField> {
  const byPrototype = cache.get(transfer) ?? new Map<object, ReadonlyMap<string, PrivateField>>();
  cache.set(transfer, byPrototype);
  const fields = byPrototype.get(prototype) ?? collect(transfer, prototype);
  byPrototype.set(prototype, fields);
  return fields;
}

function collect(transfer: Transfer, prototype: object): ReadonlyMap<string, PrivateField> {
  const result = new Map<string, PrivateField>();
  for (
    let at: object | null = prototype;
    at && at !== Object.prototype;
    at = Object.getPrototypeOf(at) as object | null
  ) {
    const owner: unknown = Object.getOwnPropertyDescriptor(at, 'constructor')?.value;
    if (typeof owner !== 'function') continue;
    for (const field of transfer.program.privatesOf(owner)) {
      if (!result.has(field.name)) result.set(field.name, field);
    }
  }
  return result;
}
