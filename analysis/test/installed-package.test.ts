import { InMemoryFileSystemHost } from 'ts-morph';
import { expect, test } from 'vitest';
import { openProgram } from '../src/open-program.ts';
import type { StateModel } from '../src/state-model.ts';

/** A package as a registry serves it, compiled to CommonJS, installed where it is run. */
function installed(files: Readonly<Record<string, string>>): StateModel {
  const fileSystem = new InMemoryFileSystemHost();
  const root = '/app/node_modules/server';
  fileSystem.writeFileSync(`${root}/package.json`, '{ "name": "server", "main": "dist/index.js" }');
  fileSystem.writeFileSync(`${root}/node_modules/dependency/index.js`, 'exports.cache = new Map();');
  for (const [path, text] of Object.entries(files)) fileSystem.writeFileSync(`${root}/${path}`, text);
  return openProgram({ root, fileSystem }).model();
}

const namesOf = ({ roots }: StateModel) => roots.map(({ name, kind }) => `${kind} ${name}`).sort();

test('a package that is installed itself is the program, and what it depends on is not', () => {
  const model = installed({ 'dist/index.js': 'let count = 0;\nexports.next = () => ++count;' });
  expect(namesOf(model)).toEqual(['let dist/index.js#count']);
  expect(model.modules.map(({ name }) => name)).toEqual(['dist/index.js']);
});

test('what compilers make of imports and of their own helpers is no state', () => {
  const model = installed({
    'dist/index.js': `
      var __importDefault = (this && this.__importDefault) || function (mod) { return { default: mod }; };
      var __toESM = (mod, isNodeMode) => mod;
      const first_1 = __importDefault(require('dependency'));
      const second = __toESM(require('dependency'), 1);
      var third_1 = require('./other');
      let __own = new Map();
      exports.use = () => [first_1, second, third_1, __own];`,
    'dist/other.js': 'exports.answer = 42;',
  });
  expect(namesOf(model)).toEqual(['let dist/index.js#__own']);
});

test('functions that only the outside starts, and callbacks that they hand on, may be its start-up', () => {
  const model = installed({
    'dist/index.js': `
      const instance_1 = require('./instance');
      exports.serve = (app, options) => {
        app.on('mount', () => instance_1.createInstance(options));
        return app;
      };`,
    'dist/instance.js': `
      class Room {
        enter(guest) { const since = []; guest.on('close', () => since.push(guest)); }
      }
      const createInstance = (options) => {
        const rooms = new Map();
        options.on('connection', (name) => rooms.set(name, new Room()));
      };
      exports.createInstance = createInstance;`,
  });
  expect(namesOf(model)).toEqual([
    'closure dist/index.js#serve.options',
    'closure dist/instance.js#createInstance.rooms',
  ]);
});
