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
}

const unique = Symbol('unique');
export const values: unknown[] = [];
export const points = new Map<string, Point>();
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
    const pattern = /a+/giu;
    pattern.lastIndex = 3;
    // biome-ignore lint/suspicious/noSparseArray: a hole is a value of its own.
    values.push([-0, Number.NaN, undefined, 2n ** 70n, , null], new Date(5), pattern, Object(5n), new Set([point]));
    values.push({ [unique]: 1, [Symbol.for('app')]: 2, [Symbol.toStringTag]: 'T' });
    for (let i = 0; i < 100_000; i++) deep = { next: deep };
    unexported += 1;
    return unexported;
  },
});
