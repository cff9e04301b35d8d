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
  const module = loadedModule(filename);
  return (module && objectProperty(module, 'exports')) ?? {};
}

/** A CommonJS module that exports one value and no names; an empty object where there is no such module. */
export function cjsModule(filename: string): object {
  const module = loadedModule(filename);
  const exports = module && objectProperty(module, 'exports');
  return module && !(exports && Object.hasOwn(exports, '__esModule')) ? module : {};
}

function loadedModule(filename: string): object | null {
  const cache = objectProperty(moduleBuiltin(), '_cache');
  return cache && objectProperty(cache, filename);
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

export function objectPrototype(): object {
  return Object.getPrototypeOf(inProgram('({})')) as object;
}

/** The prototypes that some objects have, each once. Proxies are passed over: they would be asked. */
export function prototypesOf(objects: readonly object[]): object[] {
  const found = new Set<object>();
  for (let i = 0; i < objects.length; i++) {
    const prototype = prototypeUnasked(objects[i] as object);
    if (prototype !== null) found.add(prototype);
  }
  return [...found];
}

/** Those of some objects that have one of the prototypes, at most `limit`. */
export function withPrototypes(objects: readonly object[], limit: number, ...prototypes: readonly object[]): object[] {
  const wanted = new Set<object | null>(prototypes);
  const found: object[] = [];
  for (let i = 0; i < objects.length && found.length < limit; i++) {
    if (wanted.has(prototypeUnasked(objects[i] as object))) found[found.length] = objects[i] as object;
  }
  return found;
}

function prototypeUnasked(object: object): object | null {
  return process.getBuiltinModule('node:util').types.isProxy(object) ? null : Object.getPrototypeOf(object);
}
