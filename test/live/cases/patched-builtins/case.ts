import type { LiveCase } from '../../live-case.ts';

export const live: LiveCase = {
  kinds: ['patched-builtins'],
  drive: ['fill', 'fail', 'patch'],
  excluded: [/failures\[0\] \(and 1 more\): its stack was not read/],
  future: {
    sessions: new Map([['a', { $class: 'Session', id: 'a', '#visits': 1 }]]),
    failures: [{ message: { value: 'plain' } }, { $class: 'Odd' }],
    all: [
      new Set(['x']),
      new Date(5),
      { $kind: 'weak-map', entries: [[{ id: 'a' }, 1]] },
      { $kind: 'view', length: 3 },
      { $kind: 'promise', result: [7] },
      { $kind: 'regexp', source: 'x', flags: 'g' },
      { $kind: 'timer', delay: 60_000 },
      { $kind: 'url', value: 'http://a/?b=c' },
      { $kind: 'bound' },
    ],
  },
  // Nothing that the program put in the place of the runtime's methods ran while its state was read.
  past: { callers: '' },
};
