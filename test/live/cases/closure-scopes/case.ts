import { expect } from 'vitest';
import type { LiveCase } from '../../live-case.ts';

export const live: LiveCase = {
  kinds: ['closure-scopes'],
  drive: ['add/x', 'watch/first', 'add/y', 'watch/second', 'count/2', 'count/10', 'use', 'change/c', 'go/g'],
  outcome: 'mismatch',
  // Without the closures the lists hold nothing that their type allows.
  mismatches: ['src/app.ts#changed[0]', 'src/app.ts#gone[0]'],
  excluded: [
    /changed\[0\]: the closure src\/app\.ts#changing\.\(anonymous\) captures again, text in the new code, and captured text/,
    /gone\[0\]: the closure src\/app\.ts#going\.\(anonymous\) has no counterpart in the new code/,
  ],
  unverified: [/watch\.\(anonymous\): 2 closures/, /Counter\.later\.\(anonymous\): 2 closures/],
  future: { counter: { $class: 'Counter', '#count': 17 } },
  check(future) {
    const { add, watch } = future['store'] as Record<'add' | 'watch', Closure>;
    expect(add.captures[0]).toMatchObject({ items: ['x', 'y'], limit: 3 });
    expect(watch.captures[0]).toBe(add.captures[0]);
    const watches = future['watches'] as Closure[];
    expect(watches.map(({ captures }) => captures[0])).toMatchObject([{ prefix: 'first' }, { prefix: 'second' }]);
    for (const { captures } of watches) expect(captures[1]).toBe(add.captures[0]);
    const counting = future['counting'] as Closure[];
    expect(counting.map(({ captures }) => captures)).toMatchObject([
      [future['counter'], { step: 2 }],
      [future['counter'], { step: 10 }],
    ]);
    const { a, b } = future['byLoop'] as Record<'a' | 'b', Closure>;
    expect(a.captures).toMatchObject([{ calls: 0 }, { name: 'a' }]);
    expect(b.captures).toMatchObject([{ calls: 1 }, { name: 'b' }]);
  },
};

interface Closure {
  readonly captures: readonly unknown[];
}
