import type { LiveCase } from '../../live-case.ts';

const point = { $class: 'Point', x: 7, '#hidden': 1 };

export const live: LiveCase = {
  drive: ['fill', 'fill'],
  future: {
    unexported: 2,
    points: new Map([['a', point]]),
  },
};
