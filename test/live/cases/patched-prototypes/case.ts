import { expect } from 'vitest';
import type { LiveCase } from '../../live-case.ts';

const lost = (what: string): RegExp => new RegExp(`${what} was set after start-up, and code is not transferred`);

export const live: LiveCase = {
  kinds: ['patched-prototypes'],
  drive: ['fill', 'patch'],
  future: {},
  check(future) {
    const rooms = future['rooms'] as Map<string, object>;
    expect(rooms.get('a')).toEqual({ $class: 'Room', name: 'a' });
    expect(rooms.get('b')).toMatchObject({ $class: 'Room', greet: { value: { $kind: 'closure' } }, name: 'b' });
  },
  unverified: [
    lost('src/app.ts#Room: open'),
    lost('src/app.ts#Room.prototype: greet, late'),
    lost('Map.prototype: late, level'),
    lost('node:events.prototype: emit'),
    /fill.value: a closure made after start-up/,
  ],
};
