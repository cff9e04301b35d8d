import { expect, test } from 'vitest';
import { discover } from '../../src/discover.ts';
import { inProgram, namesOf, rootPlan, runProgram } from './programs.ts';

const body = `
  class Hub { constructor() { let made = 7; this.log = () => ++made; } }
  const hub = new Hub();
  let next;
  { let inBlock = 5; next = () => ++inBlock; }
  function load() { return load.cache; }
  load.cache = new Map();
  globalThis.registry = new Set();
  setInterval(() => [hub, next, load], 1000);
  console.log('ready');`;

const plans = [
  rootPlan('app.mjs#Hub.constructor.made', 'closure'),
  rootPlan('app.mjs#inBlock', 'closure'),
  rootPlan('app.mjs#load.cache', 'static'),
  rootPlan('app.mjs#globalThis.registry'),
];

test('variables of constructors and blocks, properties of functions and of the global object are found', async () => {
  await using running = await runProgram({ 'app.mjs': body });
  const names = namesOf({ 'app.mjs': ['Hub'] });
  await using discovery = await discover(running.session, { root: running.root, names, roots: plans, side: 'future' });
  expect(discovery.missing).toEqual([]);
  const values = await inProgram(
    running,
    discovery.program,
    `(program) => {
      const read = (name) => program.roots.get(name).read();
      return [read('app.mjs#Hub.constructor.made'), read('app.mjs#inBlock'),
        read('app.mjs#load.cache').size, read('app.mjs#globalThis.registry').size];
    }`,
  );
  expect(values).toEqual([7, 5, 0, 0]);
});
