import { serve } from './serve.ts';

class Point {
  readonly x: number;
  #hidden = 0;
  constructor(x: number) {
    this.x = x;
  }
  touch(): number {
    this.#hidden += 1;
    return this.#hidden;
  }
  twice = (): number => this.x * 2;
}

function double(one: number): number {
  return one * 2;
}

const unique = Symbol('unique');
export const numbers: unknown[] = [];
export const texts: string[] = [];
export const nothing: unknown[] = [];
export const objects: Record<string, unknown> = {};
export const points = new Map<string, Point>();
export const pairs = new Map<unknown, unknown>();
export const callables: unknown[] = [];
let unexported = 0;

interface Deep {
  next: Deep | null;
}
let deep: Deep | null = null;

serve({
  fill() {
    const point = new Point(7);
    point.touch();
    points.set('a', point);
    numbers.push(-0, 0, Number.NaN, Number.POSITIVE_INFINITY, 5e-324, 2 ** 53, 2n ** 70n, -1n);
    texts.push('', '\ud800', 'a\0b', '😀', '\udc00\ud800');
    nothing.push(null, undefined);
    nothing.length = 4;
    const shared = { a: 1 };
    const cycle: Record<string, unknown> = { shared, again: shared };
    cycle['self'] = cycle;
    Object.assign(objects, { cycle, bare: Object.assign(Object.create(null), { k: 1 }), empty: {} });
    Object.assign(objects, { symbols: { [unique]: 1, [Symbol.for('app')]: 2, [Symbol.toStringTag]: 'T' } });
    const proto = JSON.parse('{ "__proto__": 1, "constructor": 2, "10": 3, "b": 4, "2": 5 }') as object;
    Object.assign(objects, { proto, set: new Set([-0, point, 'x']), symbol: unique });
    pairs.set(Number.NaN, 'nan').set(unique, 'symbol').set(point, 'point').set(1n, 'bigint').delete(unique);
    pairs.set(unique, 'again');
    callables.push(double, point.touch, point.twice, Point, Math.max, Array.prototype.push, serve);
    for (let i = 0; i < 100_000; i++) deep = { next: deep };
    unexported += 1;
  },
  depth() {
    let depth = 0;
    for (let at = deep; at; at = at.next) depth += 1;
    return `${depth} ${unexported}`;
  },
});
