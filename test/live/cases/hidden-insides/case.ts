import { expect } from 'vitest';
import type { LiveCase } from '../../live-case.ts';

const room = { $class: 'Room', name: 'hall' };
const greet = { $kind: 'bound', items: ['$Room.greet', room, 'Hello'] };

export const live: LiveCase = {
  kinds: ['urls', 'bound', 'weak', 'promises', 'pending-promises', 'proxies', 'listeners'],
  drive: ['fill'],
  // A promise that stays pending is waited for until half of it is over.
  timeout: 16_000,
  excluded: [
    /heldByATimer\.\(anonymous\): the timeout of 1000000 ms/,
    /weakMap: an entry was left out/,
    /promises\[2\]: it is pending/,
  ],
  future: {
    weakMap: {
      $kind: 'weak-map',
      entries: expect.arrayContaining([
        [room, { visits: 3 }],
        ['$onMessage', room],
      ]),
    },
    weakSet: { $kind: 'weak-set', values: [room] },
    weakRefs: [{ $kind: 'weak-ref', target: [room] }],
    bound: [greet, { $kind: 'bound', items: ['$Math.max', null, 3] }],
    promises: [
      { $kind: 'promise', value: 'fulfilled', result: [room] },
      { $kind: 'promise', value: 'rejected', result: [{ $class: 'RangeError', message: { value: 'no' } }] },
      undefined,
    ],
  },
  check(future) {
    const [target, proxy] = future['proxies'] as [object, { items: [object, object] }];
    expect(proxy).toMatchObject({ $kind: 'proxy', items: [{ size: 1 }, { get: { $kind: 'closure' } }] });
    expect(proxy.items[0]).toBe(target);
    const [url, linked, own] = future['urls'] as [object, { url: object[] }, { url: object[] }];
    expect(url).toMatchObject({ $kind: 'url', value: 'http://a/b?c=1' });
    expect(linked).toMatchObject({ $kind: 'url-search-params', value: 'c=1' });
    expect(own).toMatchObject({ $kind: 'url-search-params', value: 'd=2' });
    expect(linked.url[0]).toBe(url);
    expect(own.url).toEqual([]);
    const { message, close } = (future['emitter'] as { _events: { message: unknown[]; close: object } })._events;
    const once = { $kind: 'once', items: [future['emitter'], 'message', '$onMessage'] };
    expect(message).toMatchObject([greet, '$onMessage', once]);
    expect(close).toMatchObject({ $kind: 'once', items: [future['emitter'], 'close', '$onMessage'] });
  },
};
