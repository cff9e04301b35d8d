import { EventEmitter } from 'node:events';
import { types } from 'node:util';
import { describe, expect, it } from 'vitest';
import { rehearseValues } from './programs.ts';

class Point {
  x = 1;
  y = -0;
}
class Bag extends Map<string, number> {
  label = 'bag';
}
class Fault extends RangeError {
  code = 7;
}
function shout() {}
function bark() {}
const CALLABLES = { Point, Bag, Fault, shout, bark };

/** Sends one value there and back. Nothing may differ, and nothing may be left out. */
async function sendBack<T>(value: T): Promise<T> {
  const result = await rehearseValues({ value }, CALLABLES);
  expect(result.forward.failure).toBeNull();
  expect(result.backward.failure).toBeNull();
  expect(result.report.mismatches).toEqual([]);
  expect(result.report.excluded).toEqual([]);
  expect(result.report.compared).toBeGreaterThan(0);
  return result.reversedVariables['value'] as T;
}

describe('values that survive the way there and back', () => {
  it('primitives that JSON loses', async () => {
    const back = await sendBack([
      -0,
      Number.NaN,
      Number.POSITIVE_INFINITY,
      undefined,
      null,
      2n ** 80n,
      '\ud800',
      'é😀',
    ]);
    expect(back).toEqual([-0, Number.NaN, Number.POSITIVE_INFINITY, undefined, null, 2n ** 80n, '\ud800', 'é😀']);
    expect(Object.is(back[0], -0)).toBe(true);
  });

  it('holes and extra keys of arrays', async () => {
    // biome-ignore lint/suspicious/noSparseArray: that is what is tested
    const back = await sendBack(Object.assign([1, , undefined, , ,], { note: 'x' }));
    expect(back.length).toBe(5);
    expect(Object.keys(back)).toEqual(['0', '2', 'note']);
  });

  it('shared references and cycles', async () => {
    const shared = { n: 1 };
    const ring: Record<string, unknown> = { a: shared, b: shared };
    ring['self'] = ring;
    const back = await sendBack(ring);
    expect(back['a']).toBe(back['b']);
    expect(back['self']).toBe(back);
  });

  it('maps and sets in order, with objects as keys and themselves inside', async () => {
    const key = { id: 1 };
    const map = new Map<unknown, unknown>([
      [Number.NaN, 1],
      [key, key],
      ['z', -0],
      ['a', undefined],
    ]);
    map.set('self', map);
    const back = await sendBack({ map, key, set: new Set<unknown>([3, key, 'x', undefined]) });
    expect([...back.map.keys()][1]).toBe(back.key);
    expect(back.map.get('self')).toBe(back.map);
    expect([...back.set]).toEqual([3, { id: 1 }, 'x', undefined]);
  });

  it('instances of classes, also those that extend the classes of the runtime', async () => {
    const bag = new Bag([['a', 1]]);
    // A program that formats stacks by itself has them left alone; the test runner does.
    Reflect.deleteProperty(Error, 'prepareStackTrace');
    const fault = new Fault('too far', { cause: new Point() });
    const back = await sendBack({ point: new Point(), bag, fault });
    expect(back.point).toBeInstanceOf(Point);
    expect(Object.is(back.point.y, -0)).toBe(true);
    expect(types.isMap(back.bag)).toBe(true);
    expect(back.bag).toBeInstanceOf(Bag);
    expect([...back.bag]).toEqual([['a', 1]]);
    expect(back.bag.label).toBe('bag');
    expect(types.isNativeError(back.fault)).toBe(true);
    expect(back.fault).toBeInstanceOf(Fault);
    expect(back.fault.stack).toBe(fault.stack);
    expect([back.fault.message, back.fault.code]).toEqual(['too far', 7]);
    expect(back.fault.cause).toBeInstanceOf(Point);
  });

  it('dates, regular expressions with their position, boxed primitives, URLs', async () => {
    const pattern = /a+/giu;
    pattern.lastIndex = 3;
    const boxed = [Object('s'), Object(-0), Object(true), Object(5n), Object(Symbol.iterator)] as object[];
    const back = await sendBack({
      dates: [new Date(5), new Date(Number.NaN)],
      pattern,
      boxed,
      url: new URL('http://a/b?c=1'),
      query: new URLSearchParams('a=1&a=2'),
    });
    expect(back.dates.map((date) => date.getTime())).toEqual([5, Number.NaN]);
    expect([back.pattern.source, back.pattern.flags, back.pattern.lastIndex]).toEqual(['a+', 'giu', 3]);
    expect(back.boxed.map((one) => (one as { valueOf(): unknown }).valueOf())).toEqual([
      's',
      -0,
      true,
      5n,
      Symbol.iterator,
    ]);
    expect([back.url.href, back.query.toString()]).toEqual(['http://a/b?c=1', 'a=1&a=2']);
  });

  it('typed arrays that share a buffer', async () => {
    const buffer = new ArrayBuffer(16);
    const bytes = new Uint8Array(buffer, 4, 8);
    const view = new DataView(buffer);
    view.setInt32(4, -7);
    const back = await sendBack({ bytes, view, node: Buffer.from('hello'), big: new BigInt64Array([-1n]) });
    expect(back.bytes.buffer).toBe(back.view.buffer);
    expect(back.view.getInt32(4)).toBe(-7);
    expect(back.bytes.byteOffset).toBe(4);
    expect(Buffer.isBuffer(back.node)).toBe(true);
    expect(back.node.toString()).toBe('hello');
  });

  it('symbols: registered, well-known and own, as values and as keys', async () => {
    const own = Symbol('own');
    const back = await sendBack({
      own,
      [own]: 1,
      [Symbol.for('app.x')]: 2,
      [Symbol.iterator]: null,
      key: Symbol.for('app.x'),
    });
    expect(back.own.description).toBe('own');
    expect((back as Record<symbol, unknown>)[back.own]).toBe(1);
    expect(back[Symbol.for('app.x') as never]).toBe(2);
    expect(back.key).toBe(Symbol.for('app.x'));
  });

  it('prototypes that no class owns, and none at all', async () => {
    const defaults = { colour: 'red' };
    const child = Object.create(defaults, { own: { value: 1, enumerable: true, writable: true, configurable: true } });
    const bare = Object.defineProperty(Object.create(null), '__proto__', {
      value: 5,
      enumerable: true,
      writable: true,
      configurable: true,
    }) as object;
    const parsed = JSON.parse('{ "__proto__": 7 }') as object;
    const back = await sendBack({ defaults, child, bare, parsed });
    expect(Object.getPrototypeOf(back.child)).toBe(back.defaults);
    expect(Object.getPrototypeOf(back.bare)).toBeNull();
    expect(Object.entries(back.bare)).toEqual([['__proto__', 5]]);
    expect(Object.entries(back.parsed)).toEqual([['__proto__', 7]]);
  });

  it('attributes, accessors, and objects that are frozen, sealed or closed', async () => {
    const object = Object.defineProperties(
      {},
      {
        hidden: { value: 1, enumerable: false, writable: true, configurable: true },
        fixed: { value: 2, enumerable: true, writable: false, configurable: false },
        loud: { get: shout, set: bark, enumerable: true, configurable: true },
      },
    );
    const back = await sendBack({
      object,
      frozen: Object.freeze([{ deep: 1 }]),
      sealed: Object.seal({ a: 1 }),
      closed: Object.preventExtensions({ b: 1 }),
    });
    expect(Object.getOwnPropertyDescriptors(back.object)).toEqual(Object.getOwnPropertyDescriptors(object));
    expect([Object.isFrozen(back.frozen), Object.isSealed(back.sealed), Object.isExtensible(back.closed)]).toEqual([
      true,
      true,
      false,
    ]);
  });

  it('functions by name, and an event emitter with its listeners', async () => {
    const emitter = new EventEmitter();
    emitter.on('a', shout);
    emitter.on('a', bark);
    const back = await sendBack({ emitter, shout, max: Math.max, Point });
    expect(back.emitter).toBeInstanceOf(EventEmitter);
    expect(back.emitter.listeners('a')).toEqual([shout, bark]);
    expect([back.shout, back.max, back.Point]).toEqual([shout, Math.max, Point]);
  });

  it('dictionaries with many keys, in their order', async () => {
    const many = Object.fromEntries(Array.from({ length: 500 }, (_, i) => [`k${(i * 7) % 500}`, { i }]));
    const odd = Array.from({ length: 600 }, (_, i) => ({ [`only${i}`]: i }));
    const back = await sendBack({ many, odd });
    expect(Object.keys(back.many)).toEqual(Object.keys(many));
    expect(back.odd[599]).toEqual({ only599: 599 });
  });

  it('a list of a million nodes', async () => {
    let list: { next: unknown } | null = null;
    for (let i = 0; i < 1_000_000; i++) list = { next: list };
    const back = await sendBack(list);
    let length = 0;
    for (let node: typeof back = back; node; node = node.next as typeof back) length++;
    expect(length).toBe(1_000_000);
  });
});

