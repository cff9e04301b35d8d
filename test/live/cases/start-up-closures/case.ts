import { expect } from 'vitest';
import type { LiveCase } from '../../live-case.ts';

export const live: LiveCase = {
  kinds: ['start-up-closures'],
  drive: ['step/hits', 'step/hits', 'step/misses'],
  future: {},
  check(future) {
    const { hits, misses } = future['counters'] as Record<string, { step: { captures: object[] } }>;
    // What the new code captures besides keeps what start-up gave it.
    expect(hits!.step).toMatchObject({ $kind: 'closure', captures: [{ total: 6, calls: 100, name: 'hits' }] });
    expect(misses!.step).toMatchObject({ $kind: 'closure', captures: [{ total: 3, calls: 100, name: 'misses' }] });
    expect(future['steps']).toEqual([hits!.step, misses!.step]);
    expect((future['steps'] as object[])[0]).toBe(hits!.step);
    expect((future['byName'] as Map<string, object>).get('hits')).toBe(hits!.step);
  },
};
