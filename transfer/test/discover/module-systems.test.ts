import { symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import { discover } from '../../src/discover.ts';
import { inProgram, namesOf, rootPlan, runProgram } from './programs.ts';

const keepAlive = "setInterval(() => {}, 1000); console.log('ready');";

test('finds and writes what a CommonJS module keeps, exports and inherits', async () => {
  await using running = await runProgram({
    'dist/app.js': `
"use strict";
exports.counter = void 0;
exports.counter = 0;
let local = 1;
class Pool { #free = [1]; static { this.size = 2; } take() { return this.#free.length + local + exports.counter; } }
exports.Pool = Pool;
const Lib = require('lib').Lib;
globalThis.probe = () => [new Pool().take(), local, exports.counter, Pool.size];
globalThis.lib = new Lib(3);
${keepAlive}`,
    'node_modules/lib/index.js':
      'class Lib { #n; constructor(n) { this.#n = n; } n() { return this.#n; } }\nexports.Lib = Lib;',
  });
  const names = { modules: [{ name: 'src/app.ts', files: ['dist/app.js'], classes: ['Pool'], functions: [] }] };
  const roots = [
    rootPlan('src/app.ts#counter'),
    rootPlan('src/app.ts#local'),
    rootPlan('src/app.ts#Pool.size', 'static'),
  ];
  await using discovery = await discover(running.session, { root: running.root, names, roots, side: 'future' });
  expect(discovery.missing).toEqual([]);
  const unknown = await running.session.send<{ result: { objectId: string } }>('Runtime.evaluate', {
    expression: '[globalThis.lib.constructor]',
  });
  expect(await discovery.resolveNames(unknown.result.objectId)).toEqual(['node_modules/lib/index.js']);
  const result = await inProgram(
    running,
    discovery.program,
    `(program) => {
      program.roots.get('src/app.ts#counter').write(10);
      program.roots.get('src/app.ts#local').write(20);
      program.roots.get('src/app.ts#Pool.size').write(30);
      const Lib = program.find('node_modules/lib/index.js#Lib');
      const made = program.allocate(Lib);
      program.privatesOf(Lib)[0].write(made, 9);
      return [...globalThis.probe(), program.nameOf(program.find('src/app.ts#Pool')), made.n(), new Lib(4).n()];
    }`,
  );
  expect(result).toEqual([31, 20, 10, 30, 'src/app.ts#Pool', 9, 4]);
});

test('a program that is itself an installed package names its own files and its dependencies by what lies below it', async () => {
  await using running = await runProgram({
    'node_modules/server/main.js': `
const { Room } = require('room');
exports.default = (options) => { const rooms = [new Room()]; return { enter: () => [rooms, options] }; };
globalThis.instance = exports.default({ limit: 3 });
${keepAlive}`,
    'node_modules/server/unplanned.js': '',
    'node_modules/server/node_modules/room/index.js': 'class Room { open = true; }\nexports.Room = Room;',
  });
  const names = { modules: [{ name: 'main.js', files: [], classes: [], functions: [] }] };
  const roots = [rootPlan('main.js#default.rooms', 'closure'), rootPlan('main.js#default.options', 'closure')];
  const root = join(running.root, 'node_modules/server');
  await using discovery = await discover(running.session, { root, names, roots, side: 'past' });
  expect(discovery.missing).toEqual([]);
  const unknown = await running.session.send<{ result: { objectId: string } }>('Runtime.evaluate', {
    expression: '[globalThis.instance.enter()[0][0].constructor]',
  });
  expect(await discovery.resolveNames(unknown.result.objectId)).toEqual(['node_modules/room/index.js']);
  const read = `(program) => [...program.roots.values()].map((root) => [root.name, JSON.stringify(root.read())])`;
  expect(await inProgram(running, discovery.program, read)).toEqual([
    ['main.js#default.rooms', '[{"open":true}]'],
    ['main.js#default.options', '{"limit":3}'],
  ]);
});

test('finds the modules of TypeScript that runs as it is, under a root that is a symbolic link', async () => {
  const tsx = pathToFileURL(createRequire(import.meta.url).resolve('tsx/esm')).href;
  await using running = await runProgram(
    {
      'src/main.ts': `
import { Store } from './store.ts';
export let total: number = 1;
const store = new Store<string>('a');
export function bump(): number { total += 1; return total + store.size; }
${keepAlive}
(globalThis as { bump?: unknown }).bump = bump;`,
      'src/store.ts': `
export class Store<T> { #items: T[]; constructor(first: T) { this.#items = [first]; } get size(): number { return this.#items.length; } }`,
      'package.json': '{ "type": "module" }',
    },
    ['--import', tsx],
  );
  const link = join(running.root, 'link');
  await symlink(running.root, link);
  const names = namesOf({ 'src/main.ts': [], 'src/store.ts': ['Store'] });
  const roots = [rootPlan('src/main.ts#total'), rootPlan('src/main.ts#store', 'const')];
  await using discovery = await discover(running.session, { root: link, names, roots, side: 'future' });
  expect(discovery.missing).toEqual([]);
  const result = await inProgram(
    running,
    discovery.program,
    `(program) => {
      program.roots.get('src/main.ts#total').write(41);
      const store = program.roots.get('src/main.ts#store').read();
      const Store = program.find('src/store.ts#Store');
      program.privatesOf(Store)[0].write(store, [1, 2, 3]);
      return [globalThis.bump(), program.nameOf(globalThis.bump), store.constructor === Store, program.allocate(Store) instanceof Store];
    }`,
  );
  expect(result).toEqual([45, 'src/main.ts#bump', true, true]);
});

test('finds what modules export by default without a name of their own', async () => {
  await using running = await runProgram({
    'main.mjs': `
import counter from './counter.mjs';
import { default as list } from './list.mjs';
import store from './store.cjs';
globalThis.probe = () => [counter.n, list.length, store.items.size];
${keepAlive}`,
    'counter.mjs': 'class Counter { n = 1; }\nexport default new Counter();',
    'list.mjs': 'export default [1, 2];',
    'store.cjs': 'class Store { items = new Map([[1, 1]]); }\nmodule.exports = new Store();',
  });
  const names = namesOf({ 'main.mjs': [], 'counter.mjs': ['Counter'], 'list.mjs': [], 'store.cjs': ['Store'] });
  const roots = ['counter.mjs', 'list.mjs', 'store.cjs'].map((name) => rootPlan(`${name}#default`, 'const'));
  await using discovery = await discover(running.session, { root: running.root, names, roots, side: 'future' });
  expect(discovery.missing).toEqual([]);
  const result = await inProgram(
    running,
    discovery.program,
    `({ roots }) => {
      roots.get('counter.mjs#default').read().n = 5;
      roots.get('list.mjs#default').read().push(3, 4);
      roots.get('store.cjs#default').read().items.clear();
      return globalThis.probe();
    }`,
  );
  expect(result).toEqual([5, 4, 0]);
});
