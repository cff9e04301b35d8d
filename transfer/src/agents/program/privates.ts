import type { Box } from './idle.ts';
import type { Program } from './live-program.ts';

/** Accessors of one class's `#private` fields by name, made in the scope of the class. */
export type PrivateAccessors = Record<
  string,
  { read(object: object): unknown; write(object: object, value: unknown): void }
>;

/** Makes the `#private` fields of a class accessible, in a process that is ours. */
export function setAccessorPrivates(program: Program, callable: Function, accessors: PrivateAccessors): void {
  program.setPrivates(
    callable,
    Object.keys(accessors).map((name) => ({ name, ...(accessors[name] as PrivateAccessors[string]) })),
  );
}

/** Values of one class's `#private` fields at one moment. */
export interface PrivateValues {
  readonly list: object[];
  at: number;
  readonly values: Record<string, unknown[]>;
}

/** What a paused frame needs to read the private fields of all instances; see `privateLoop`. */
export function listInstances(heirs: readonly object[], fields: readonly string[]): PrivateValues {
  const list: object[] = [];
  for (let i = 0; i < heirs.length; i++) {
    const heir = heirs[i] as object;
    // The prototypes of the class's heirs inherit from it as well, and have none of its fields.
    if (!isPrototype(heir)) list[list.length] = heir;
  }
  const values: PrivateValues['values'] = {};
  for (const field of fields) values[field] = [];
  return { list, at: 0, values };
}

/** Begins the next field: `box.items` gives each instance once, and goes on behind one that had no such field. */
export function restart(box: Box, read: PrivateValues, field: string): void {
  const values = read.values[field] as unknown[];
  read.at = -1;
  box.items = {
    [Symbol.iterator]: () => ({
      next: (): IteratorResult<object, undefined> => {
        read.at += 1;
        const value = read.list[read.at];
        return value === undefined ? { done: true, value } : { done: false, value };
      },
    }),
  };
  box.keep = (value) => {
    values[read.at] = value;
  };
}

/** Handle of the object that has the problem. */
export function currentObject(read: PrivateValues): object {
  return read.list[read.at] as object;
}

/** Sets what could only be read through the debugger. */
export function setCurrent(read: PrivateValues, field: string, value: unknown): void {
  (read.values[field] as unknown[])[read.at] = value;
}

/** Makes the values that were read available to the agents. */
export function setPrivateValues(program: Program, callable: Function, read: PrivateValues): void {
  program.setPrivates(
    callable,
    Object.keys(read.values).map((name) => {
      const values = read.values[name] as unknown[];
      const byObject = new Map<object, unknown>();
      for (let i = 0; i < read.list.length; i++) if (i in values) byObject.set(read.list[i] as object, values[i]);
      return { name, read: (object: object) => readValue(byObject, object, name) };
    }),
  );
}

/** Makes a static `#private` field of a class a root, in a process that is ours. */
export function setStaticAccessor(
  program: Program,
  name: string,
  owner: object,
  { read, write }: PrivateAccessors[string],
): void {
  program.roots.set(name, { name, read: () => read(owner), write: (value) => write(owner, value) });
}

/** Makes the value of a static `#private` field that was read a root. */
export function setStaticValue(program: Program, name: string, field: string, { values }: PrivateValues): void {
  const list = values[field] as unknown[];
  if (0 in list) program.roots.set(name, { name, read: () => list[0] });
}

function readValue(values: ReadonlyMap<object, unknown>, object: object, name: string): unknown {
  if (!values.has(object)) throw new TypeError(`The object has no private field ${name}.`);
  return values.get(object);
}

function isPrototype(object: object): boolean {
  const owner: unknown = Object.getOwnPropertyDescriptor(object, 'constructor')?.value;
  return typeof owner === 'function' && Object.getOwnPropertyDescriptor(owner, 'prototype')?.value === object;
}
