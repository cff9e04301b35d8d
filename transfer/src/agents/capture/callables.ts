import type { LiveProgram } from '../../live-program.ts';
import { plainName } from './prototypes.ts';

/**
 * How a function is known to every version of the program: by its name. `keys` are the fields that the program added to
 * it; static fields of a class are state roots of their own and are left out.
 */
export function describeCallable(
  callable: Function,
  program: LiveProgram,
): { name: string | undefined; keys: (string | symbol)[]; why: string } {
  const name = program.nameOf(callable);
  if (name === undefined) {
    return {
      name,
      keys: [],
      why: `the function ${plainName(callable)} has no name in the program by which it could be found again`,
    };
  }
  return { name, keys: isClass(callable) ? [] : ownKeysOf(callable), why: '' };
}

/** Keys of the fields that the program added to a function. */
export function ownKeysOf(callable: Function): (string | symbol)[] {
  return Reflect.ownKeys(callable).filter((key) => !OWN_KEYS.has(key));
}

function isClass(callable: Function): boolean {
  return (
    Object.getOwnPropertyDescriptor(callable, 'prototype')?.writable === false &&
    /^(class|@)/.test(Function.prototype.toString.call(callable))
  );
}

const OWN_KEYS = new Set<string | symbol>(['length', 'name', 'prototype', 'arguments', 'caller']);
