import { Buffer } from 'node:buffer';
import { EventEmitter } from 'node:events';
import { serve } from './serve.ts';

class Base {
  static created = 0;
  static #secret = 'unset';
  #own = 1;
  protected kind = 'base';
  static reveal(text?: string): string {
    if (text !== undefined) Base.#secret = text;
    return Base.#secret;
  }
  #step(): number {
    this.#own += 1;
    return this.#own;
  }
  get #twice(): number {
    return this.#own * 2;
  }
  step(): number {
    return this.#step() + this.#twice;
  }
}

class Derived extends Base {
  #own = 'derived';
  readonly onEvent = (): string => this.#own + this.kind;
  change(text: string): void {
    this.#own = text;
  }
}

class Cache extends Map<string, number> {
  hits = 0;
}
class Stack extends Array<number> {
  limit = 5;
}
class Fault extends RangeError {
  override name = 'Fault';
  code = 7;
}
class Later extends Promise<number> {}
class Bus extends EventEmitter {
  topic = 'none';
}

function loud(this: { volume: number }): number {
  return this.volume * 2;
}

const unique = Symbol('unique');
let unexported = 0;
export const bag: Record<string, unknown> = {};

serve({
  fill() {
    unexported += 41;
    Base.created = 3;
    Base.reveal('told');
    const derived = new Derived();
    derived.step();
    derived.change('changed');
    const cache = new Cache([['a', 1]]);
    cache.hits = 2;
    const stack = Stack.of(1, 2) as Stack;
    stack.limit = 9;
    const cause = new Error('cause');
    const later = Later.resolve(5);
    const bus = new Bus();
    bus.topic = 'news';
    Object.assign(bag, { derived, cache, stack, later, bus });
    bag['fault'] = new Fault('far', { cause });
    bag['both'] = new AggregateError([cause, bag['fault']], 'two');
    bag['boxed'] = [Object(5n), Object('text'), Object(unique), Object(-0), Object(false)];
    const memory = new ArrayBuffer(16);
    new DataView(memory).setInt32(4, -7);
    bag['memory'] = [memory, new Uint8Array(memory, 4, 4), new DataView(memory, 4), Buffer.from(memory, 4, 2)];
    bag['pooled'] = [Buffer.from('one'), Buffer.from('two')];
    bag['resizable'] = new ArrayBuffer(4, { maxByteLength: 64 });
    bag['tracking'] = new Uint8Array(bag['resizable'] as ArrayBuffer);
    bag['symbols'] = { [unique]: 1, [Symbol.for('app')]: 2, [Symbol.toPrimitive]: null };
    bag['attributes'] = Object.defineProperties(
      {},
      {
        hidden: { value: 1, enumerable: false, writable: true, configurable: true },
        fixed: { value: 2, enumerable: true },
        loud: { get: loud, enumerable: true, configurable: true },
      },
    );
    bag['integrity'] = [Object.freeze({ a: 1 }), Object.seal([1]), Object.preventExtensions(new Map([[1, 2]]))];
    (bag['integrity'] as object[]).push(Object.preventExtensions({ a: 2 }));
    bag['bare'] = Object.assign(Object.create(null), { __proto__key: 1, shared: bag['attributes'] });
    const sparse: unknown[] = [];
    sparse[1_000_000] = 'far';
    // biome-ignore lint/suspicious/noSparseArray: a hole is a value of its own.
    bag['arrays'] = [sparse, Object.assign([1, , 3], { note: 'extra' })];
    const pattern = /a+/giu;
    pattern.lastIndex = 3;
    bag['patterns'] = [pattern, new Date(5), new Date(Number.NaN)];
    return derived.onEvent() + unexported;
  },
  reveal: () => Base.reveal(),
});
