import { copyOf, inProgram, loadedModules, programGlobal } from '../program-realm.ts';

/**
 * Functions, prototypes and objects of the runtime itself, by names that mean the same in every process. Only modules
 * that the process has loaded already are looked at, so that looking loads nothing.
 */
export class Intrinsics {
  readonly #names = new Map<unknown, string>();
  readonly #things = new Map<string, unknown>();

  constructor() {
    for (const name of GLOBALS) this.#addWithMembers(name, programGlobal(name));
    for (const [name, prototype] of Object.entries(hiddenPrototypes())) this.#add(name, prototype);
    for (const symbol of emitterSymbols()) {
      this.#add(`node:events#${String(symbol.description)}`, symbol);
    }
    for (const id of publicModules()) this.#addWithMembers(`node:${id}`, process.getBuiltinModule(id));
  }

  nameOf(thing: unknown): string | undefined {
    return this.#names.get(thing);
  }

  /** Those that are neither functions nor symbols. */
  get objects(): readonly object[] {
    return [...this.#things.values()].filter((thing): thing is object => typeof thing === 'object' && thing !== null);
  }

  find(name: string): unknown {
    return this.#things.get(name);
  }

  forEach(visit: (thing: unknown, name: string) => void): void {
    for (const [name, thing] of this.#things) visit(thing, name);
  }

  #add(name: string, thing: unknown): void {
    if (!isReference(thing) || this.#names.has(thing)) return;
    this.#names.set(thing, name);
    this.#things.set(name, thing);
  }

  #addWithMembers(name: string, thing: unknown): void {
    if (!isReference(thing) || typeof thing === 'symbol') return;
    this.#add(name, thing);
    const separator = name.startsWith('node:') ? '#' : '.';
    for (const key of Object.getOwnPropertyNames(thing)) {
      const value = Object.getOwnPropertyDescriptor(thing, key)?.value;
      if (typeof value === 'function' || (key === 'prototype' && isReference(value))) {
        this.#add(name + (key === 'prototype' ? '.' : separator) + key, value);
        if (separator === '#') this.#addMember(`${name}#${key}`, value, 'prototype');
        else if (key === 'prototype') this.#addMethods(`${name}.prototype`, value as object);
      }
    }
  }

  #addMember(name: string, owner: object, key: string): void {
    this.#add(`${name}.${key}`, Object.getOwnPropertyDescriptor(owner, key)?.value);
  }

  #addMethods(name: string, prototype: object): void {
    for (const key of Object.getOwnPropertyNames(prototype)) {
      if (key !== 'constructor') this.#addMember(name, prototype, key);
    }
  }
}

function isReference(thing: unknown): thing is object {
  return (typeof thing === 'object' && thing !== null) || typeof thing === 'function' || typeof thing === 'symbol';
}

/** Those under which every EventEmitter, as `process` is one, keeps something of its own. */
function emitterSymbols(): symbol[] {
  const own = Object.getOwnPropertySymbols(process);
  return own.filter(({ description }) => description === 'kCapture' || description === 'shapeMode');
}

/** Public built-in modules that are in memory, by their names without `node:`. */
function publicModules(): string[] {
  const known = new Set(copyOf(process.getBuiltinModule('node:module').builtinModules));
  return loadedModules().filter((id) => known.has(id) && !id.startsWith('_') && id !== 'punycode' && id !== 'sys');
}

/** Prototypes that no global names. */
function hiddenPrototypes(): Record<string, object> {
  const up = Object.getPrototypeOf;
  const generator = up(up(inProgram('(function* () {})()')));
  const asyncGenerator = up(up(inProgram('(async function* () {})()')));
  return {
    'Generator.prototype': generator,
    'AsyncGenerator.prototype': asyncGenerator,
    'Iterator.prototype': up(generator),
    'AsyncIterator.prototype': up(asyncGenerator),
    'TypedArray.prototype': up((programGlobal('Uint8Array') as typeof Uint8Array).prototype),
  };
}

const GLOBALS = [
  ...['Object', 'Function', 'Array', 'Map', 'Set', 'Date', 'RegExp', 'Boolean', 'Number', 'String', 'Symbol', 'BigInt'],
  ...['Error', 'AggregateError', 'EvalError', 'RangeError', 'ReferenceError', 'SyntaxError', 'TypeError', 'URIError'],
  ...['ArrayBuffer', 'SharedArrayBuffer', 'DataView', 'Int8Array', 'Uint8Array', 'Uint8ClampedArray', 'Int16Array'],
  ...['Uint16Array', 'Int32Array', 'Uint32Array', 'Float32Array', 'Float64Array', 'BigInt64Array', 'BigUint64Array'],
  ...[
    'Promise',
    'Proxy',
    'Reflect',
    'WeakMap',
    'WeakSet',
    'WeakRef',
    'FinalizationRegistry',
    'Atomics',
    'Math',
    'JSON',
  ],
  ...['Intl', 'WebAssembly', 'Buffer', 'URL', 'URLSearchParams', 'process', 'console', 'AbortController'],
  ...[
    'AbortSignal',
    'EventTarget',
    'Event',
    'MessageChannel',
    'MessagePort',
    'TextEncoder',
    'TextDecoder',
    'performance',
  ],
  ...['setTimeout', 'setInterval', 'setImmediate', 'clearTimeout', 'clearInterval', 'clearImmediate', 'queueMicrotask'],
  ...['structuredClone', 'parseInt', 'parseFloat', 'isNaN', 'isFinite', 'encodeURIComponent', 'decodeURIComponent'],
  // Last, for its members go by their own names where they have one.
  'globalThis',
];
