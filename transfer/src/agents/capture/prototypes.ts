import type { LiveProgram, PrivateField } from '../../live-program.ts';
import type { Intrinsics } from './intrinsics.ts';

/** What the prototype of an object says about it. */
export interface PrototypeFacts {
  /** Name of the class or global that it belongs to; null for none; an object when no class owns the prototype. */
  readonly proto: string | object | null;
  /** The nearest class of the runtime in the chain (`Object`, `Map`, `net#Socket`), or `null` at its end. */
  readonly base: string;
  readonly privates: readonly { readonly owner: string; readonly field: PrivateField }[];
  /** Why objects with this prototype cannot be moved. */
  readonly refusal: readonly [what: string, why: string] | null;
}

/** Reads prototype chains, each once, without running any code of the program. */
export class Prototypes {
  /** Constructors that the program has no name for; whoever owns the names may look for them and capture again. */
  readonly unknown = new Set<Function>();
  readonly #program: LiveProgram;
  readonly #intrinsics: Intrinsics;
  readonly #facts = new Map<object | null, PrototypeFacts>();

  constructor(program: LiveProgram, intrinsics: Intrinsics) {
    this.#program = program;
    this.#intrinsics = intrinsics;
  }

  factsOf(prototype: object | null): PrototypeFacts {
    let facts = this.#facts.get(prototype);
    if (!facts) {
      facts = this.#read(prototype);
      this.#facts.set(prototype, facts);
    }
    return facts;
  }

  #read(prototype: object | null): PrototypeFacts {
    const { base, own, isProxy } = this.#chainOf(prototype);
    if (isProxy) return refused('proxy', 'a proxy is in its prototype chain');
    const unsupported = base !== 'null' && !MOVABLE.has(base);
    if (unsupported) return refused(base, `a ${base} of the runtime cannot be moved between processes`);
    if (prototype === null || own.length === 0) return { proto: prototype && base, base, privates: [], refusal: null };
    const owner = constructorOf(prototype);
    if (!owner) return { proto: prototype, base, privates: this.#privatesOf(own), refusal: null };
    const name = this.#program.nameOf(owner);
    if (name !== undefined) return { proto: name, base, privates: this.#privatesOf(own), refusal: null };
    this.unknown.add(owner);
    return refused('object', `its class ${plainName(owner)} is not one that the program declares in its sources`);
  }

  /** The prototypes up to the first one of the runtime. */
  #chainOf(prototype: object | null): { base: string; own: object[]; isProxy: boolean } {
    const { isProxy } = process.getBuiltinModule('node:util').types;
    const own: object[] = [];
    for (let at = prototype; at !== null; at = Object.getPrototypeOf(at) as object | null) {
      if (isProxy(at)) return { base: 'proxy', own, isProxy: true };
      const name = this.#intrinsics.nameOf(at);
      if (name?.endsWith('.prototype')) return { base: name.slice(0, -'.prototype'.length), own, isProxy: false };
      own.push(at);
    }
    return { base: 'null', own, isProxy: false };
  }

  #privatesOf(chain: readonly object[]): PrototypeFacts['privates'] {
    return chain.flatMap((prototype) => {
      const owner = constructorOf(prototype);
      const name = owner === null ? undefined : this.#program.nameOf(owner);
      if (owner === null || name === undefined) return [];
      return this.#program.privatesOf(owner).map((field) => ({ owner: name, field }));
    });
  }
}

/** The class whose instances have this prototype. */
function constructorOf(prototype: object): Function | null {
  const owner: unknown = Object.getOwnPropertyDescriptor(prototype, 'constructor')?.value;
  if (typeof owner !== 'function' || process.getBuiltinModule('node:util').types.isProxy(owner)) return null;
  return Object.getOwnPropertyDescriptor(owner, 'prototype')?.value === prototype ? owner : null;
}

/** The `name` of a function, for messages; never runs a getter. */
export function plainName(callable: Function): string {
  const name: unknown = Object.getOwnPropertyDescriptor(callable, 'name')?.value;
  return typeof name === 'string' && name !== '' ? name : '(anonymous)';
}

function refused(what: string, why: string): PrototypeFacts {
  return { proto: null, base: what, privates: [], refusal: [what, why] };
}

const MOVABLE = new Set([
  ...['Object', 'Array', 'Map', 'Set', 'Date', 'RegExp', 'Boolean', 'Number', 'String', 'Symbol', 'BigInt', 'Error'],
  ...['AggregateError', 'EvalError', 'RangeError', 'ReferenceError', 'SyntaxError', 'TypeError', 'URIError', 'Buffer'],
  ...['ArrayBuffer', 'SharedArrayBuffer', 'DataView', 'Int8Array', 'Uint8Array', 'Uint8ClampedArray', 'Int16Array'],
  ...['Uint16Array', 'Int32Array', 'Uint32Array', 'Float32Array', 'Float64Array', 'BigInt64Array', 'BigUint64Array'],
  ...[
    'URL',
    'URLSearchParams',
    'node:events#EventEmitter',
    'node:events',
    'Promise',
    'WeakMap',
    'WeakSet',
    'WeakRef',
    'AbortSignal',
    'AbortController',
  ],
]);
