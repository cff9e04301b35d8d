import { expect } from 'vitest';
import type { LiveCase } from '../../live-case.ts';

export const live: LiveCase = {
  kinds: ['made-classes'],
  drive: ['fill'],
  future: {
    things: {
      timed: { name: 'plain', stamp: 7, '#ticks': 2 },
      special: { $kind: 'map', $class: 'Special', label: 'special', '#ticks': 3, entries: [['a', 1]] },
      two: { count: 2 },
      ten: { count: 10 },
      named: { value: 1 },
      nameless: { value: 2 },
      entry: { value: 3 },
    },
  },
  check(future) {
    const things = future['things'] as Record<string, { $class?: string }>;
    for (const thing of Object.values(things)) expect(thing.$class).toBeTypeOf('string');
    // Two classes of one expression are told apart.
    expect(things['two']!.$class).not.toBe(things['ten']!.$class);
  },
};
