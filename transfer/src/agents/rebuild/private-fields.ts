import type { PrivateField } from '../../live-program.ts';
import type { Transfer } from './transfer.ts';

/** The `#private` fields of the instances of a class by their names, and by the class that declares each. */
type Fields = ReadonlyMap<string, PrivateField>;

const cache = new WeakMap<Transfer, Map<object, Fields>>();

/**
 * A `#private` field of an instance, declared by its class or one that it extends: by the class `owner` where that is
 * given, for several of them may have a field of that name.
 */
export function privateField(
  transfer: Transfer,
  instance: object,
  name: string,
  owner: string | null = null,
): PrivateField | undefined {
  const prototype = Object.getPrototypeOf(instance) as object | null;
  if (prototype === null || prototype === Object.prototype) return undefined;
  const fields = fieldsOf(transfer, prototype);
  return fields.get(`${owner} ${name}`) ?? fields.get(name);
}

/** Whether instances of a class have `#private` fields, inherited ones included. */
export function hasPrivates(transfer: Transfer, owner: Function): boolean {
  return fieldsOf(transfer, owner.prototype as object).size > 0;
}

function fieldsOf(transfer: Transfer, prototype: object): Fields {
  const byPrototype = cache.get(transfer) ?? new Map<object, Fields>();
  cache.set(transfer, byPrototype);
  const fields = byPrototype.get(prototype) ?? collect(transfer, prototype);
  byPrototype.set(prototype, fields);
  return fields;
}

function collect(transfer: Transfer, prototype: object): Fields {
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
      result.set(`${transfer.program.nameOf(owner)} ${field.name}`, field);
    }
  }
  return result;
}
