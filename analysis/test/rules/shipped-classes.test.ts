import { describe, expect, test } from 'vitest';
import { rule } from '../support/rule.ts';
import { reportSources } from '../support/versions.ts';

/** A dependency with a class `Queue`: its declaration, and the JavaScript beside it. */
const dependency = (declaration: string, javascript: string) => `
    import { Queue } from 'queue';
    export const queue = new Queue();
    // file: node_modules/queue/package.json
    { "name": "queue", "version": "1.0.0", "main": "queue.js", "types": "queue.d.ts" }
    // file: node_modules/queue/queue.d.ts
    ${declaration}
    // file: node_modules/queue/queue.js
    ${javascript}`;

const queue = 'node_modules/queue/queue.d.ts#Queue';
const grown = `
    export declare class Queue {
    private items;
    + private next;
    + private get first();
    }`;

describe('dependency-private', () => {
  const forms = {
    'a class': 'export class Queue { items = []; next() {} get first() {} }',
    'a class in a variable': 'var Queue = class { constructor() { this.items = []; } next() {} get first() {} };',
    'a function and its prototype': `
    var Queue = (function () {
    function Queue() { this.items = []; }
    Queue.prototype.next = function () {};
    Object.defineProperty(Queue.prototype, "first", { get: function () {} });
    return Queue;
    }());`,
    'a function and a list of accessors': `
    var Queue = function () {
    function Queue() { this.items = []; }
    var _proto = Queue.prototype;
    _proto.next = function next() {};
    _createClass(Queue, [{ key: "first", get: function () {} }]);
    return Queue;
    }();`,
  };
  for (const [form, javascript] of Object.entries(forms)) {
    rule(form, dependency(grown, javascript), {
      [queue]: 'lossy',
      [`${queue}.next`]: 'absent',
      [`${queue}.first`]: 'absent',
    });
  }
  rule(
    'a new field among them',
    dependency(
      `
    export declare class Queue {
    private items;
    + private next;
    }`,
      'export class Queue { constructor() { this.items = []; this.next = null; } }',
    ),
    { [`${queue}.next`]: 'manual' },
  );
  rule('without the JavaScript each may be a field', dependency(grown, ''), { [`${queue}.next`]: 'manual' });
  rule(
    'a type that one of the declarations leaves out is no change',
    dependency(
      `
    export declare class Queue {
    - items: Map<string, number>;
    + private items;
    }`,
      'export class Queue { items = new Map(); }',
    ),
    { [`${queue}.items`]: 'lossy' },
  );
});

describe('dependency-hash', () => {
  const hidden = 'export declare class Queue { #private; length: number }';
  const forms = {
    'as the language has them': `
    export class Queue { length = 0; #items = []; static #made = 0; #next() {}
    + #pending = 0;
    }`,
    'as weak maps of TypeScript': `
    var _Queue_instances, _Queue_items, _Queue_pending, _Queue_next;
    export class Queue { constructor() {
    _Queue_instances.add(this);
    _Queue_items.set(this, []);
    + _Queue_pending.set(this, 0);
    } }`,
    'as weak maps of esbuild': `
    var _items, _pending, _Queue_instances;
    export class Queue { constructor() {
    __privateAdd(this, _Queue_instances);
    __privateAdd(this, _items, []);
    + __privateAdd(this, _pending, 0);
    } }`,
  };
  for (const [form, javascript] of Object.entries(forms)) {
    rule(form, dependency(hidden, javascript), {
      [`${queue}.length`]: 'same',
      [`${queue}.#items`]: 'lossy',
      [`${queue}.#pending`]: 'manual',
      [`${queue}.#next`]: 'absent',
      [`${queue}.#made`]: 'absent',
      [`${queue}.#private`]: 'absent',
    });
  }
  rule('that its JavaScript does not show either', dependency(hidden, ''), { queue: 'lossy' });
  rule(
    'a private field becomes one, under its own name or another',
    dependency(
      `
    - export declare class Queue { private items; private _count }
    + export declare class Queue { #private }`,
      `
    - export class Queue { items = []; _count = 0 }
    + export class Queue { #items = []; #count = 0 }`,
    ),
    { [`${queue}.#items`]: 'lossy', [`${queue}.#count`]: 'choose', [`-${queue}._count`]: 'choose' },
  );
});

describe('dependency-class', () => {
  rule(
    'one that bears the name of a handle is judged by its fields',
    `
    import { Server } from 'rooms';
    export const server = new Server();
    // file: node_modules/rooms/package.json
    { "name": "rooms", "version": "1.0.0", "types": "index.d.ts" }
    // file: node_modules/rooms/index.d.ts
    export declare class Server {
    rooms: Map<string, number>;
    + count: number;
    }`,
    { server: 'manual', 'node_modules/rooms/index.d.ts#Server.count': 'manual' },
  );
  rule(
    'one that moved inside its package is reported there only',
    `
    import { Store } from 'store';
    export class App { store = new Store() }
    export const app = new App();
    // file: node_modules/store/package.json
    - { "name": "store", "version": "1.0.0", "types": "old/index.d.ts" }
    + { "name": "store", "version": "2.0.0", "types": "new/index.d.ts" }
    // file: node_modules/store/old/index.d.ts
    export declare class Store { rooms: string[] }
    // file: node_modules/store/new/index.d.ts
    export declare class Store { rooms: string[]; count: number }`,
    { 'App.store': 'same', 'node_modules/store/new/index.d.ts#Store.count': 'manual' },
  );
  rule(
    'an abstract one whose subclasses nobody sees is judged itself',
    `
    import type { Transport } from 'transport';
    export const transports: Transport[] = [];
    // file: node_modules/transport/package.json
    { "name": "transport", "version": "1.0.0", "types": "index.d.ts" }
    // file: node_modules/transport/index.d.ts
    export declare abstract class Transport { name: string;
    - request: string;
    }`,
    { '-node_modules/transport/index.d.ts#Transport.request': 'lossy' },
  );
  rule(
    'what it calls itself in a text is no state',
    dependency(
      `
    export declare class Queue { length: number;
    + [Symbol.toStringTag]: string;
    }`,
      '',
    ),
    { queue: 'same' },
  );
});

describe('opaque values of dependencies', () => {
  test('a dictionary of any that did not change is no change of the field that holds it', () => {
    const source = { 'src/app.ts': 'export const saved: { ids: { [key: string]: any } }[] = [];' };
    const { types } = reportSources(source, source);
    const fields = types.flatMap((type) => type.fields.map(({ name, change, verdict }) => [name, change, verdict]));
    expect(fields).toEqual([['ids', 'none', 'lossy']]);
  });
});
