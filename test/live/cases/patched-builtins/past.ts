import { serve } from './serve.ts';

/** Who called a patched method of the runtime besides the program itself. */
const callers: string[] = [];
let isAsking = false;
const { apply, ownKeys } = Reflect;

/** Puts the program's own functions in the place of all methods of an object of the runtime. */
function patch(owner: object): void {
  for (const key of ownKeys(owner)) {
    const descriptor = Reflect.getOwnPropertyDescriptor(owner, key)!;
    const original: unknown = descriptor.value;
    if (typeof original !== 'function' || key === 'constructor' || !descriptor.writable) continue;
    (owner as Record<PropertyKey, unknown>)[key] = function patched(this: unknown, ...args: unknown[]): unknown {
      if (!isAsking) {
        isAsking = true;
        const { stack = '' } = new Error();
        if (stack.includes('timeferry')) callers[callers.length] = `${String(key)} ${stack}`;
        isAsking = false;
      }
      return apply(original, this, args);
    };
  }
}

class Session {
  readonly id: string;
  #visits = 0;
  constructor(id: string) {
    this.id = id;
  }
  visit(): number {
    this.#visits += 1;
    return this.#visits;
  }
}

class Odd extends Error {
  override get name(): string {
    callers.push('name of an error');
    return 'Odd';
  }
}

export const failures: Error[] = [];
export const sessions = new Map<string, Session>();
export const handlers: (() => number)[] = [];
export const all: unknown[] = [];

serve({
  fill() {
    const session = new Session('a');
    session.visit();
    sessions.set('a', session);
    let calls = 0;
    handlers.push(() => {
      calls += 1;
      return calls;
    });
    all.push(new Set(['x']), new Date(5), new WeakMap([[session, 1]]), new Uint8Array(3), Promise.resolve(7), /x/g);
    all.push(
      setInterval(() => {}, 60_000, 'tick'),
      new URL('http://a/?b=c'),
      handlers[0]!.bind(null, 1),
    );
  },
  fail() {
    const plain = new Error('plain');
    failures.push(plain, new Odd('odd'));
    callers.length = 0;
    Error.prepareStackTrace = (error, frames) => {
      if (error === plain) callers.push('stack of an error');
      return frames.join('\n');
    };
  },
  patch() {
    for (const owner of [Object, Reflect, JSON, Array, Function.prototype, String.prototype]) patch(owner);
    for (const { prototype } of [Map, Set, Array, WeakMap, WeakSet, Promise, Date, RegExp, Error]) patch(prototype);
    patch(Object.getPrototypeOf([].values()) as object);
    patch(Object.getPrototypeOf(new Map().values()) as object);
    patch(Object.getPrototypeOf(Uint8Array.prototype) as object);
  },
  callers: () => [...new Set(callers)].join('\n'),
});
