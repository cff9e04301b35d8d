import { inProgram, program } from '../program-realm.ts';

/** The prototype by which all functions are found. */
export function functionPrototype(): object {
  return Object.getPrototypeOf(inProgram('() => {}')) as object;
}

/** The `prototype` of a class, by which its instances are found. */
export function prototypeOf(callable: Function): object {
  return Object.getOwnPropertyDescriptor(callable, 'prototype')?.value;
}

/** The object that has the program's global variables. */
export function globalObject(): object {
  return program;
}

/** The value of an own data property that is an object; getters are not run. */
export function objectProperty(owner: object, key: string): object | null {
  const value: unknown = Object.getOwnPropertyDescriptor(owner, key)?.value;
  return (typeof value === 'object' && value !== null) || typeof value === 'function' ? value : null;
}

/** The `module.exports` of a CommonJS module that is loaded; an empty object where there is none. */
export function cjsExports(filename: string): object {
  const cache = Object.getOwnPropertyDescriptor(moduleBuiltin(), '_cache')?.value as object | undefined;
  const module = cache && (Reflect.getOwnPropertyDescriptor(cache, filename)?.value as object | undefined);
  const exports = module && Object.getOwnPropertyDescriptor(module, 'exports')?.value;
  return (typeof exports === 'object' && exports !== null) || typeof exports === 'function' ? exports : {};
}

function moduleBuiltin(): object {
  // `getBuiltinModule` is as old as Node 20.16; before it, what the console calls `require` gives the same.
  return process.getBuiltinModule ? process.getBuiltinModule('node:module') : require('node:module');
}

/** Handles are collected in an array. */
export function arrayOf(...objects: readonly object[]): readonly object[] {
  return objects;
}

/** How many of the classes a class extends. */
export function countAncestors(callable: Function, ...classes: readonly Function[]): number {
  let count = 0;
  for (let at = Object.getPrototypeOf(callable) as unknown; typeof at === 'function'; at = Object.getPrototypeOf(at)) {
    for (let i = 0; i < classes.length; i++) if (classes[i] === at) count += 1;
  }
  return count;
}
