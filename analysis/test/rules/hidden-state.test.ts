import { describe } from 'vitest';
import { rule } from '../support/rule.ts';

const emitter = `
    // file: node_modules/emitter/package.json
    { "name": "emitter", "version": "1.0.0", "types": "index.d.ts" }
    // file: node_modules/emitter/index.d.ts
    export declare class Emitter { on(name: string): this; get size(): number }
    export declare class Relay extends Emitter { retries: number }
    export declare class Failure extends Error {}
    export declare class Index extends Map<string, number> {}
    export declare class Point { x: number; move(): void }
    export interface Watch { stop(): void }`;

describe('dependency-hides', () => {
  rule(
    'an instance of one',
    `
    import { Emitter } from 'emitter';
    export const bus = new Emitter();
    export const buses = new Map<string, Emitter>();${emitter}`,
    { bus: 'lossy', buses: 'lossy', 'node_modules/emitter/index.d.ts#Emitter': 'lossy' },
  );
  rule(
    'a class of the program or of the dependency that extends one',
    `
    import { Emitter, Relay } from 'emitter';
    export class Bus extends Emitter { sent = 0 }
    export const bus = new Bus();
    export const relay = new Relay();${emitter}`,
    { bus: 'lossy', Bus: 'lossy', 'Bus.sent': 'same', relay: 'lossy' },
  );
  rule(
    'one that is a namespace too, as the EventEmitter of Node is',
    `
    import { Emitter } from 'emitter';
    export const bus = new Emitter();${emitter}
    export declare namespace Emitter { const captured: symbol }`,
    { bus: 'lossy' },
  );
  rule(
    'a private member without a type',
    `
    import { Queue } from 'queue';
    export const queue = new Queue();
    // file: node_modules/queue/package.json
    { "name": "queue", "version": "1.0.0", "types": "index.d.ts" }
    // file: node_modules/queue/index.d.ts
    export declare class Queue { length: number; #private; private items }`,
    { queue: 'lossy' },
  );
  rule(
    'those that show their fields, or extend a global class, are judged by them',
    `
    import { Failure, Index, Point, type Watch } from 'emitter';
    export class Lost extends Failure { code = 0 }
    export class Names extends Map<string, string> {}
    export class Empty { run() {} }
    export const failures: Failure[] = [];
    export const losses: Lost[] = [];
    export const indexes: Index[] = [];
    export const points: Point[] = [];
    export const names = new Names();
    export const empty = new Empty();
    export const watches: Watch[] = [];${emitter}`,
    {
      failures: 'same',
      losses: 'same',
      indexes: 'same',
      points: 'same',
      names: 'same',
      empty: 'same',
      watches: 'same',
    },
  );
});
