import { expect } from 'vitest';
import type { LiveCase } from '../../live-case.ts';

export const live: LiveCase = {
  kinds: ['primitives', 'plain-objects', 'symbols', 'maps-and-sets', 'depth', 'bindings', 'functions'],
  drive: ['fill'],
  past: { depth: '100000 1' },
  future: { unexported: 1 },
  check(future) {
    const { numbers, texts, nothing, points, pairs, callables } = future;
    expect(numbers).toEqual([-0, 0, Number.NaN, Number.POSITIVE_INFINITY, 5e-324, 2 ** 53, 2n ** 70n, -1n]);
    expect(texts).toEqual(['', '\ud800', 'a\0b', '😀', '\udc00\ud800']);
    expect(nothing).toEqual([null, undefined, '$hole', '$hole']);
    const point = (points as Map<string, object>).get('a')!;
    expect(point).toMatchObject({ $class: 'Point', x: 7, '#hidden': 1 });
    checkObjects(future['objects'] as Record<string, Record<string, unknown>>, point);
    const symbol = (future['objects'] as Record<string, unknown>)['symbol'];
    expect([...(pairs as Map<unknown, unknown>)]).toEqual([
      [Number.NaN, 'nan'],
      [point, 'point'],
      [1n, 'bigint'],
      [symbol, 'again'],
    ]);
    expect(callables).toMatchObject([
      ...['$double', '$Point.touch', { $kind: 'closure', captures: [point] }],
      ...['$Point', '$Math.max', '$Array.prototype.push', '$serve'],
    ]);
    let depth = 0;
    for (let at = future['deep'] as Deep | null; at; at = at.next) depth += 1;
    expect(depth).toBe(100_000);
  },
};

function checkObjects(objects: Record<string, Record<string, unknown>>, point: object): void {
  const { cycle, bare, empty, symbols, proto, set } = objects;
  expect(cycle!['self']).toBe(cycle);
  expect(cycle!['again']).toBe(cycle!['shared']);
  expect(bare).toEqual({ $class: null, k: 1 });
  expect(empty).toEqual({});
  expect(symbols).toEqual({ 'Symbol(unique)': 1, 'Symbol.for("app")': 2, 'Symbol.toStringTag': 'T' });
  expect(Object.entries(proto!)).toEqual(Object.entries(JSON.parse(PROTO) as object));
  // Sets hold no -0.
  expect([...(set as unknown as Set<unknown>)]).toEqual([0, point, 'x']);
}

const PROTO = '{ "2": 5, "10": 3, "__proto__": 1, "constructor": 2, "b": 4 }';

interface Deep {
  readonly next: Deep | null;
}