describe('values that cannot be moved', () => {
  it('are left out, each with its path and the reason', async () => {
    const secret = () => 1;
    const result = await rehearseValues({
      value: {
        promise: new Promise(() => {}),
        proxy: new Proxy({}, {}),
        weak: new WeakMap(),
        gen: (function* () {})(),
        secret,
      },
    });
    expect(result.report.mismatches).toEqual([]);
    expect(result.report.excluded).toEqual([
      'm.ts#value.promise: a Promise of the runtime cannot be moved between processes',
      'm.ts#value.proxy: reading it would run its traps',
      'm.ts#value.weak: a WeakMap of the runtime cannot be moved between processes',
      'm.ts#value.gen: a Generator of the runtime cannot be moved between processes',
      'm.ts#value.secret: the function secret has no name in the program by which it could be found again',
    ]);
  });

  it('run no code of the program while they are read', async () => {
    let ran = 0;
    const trap = () => {
      ran++;
      throw new Error('ran');
    };
    const handler = new Proxy({}, { get: trap });
    const value = {
      get getter() {
        return trap();
      },
      proxy: new Proxy({}, handler),
      overridden: Object.assign(new Map(), { forEach: trap, [Symbol.iterator]: trap }),
      array: Object.defineProperty([1], 0, { get: trap, configurable: true }),
      tagged: Object.create({
        get [Symbol.toStringTag]() {
          return trap();
        },
      }) as object,
    };
    await rehearseValues({ value });
    expect(ran).toBe(0);
  });
});
