import { EventEmitter } from 'node:events';
import { serve } from './serve.ts';

class Room {
  readonly name: string;
  constructor(name: string) {
    this.name = name;
  }
  static open(name: string): Room {
    return new Room(name);
  }
  greet(): string {
    return `hello ${this.name}`;
  }
  get size(): number {
    return this.name.length;
  }
}

export const rooms = new Map<string, Room>();

// Every start of the program sets these.
Object.defineProperty(Room.prototype, 'early', { value: () => 'early' });
Object.defineProperty(Set.prototype, 'early', { value: () => 'early' });

serve({
  fill() {
    rooms.set('a', Room.open('a'));
    const loud = Object.create(Room.prototype, { greet: { value: () => 'HELLO' } }) as Room;
    rooms.set('b', Object.assign(loud, { name: 'b' }));
  },
  patch() {
    Room.prototype.greet = () => 'patched';
    Object.assign(Room.prototype, { late: 5 });
    Object.defineProperty(Room, 'open', { value: (name: string) => new Room(`${name}!`), configurable: true });
    Object.defineProperty(Map.prototype, 'late', { value: () => 'late' });
    Object.defineProperty(Map.prototype, 'level', { value: 3 });
    const { emit } = EventEmitter.prototype;
    EventEmitter.prototype.emit = function emitLoud(this: EventEmitter, ...args: Parameters<typeof emit>): boolean {
      return emit.apply(this, args);
    };
  },
});
