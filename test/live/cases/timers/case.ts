import { expect } from 'vitest';
import type { LiveCase } from '../../live-case.ts';

const timer = (kind: string, delay: number, calls: unknown[]) => ({ $kind: 'timer', timer: kind, delay, calls });

export const live: LiveCase = {
  kinds: ['timers', 'unheld-timers'],
  drive: ['open/a', 'more', 'unheld/a', 'mark'],
  excluded: [
    /unheld\.\(anonymous\): the timeout of 60000 ms that calls it cannot be set again, for no state holds it/,
    /#tick: the timeout of 70000 ms that calls it cannot be set again/,
  ],
  future: {
    sessions: new Map([['a', { $class: 'Session', id: 'a', expiry: timer('timeout', 600_000, ['$expire', 'a']) }]]),
    clock: { ...timer('interval', 50_000, ['$tick']), isReferenced: true },
    extra: [
      { ...timer('interval', 7_000, ['$tick']), isReferenced: false },
      timer('timeout', 90_000, [{ $kind: 'closure' }]),
      { isCleared: true },
      timer('interval', 5, ['$beat']),
    ],
  },
  // They go on in the past process alone.
  past: { isBeating: 'true' },
  held: [
    /^listen: /,
    /^timer: interval of 5 ms after start-up$/,
    /^timer: (interval|timeout) of \d+ ms after start-up$/,
  ],
  check(future) {
    const { expiry } = (future['sessions'] as Map<string, { expiry: { remaining: number } }>).get('a')!;
    expect(expiry.remaining).toBeGreaterThan(500_000);
    expect(expiry.remaining).toBeLessThanOrEqual(600_000);
  },
};
