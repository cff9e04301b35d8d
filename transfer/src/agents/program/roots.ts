import type { LiveRoot } from '../../live-program.ts';
import type { Program } from './live-program.ts';

/** What the debugger gives for a scope inside the process: its variables, copied when it was asked. */
export interface ScopeSnapshot {
  readonly description: string;
  readonly object: object;
}

/** Names of the variables of a scope. */
export function variablesOf({ object }: ScopeSnapshot): string[] {
  return Object.getOwnPropertyNames(object);
}

/** Makes variables of one scope readable as they were when the scope was fetched. */
export function setSnapshotRoots(
  program: Program,
  roots: readonly { readonly name: string; readonly variable: string }[],
  snapshot: ScopeSnapshot,
): void {
  for (const { name, variable } of roots)
    program.roots.set(name, { name, read: () => ownValue(snapshot.object, variable) });
}

/** A property of an object, a class's static field or what a CommonJS module exports, as a root. */
export function setPropertyRoot(program: Program, name: string, writes: boolean, owner: object, key: string): string {
  const descriptor = Object.getOwnPropertyDescriptor(owner, key);
  if (descriptor === undefined) return `there is no property ${key}`;
  if (!('value' in descriptor)) return `the property ${key} is computed by a getter`;
  const root: LiveRoot = { name, read: () => ownValue(owner, key) };
  if (writes && descriptor.writable) {
    root.write = (value) => void Reflect.defineProperty(owner, key, { value });
  }
  program.roots.set(name, root);
  return '';
}

/** Accessors of variables by root name, made in the variables' own scope. */
export type Accessors = Record<string, { read(): unknown; write(value: unknown): void }>;

/**
 * Takes those accessors that give what the scope really holds, with a setter where the variable is no constant, and
 * gives the names of the others: a parameter or local of the entered function hides their variable.
 */
export function setAccessorRoots(
  program: Program,
  wanted: readonly { readonly name: string; readonly variable: string }[],
  accessors: Accessors,
  snapshot: ScopeSnapshot,
): string[] {
  const hidden: string[] = [];
  for (const { name, variable } of wanted) {
    const { read, write } = accessors[name] as Accessors[string];
    try {
      const value = read();
      if (Object.is(value, ownValue(snapshot.object, variable))) {
        program.roots.set(name, isWritable(write, value) ? { name, read, write } : { name, read });
        continue;
      }
    } catch {
      // Not initialised yet, or hidden by a local that is not.
    }
    hidden.push(name);
  }
  return hidden;
}

/** Whether a variable takes an assignment, tried with the value that it has. */
function isWritable(write: (value: unknown) => void, value: unknown): boolean {
  try {
    write(value);
    return true;
  } catch {
    return false;
  }
}

/** The value of an own data property. Throws a `ReferenceError` where there is none. */
export function ownValue(owner: object, key: string): unknown {
  const descriptor = Object.getOwnPropertyDescriptor(owner, key);
  if (descriptor === undefined) throw new ReferenceError(`${key} has no value yet`);
  return descriptor.value;
}
