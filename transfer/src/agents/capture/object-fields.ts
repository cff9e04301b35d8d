import {
  GETTER,
  HIDDEN,
  type Integrity,
  type NodeKind,
  PERMANENT,
  type Prototype,
  READ_ONLY,
  SETTER,
} from '../../capture-format.ts';
import type { PrototypeFacts } from './prototypes.ts';
import type { FormNode, TableIndex } from './table-builder.ts';

/** The own fields of the object that was described last; one is reused for all objects. */
export interface Description {
  form: FormNode;
  readonly values: unknown[];
}

/** Above this many keys, or this many kinds of first key, an object is taken for a dictionary. */
const MANY_KEYS = 64;
const MANY_FORMS = 256;

/**
 * Finds the form of an object and reads its fields, without running getters. `into.values` gets one value per field of
 * the form. Gives the keys instead when the object is used as a dictionary, so that it does not get a form of its own.
 */
export function describeFields(
  into: Description,
  object: object,
  keys: readonly (string | symbol)[],
  symbolId: (symbol: symbol) => number,
  mayBeDictionary: boolean,
): boolean {
  const dictionary = mayBeDictionary && (keys.length > MANY_KEYS || isRareFirstKey(into.form, keys[0]));
  let ordinary = true;
  into.values.length = 0;
  for (const key of keys) {
    const descriptor = Object.getOwnPropertyDescriptor(object, key)!;
    const attributes = attributesOf(descriptor);
    ordinary &&= attributes === 0;
    if (dictionary && ordinary) {
      into.values.push(descriptor.value);
      continue;
    }
    if (dictionary) return describeFields(into, object, keys, symbolId, false);
    addField(into, typeof key === 'symbol' ? symbolId(key) : key, attributes, descriptor);
  }
  return dictionary;
}

function addField(into: Description, key: string | number, attributes: number, descriptor: PropertyDescriptor): void {
  if (!descriptor.get && !descriptor.set) {
    into.form = into.form.next(key, attributes);
    into.values.push(descriptor.value);
    return;
  }
  into.form = into.form.next(key, attributes | GETTER).next(key, attributes | SETTER);
  into.values.push(descriptor.get, descriptor.set);
}

function isRareFirstKey(start: FormNode, key: string | symbol | undefined): boolean {
  return typeof key === 'string' && start.breadth >= MANY_FORMS && !start.leads(key);
}

function attributesOf(descriptor: PropertyDescriptor): number {
  const isReadOnly = descriptor.writable === false;
  return (
    (isReadOnly ? READ_ONLY : 0) | (descriptor.enumerable ? 0 : HIDDEN) | (descriptor.configurable ? 0 : PERMANENT)
  );
}

/** Adds the `#private` fields along the class chain; an object without the brand of a class has none of its fields. */
export function describePrivates(into: Description, object: object, privates: PrototypeFacts['privates']): void {
  for (const { owner, field } of privates) {
    let value: unknown;
    try {
      value = field.read(object);
    } catch {
      continue;
    }
    into.form = into.form.next(field.name, 0, owner);
    into.values.push(value);
  }
}

/** The start of the form of an object: all that is known before its fields are. */
export function startOfForm(tables: TableIndex, kind: NodeKind, proto: Prototype, object: object): FormNode {
  return tables.start(kind, proto, integrityOf(object));
}

function integrityOf(object: object): Integrity {
  if (Object.isExtensible(object)) return 'extensible';
  if (Object.isFrozen(object)) return 'frozen';
  return Object.isSealed(object) ? 'sealed' : 'fixed';
}
