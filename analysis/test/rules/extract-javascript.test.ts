import { describe } from 'vitest';
import { rule } from '../support/rule.ts';

describe('JavaScript', () => {
  rule(
    'types in doc comments',
    `
    // file: src/a.js
    /** @typedef {{ id: string, n: number }} Item */
    - /** @type {Map<string, number>} */
    + /** @type {Map<string, bigint>} */
    export const m = new Map();
    /** @type {Item[]} */
    export let items = [];`,
    { 'src/a.js#m': 'lossy', 'src/a.js#items': 'same' },
    { past: { allowJs: true, checkJs: false }, future: { allowJs: true, checkJs: false } },
  );
  rule(
    'types in doc comments have their own names, wherever they stand',
    `
    // file: src/a.js
    - /** @typedef {{ id: string, n: number }} Item */
    + /** @typedef {{ id: string, n: bigint }} Item */
    /** @type {Map<string, Item>} */
    export const items = new Map();
    /**
     * @typedef {object} Account
     * @property {string} id
    + * @property {string} [mail]
     */
    export function open() { return accounts.length; }
    /** @type {Account[]} */
    const accounts = [];`,
    { 'src/a.js#Item.n': 'lossy', 'src/a.js#Account.mail': 'auto' },
    { past: { allowJs: true }, future: { allowJs: true } },
  );
  rule(
    'the exports under another name',
    `
    // file: src/a.cjs
    const app = module.exports = {};
    app.seen = new Set(['a']);
    - app.count = 0;
    + app.count = 0n;
    app.next = () => app.count++;
    // file: src/b.cjs
    var b = exports = module.exports = { total: 0 };
    // file: src/c.cjs
    const make = module.exports = function () {};`,
    { 'src/a.cjs#app': 'lossy', 'src/a.cjs#app.count': 'lossy', 'src/b.cjs#b': 'same', 'src/c.cjs#make': 'absent' },
    { past: { allowJs: true }, future: { allowJs: true } },
  );
  rule(
    'imported types and type parameters in doc comments',
    `
    // file: src/types.ts
    - export interface Row { a: number }
    + export interface Row { a: bigint }
    // file: src/a.js
    /** @import { Row } from './types.js' */
    /** @type {import('./types.js').Row[]} */
    export const rows = [];
    /** @enum {number} */
    export const Level = { A: 1, B: 2 };
    /** @template T */
    export class Box { /** @param {T} v */ constructor(v) { this.v = v } }
    /** @type {Box<Row>} */
    export const b = new Box({ a: 1 });`,
    { 'src/types.ts#Row.a': 'lossy', 'src/a.js#rows': 'lossy', 'src/a.js#b': 'lossy' },
    { past: { allowJs: true }, future: { allowJs: true } },
  );
  rule(
    'fields that methods assign',
    `
    // file: src/a.js
    export class C { constructor(x) { 
    - this.n = 0;
    + this.n = 0n;
    /** @type {string[]} */
    this.list = []; this.x = x } add() { this.later = new Date() } }
    export const c = new C(1);`,
    { 'src/a.js#C.n': 'lossy', 'src/a.js#C.list': 'same', 'src/a.js#C.later': 'same', 'src/a.js#C.x': 'lossy' },
    { past: { allowJs: true }, future: { allowJs: true } },
  );
  rule(
    'a second name of a property that holds a module or a class is code',
    `
    // file: src/server.cjs
    module.exports = require('nowhere').make();
    // file: src/a.cjs
    const Socket = require('nowhere');
    class Queue {}
    Queue.Server = require('./server.cjs');
    + Queue.SocketServer = Queue.Server;
    Queue.held = new Map();
    + Queue.open = Queue.held;
    module.exports = { Queue, Socket };`,
    { 'src/a.cjs#Queue.Server': 'absent', 'src/a.cjs#Queue.SocketServer': 'absent', 'src/a.cjs#Queue.open': 'auto' },
    { past: { allowJs: true }, future: { allowJs: true } },
  );
  rule(
    'constructor functions',
    `
    // file: src/a.cjs
    function Queue() {
    - this.size = 0;
    + this.size = 0n;
    this.items = []; }
    Queue.prototype.push = function (x) { this.items.push(x); this.size++ };
    const q = new Queue();
    module.exports = { q, Queue };`,
    { 'src/a.cjs#Queue.size': 'lossy', 'src/a.cjs#q': 'lossy' },
    { past: { allowJs: true }, future: { allowJs: true } },
  );
  rule(
    'what prototypes get is code',
    `
    // file: src/a.cjs
    function Q() { this.n = 1 }
    Q.prototype = { push() {}, pop() {} };
    Q.prototype.size = function () { return 1 };
    Q.count = 0;
    const q = new Q();`,
    { 'src/a.cjs#Q.n': 'same', 'src/a.cjs#Q.count': 'absent', 'src/a.cjs#Q.size': 'absent' },
    { past: { allowJs: true }, future: { allowJs: true } },
  );
  rule(
    'properties of the exports',
    `
    // file: src/a.cjs
    - module.exports.cache = new Map([['a', 1]]);
    + module.exports.cache = new Map([['a', 1n]]);
    exports.other = new Set(['a']);
    exports.fn = function () {};
    module.exports.LIMIT = 5;`,
    { 'src/a.cjs#cache': 'lossy', 'src/a.cjs#other': 'same', 'src/a.cjs#fn': 'absent', 'src/a.cjs#LIMIT': 'absent' },
    { past: { allowJs: true }, future: { allowJs: true } },
  );
  rule(
    'exports assigned in a chain',
    `
    // file: src/a.cjs
    exports.a = exports.b = void 0;
    exports.a = new Map([['x', 1]]);
    exports.b = 0;
    let c = exports.c = new Set([1]);`,
    { 'src/a.cjs#a': 'same', 'src/a.cjs#b': 'absent', 'src/a.cjs#c': 'same' },
    { past: { allowJs: true }, future: { allowJs: true } },
  );
  rule(
    'objects that get properties later',
    `
    // file: src/a.cjs
    const o = {};
    o.a = 1;
    Object.defineProperty(o, 'b', { value: 2, writable: true });
    const p = Object.assign({ x: 1 }, { y: new Map() });
    function fn() {}
    - fn.cache = new Map([['a', 1]]);
    + fn.cache = new Map([['a', 1n]]);
    module.exports = { o, p, fn };`,
    { 'src/a.cjs#o': 'same', 'src/a.cjs#p': 'lossy', 'src/a.cjs#fn.cache': 'lossy' },
    { past: { allowJs: true }, future: { allowJs: true } },
  );
  rule(
    'every extension',
    `
    // file: src/a.tsx
    - export const m = new Map<string, number>();
    + export const m = new Map<string, bigint>();
    // file: src/b.mts
    export let b = 1;
    // file: src/c.cts
    export let c = 1;
    // file: src/d.jsx
    export let d = 1;
    // file: src/e.mjs
    export let e = 1;`,
    {
      'src/a.tsx#m': 'lossy',
      'src/b.mts#b': 'same',
      'src/c.cts#c': 'same',
      'src/d.jsx#d': 'same',
      'src/e.mjs#e': 'same',
    },
    { past: { jsx: 'preserve', allowJs: true }, future: { jsx: 'preserve', allowJs: true } },
  );
});
