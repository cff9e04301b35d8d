import { EventEmitter } from 'node:events';
import { serve } from './serve.ts';

class Room {
  readonly name: string;
  constructor(name: string) {
    this.name = name;
  }
  greet(greeting: string, who: string): string {
    return `${greeting} ${who} in ${this.name}`;
  }
}

function onMessage(): void {}

function heldByATimer(): object {
  const unheld = { gone: true };
  setTimeout(() => unheld, 1_000_000).unref();
  return unheld;
}

export const rooms: Room[] = [];
export const weakMap = new WeakMap<object, unknown>();
export const weakSet = new WeakSet<object>();
export const weakRefs: WeakRef<object>[] = [];
export const bound: Function[] = [];
export const promises: unknown[] = [];
export const proxies: object[] = [];
export const urls: unknown[] = [];
export const emitter = new EventEmitter();

serve({
  fill() {
    const room = new Room('hall');
    rooms.push(room);
    weakMap.set(room, { visits: 3 }).set(onMessage, room).set(heldByATimer(), 1);
    weakSet.add(room);
    weakRefs.push(new WeakRef(room));
    bound.push(room.greet.bind(room, 'Hello'), Math.max.bind(null, 3));
    promises.push(Promise.resolve(room), Promise.reject(new RangeError('no')), new Promise(() => {}));
    (promises[1] as Promise<unknown>).catch(() => {});
    const target = { size: 1 };
    proxies.push(target, new Proxy(target, { get: () => 7 }));
    const url = new URL('http://a/b?c=1');
    urls.push(url, url.searchParams, new URLSearchParams('d=2'));
    emitter.on('message', onMessage);
    emitter.once('message', onMessage);
    emitter.prependListener('message', bound[0] as () => void);
    emitter.once('close', onMessage);
  },
});
