import { Intrinsics } from '../capture/intrinsics.ts';
import { isClass } from './functions.ts';
import type { Program } from './live-program.ts';

/** What is on the prototypes, classes and other objects that all parts of a program share. */
export interface SharedObject {
  readonly name: string;
  /** All keys, of an object of the runtime; nothing else tells values that a program put there. */
  readonly keys: readonly string[];
  /** Keys of what its own code did not put there: in classes what their text lacks, else functions of the program. */
  readonly patched: readonly string[];
}

/** Describes the prototypes and classes of the program and of the runtime; `functions` are the program's. Runs no getter. */
export function describeShared(program: Program, ...functions: readonly Function[]): SharedObject[] {
  const own = new Set<unknown>(functions);
  const found: SharedObject[] = [];
  new Intrinsics().forEach((thing, name) => {
    if (!IS_SHARED.test(name) || (typeof thing !== 'object' && typeof thing !== 'function') || own.has(thing)) return;
    const keys = Reflect.ownKeys(thing as object).filter((key) => !String(key).startsWith('Symbol(timeferry.'));
    const patched = keys.filter((key) => valuesOf(thing as object, key).some((value) => own.has(value)));
    found.push({ name, keys: keys.map(String), patched: patched.map(String) });
  });
  program.forEachNamed((callable, name) => {
    if (!isClass(callable)) return;
    const text = Function.prototype.toString.call(callable);
    const isForeign = (value: unknown): boolean =>
      typeof value === 'function' && !text.includes(Function.prototype.toString.call(value));
    found.push({ name, keys: [], patched: patchedKeys(callable, STATIC, isForeign) });
    const prototype = Object.getOwnPropertyDescriptor(callable, 'prototype')?.value as object;
    const isAdded = (value: unknown): boolean => typeof value !== 'function' || isForeign(value);
    found.push({ name: `${name}.prototype`, keys: [], patched: patchedKeys(prototype, METHODS, isAdded) });
  });
  return found;
}

/** All but those on which the runtime itself puts things while it runs. */
const IS_SHARED = /^(?!process\b|node:process\b|console\b)/;
const STATIC: ReadonlySet<string | symbol> = new Set(['length', 'name', 'prototype']);
const METHODS: ReadonlySet<string | symbol> = new Set(['constructor']);

function patchedKeys(
  object: object,
  usual: ReadonlySet<string | symbol>,
  isPatch: (value: unknown) => boolean,
): string[] {
  const keys = Reflect.ownKeys(object).filter((key) => !usual.has(key) && valuesOf(object, key).some(isPatch));
  return keys.map(String);
}

/** The value of a property, or its getter and setter. */
function valuesOf(object: object, key: string | symbol): unknown[] {
  const property = Object.getOwnPropertyDescriptor(object, key);
  if (property === undefined) return [];
  return 'value' in property ? [property.value] : [property.get, property.set].filter((one) => one !== undefined);
}
