import { describe } from 'vitest';
import { rule } from '../support/rule.ts';

describe('classes of packages', () => {
  rule(
    'an update changes what an instance holds',
    `
    import { LRUCache } from 'lru';
    export const cache = new LRUCache<string, number>();
    // file: node_modules/lru/package.json
    - { "name": "lru", "version": "1.0.0", "types": "index.d.ts" }
    + { "name": "lru", "version": "2.0.0", "types": "index.d.ts" }
    // file: node_modules/lru/index.d.ts
    export declare class LRUCache<K, V> { max: number; 
    - store: Map<K, V>;
    + store: Map<K, { value: V; at: number }>;
    get(k: K): V | undefined; }`,
    { cache: 'manual' },
  );
  rule(
    'an update changes nothing',
    `
    import { LRUCache } from 'lru';
    export const cache = new LRUCache<string, number>();
    // file: node_modules/lru/package.json
    { "name": "lru", "version": "1.0.0", "types": "index.d.ts" }
    // file: node_modules/lru/index.d.ts
    export declare class LRUCache<K, V> { max: number; store: Map<K, V>; get(k: K): V | undefined; }`,
    { cache: 'same' },
  );
  rule(
    'declarations of @types',
    `
    import { Store } from 'plain';
    export const s = new Store();
    // file: node_modules/plain/package.json
    { "name": "plain", "version": "1.0.0", "main": "index.js" }
    // file: node_modules/plain/index.js
    exports.Store = class Store { constructor() { this.a = 1 } };
    // file: node_modules/@types/plain/package.json
    { "name": "@types/plain", "version": "1.0.0", "types": "index.d.ts" }
    // file: node_modules/@types/plain/index.d.ts
    - export declare class Store { a: number }
    + export declare class Store { a: bigint }`,
    { s: 'lossy' },
  );
  rule(
    'the package gets its own declarations',
    `
    import { Store } from 'plain';
    export const s = new Store();
    // file: node_modules/plain/package.json
    - { "name": "plain", "version": "1.0.0", "main": "index.js" }
    + { "name": "plain", "version": "2.0.0", "main": "index.js", "types": "index.d.ts" }
    // file: node_modules/plain/index.js
    exports.Store = class Store { constructor() { this.a = 1 } };
    + // file: node_modules/plain/index.d.ts
    + export declare class Store { a: number }
    + export {};`,
    { s: 'lossy' },
  );
  rule(
    'an interface in a namespace that is the module',
    `
    import lib = require('lib');
    export const e = lib.create();
    // file: node_modules/lib/package.json
    { "name": "lib", "version": "1.0.0", "types": "index.d.ts" }
    // file: node_modules/lib/index.d.ts
    declare function lib(): void; declare namespace lib { interface Thing { run(): void; 
    - n: number
    + n: bigint
    } function create(): Thing; } export = lib;`,
    { e: 'lossy' },
    {
      past: { module: 'commonjs', moduleResolution: 'node10', ignoreDeprecations: '6.0' },
      future: { module: 'commonjs', moduleResolution: 'node10', ignoreDeprecations: '6.0' },
    },
  );
});

describe('packages without types', () => {
  rule(
    'a base class, and a field of the class changes',
    `
    import { Base } from 'plain';
    export class Mine extends Base { 
    - x = 1
    + x = 1n
    }
    export const m = new Mine();
    // file: node_modules/plain/package.json
    { "name": "plain", "version": "1.0.0", "main": "index.js" }
    // file: node_modules/plain/index.js
    exports.Base = class Base { constructor() { this.a = 1 } };`,
    { 'Mine.x': 'lossy' },
  );
  rule(
    'a base class: what it holds is unknown',
    `
    import { Base } from 'plain';
    export class Mine extends Base { x = 1 }
    export const m = new Mine();
    // file: node_modules/plain/package.json
    { "name": "plain", "version": "1.0.0", "main": "index.js" }
    // file: node_modules/plain/index.js
    exports.Base = class Base { constructor() { this.a = 1 } };`,
    { m: 'lossy' },
  );
  rule(
    'a base class of a package that is not installed',
    `
    import { Base } from 'nowhere';
    export class Mine extends Base { x = 1 }
    export const m = new Mine();`,
    { m: 'lossy' },
  );
});
