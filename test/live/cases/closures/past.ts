import { serve } from './serve.ts';

type Handler = (step: number) => number;

let factor = 10;
export const handlers = new Map<string, Handler>();
export const pairs: { add: Handler; get(): number }[] = [];
export const nameless: (() => string)[] = [];

/** Several instances, each with a counter of its own. */
function makeHandler(id: string): Handler {
  let count = 0;
  return (step) => {
    count += step;
    return count * factor + id.length;
  };
}

/** Two closures that share one counter. */
function makePair(): { add: Handler; get(): number } {
  let total = 0;
  return {
    add: (step) => {
      total += step;
      return total;
    },
    get() {
      return total;
    },
  };
}

class Watcher {
  readonly seen: string[] = [];
  watch(event: string): () => string {
    return () => {
      this.seen.push(event);
      return `${event} ${this.seen.length}`;
    };
  }
}
export const watcher = new Watcher();

/** How often it was locked is nobody's but the lock's. */
function makeLock(): () => number {
  let times = 0;
  return () => ++times;
}

export class Room {
  readonly name: string;
  readonly lock = makeLock();
  constructor(name: string) {
    this.name = name;
  }
}
export const rooms: Room[] = [];

/** Its closure is reached before the one that sees the outer `calls`, which an inner one of the same name hides. */
function makeCheck(id: string): () => string {
  let calls = 10;
  const all = () => calls++;
  const counted = (name: string) => {
    let calls = 0;
    return () => {
      calls += 1;
      return `${name} ${calls} ${all()}`;
    };
  };
  return counted(id);
}
export const checks = [makeCheck('door')];

handlers.set('boot', makeHandler('boot'));

serve({
  add: (id) => handlers.set(id, makeHandler(id)),
  step: (id) => handlers.get(id)?.(2),
  pair: () => pairs.push(makePair()),
  total: (step) => pairs.map((pair) => pair.add(Number(step))),
  watch: (event) => nameless.push(watcher.watch(event)),
  nameless: (text) => nameless.push(() => text + factor),
  checked: (id) => checks.push(makeCheck(id)),
  check: () => checks.map((one) => one()),
  call: () => nameless.map((one) => one()),
  room: (name) => rooms.push(new Room(name)),
  lock: () => rooms.map((room) => room.lock()),
  factor: (text) => {
    factor = Number(text);
  },
});
