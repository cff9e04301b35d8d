import { expect, test } from 'vitest';
import { discover } from '../../src/discover.ts';
import { atQuiescentMoment } from '../../src/quiescent.ts';
import { inProgram, namesOf, rootPlan, runProgram } from './programs.ts';

const esm = {
  'app.mjs': `
    import { createServer } from 'node:http';
    import { Counter } from './counter.mjs';
    export let hits = 0;
    let hidden = 'h0';
    const sessions = new Map([['u1', { n: 1 }]]);
    class Store { static made = 3; items = []; }
    function makeCounter(label) {
      let count = 0;
      return { inc() { return ++count; }, label() { return label; } };
    }
    const one = makeCounter('one');
    const two = makeCounter('two');
    one.inc(); one.inc(); two.inc();
    const holder = (() => { let inner = 42; return { get: () => inner, set: (value) => { inner = value; } }; })();
    const counter = new Counter('tok');
    const server = createServer((request, response) => {
      hits += 1;
      response.end(JSON.stringify({ hits, hidden, size: sessions.size, made: Store.made, one: one.inc(), holder: holder.get(), counter: counter.read(), two: two.label() }));
    });
    server.listen(0, '127.0.0.1', () => console.log('ready ' + server.address().port));
    globalThis.shadow = function (hidden) { return hidden; };
  `,
  'counter.mjs': `
    export class Base { #token; #re = /[{#]/; constructor(token) { this.#token = token; console.log('body of Base'); } token() { return this.#token; } }
    export class Counter extends Base {
      #n = 1
      #double() { return this.#n * 2; }
      #token = 'own'; own() { return this.#token; }
      get #next() { return this.#n + 1; }
      constructor(token) { super(token); this.#n = 5; console.log('body of Counter'); }
      read() { return [this.#n, this.#double(), this.#next, this.token()]; }
    }
  `,
};
const names = namesOf({ 'app.mjs': ['Store'], 'counter.mjs': ['Base', 'Counter'] });
const roots = [
  rootPlan('app.mjs#hits'),
  rootPlan('app.mjs#hidden'),
  rootPlan('app.mjs#sessions', 'const'),
  rootPlan('app.mjs#counter', 'const'),
  rootPlan('app.mjs#Store.made', 'static'),
  rootPlan('app.mjs#makeCounter.count', 'closure'),
  rootPlan('app.mjs#holder.inner', 'closure'),
  rootPlan('app.mjs#nowhere'),
];

test('reads a past process at one moment and leaves nothing behind', async () => {
  await using running = await runProgram(esm);
  const port = /ready (\d+)/.exec(running.group.output.stdout)?.[1];
  const ask = async () => (await fetch(`http://127.0.0.1:${port}/`)).json() as Promise<{ hits: number }>;
  const globals = 'Reflect.ownKeys(globalThis).length';
  const count = async () =>
    (await running.session.send<{ result: { value: number } }>('Runtime.evaluate', { expression: globals })).result
      .value;
  await ask();
  const before = await count();
  const discovery = await discover(running.session, { root: running.root, names, roots, side: 'past' });
  expect((await ask()).hits).toBe(2);
  const { result, pauseMs } = await atQuiescentMoment(running.session, { limitMs: 5000 }, async (moment) => {
    await discovery.refresh(moment);
    return inProgram<unknown[]>(
      running,
      discovery.program,
      `(program) => {
      const read = (name) => program.roots.get(name).read();
      const counter = read('app.mjs#counter');
      const Counter = program.find('counter.mjs#Counter');
      const fields = (Class) => program.privatesOf(Class).map((field) => [field.name, String(field.read(counter))]);
      return [read('app.mjs#hits'), read('app.mjs#hidden'), read('app.mjs#sessions').size, read('app.mjs#Store.made'),
        read('app.mjs#makeCounter.count'), read('app.mjs#makeCounter.count[1]'), read('app.mjs#holder.inner'),
        program.nameOf(Counter.prototype.read), fields(Counter), fields(program.find('counter.mjs#Base')),
        program.nameOf(program.find('app.mjs#makeCounter.inc')), typeof program.roots.get('app.mjs#hits').write, typeof program.allocate];
    }`,
    );
  });
  expect(result).toEqual([
    2,
    'h0',
    1,
    3,
    4,
    1,
    42,
    'counter.mjs#Counter.read',
    [
      ['#n', '5'],
      ['#token', 'own'],
    ],
    [
      ['#token', 'tok'],
      ['#re', '/[{#]/'],
    ],
    'app.mjs#makeCounter.inc',
    'undefined',
    'undefined',
  ]);
  expect(pauseMs).toBeGreaterThan(0);
  expect(discovery.missing.map(({ root }) => root)).toEqual(['app.mjs#nowhere']);
  expect(discovery.instances.get('app.mjs#makeCounter.count')).toBe(2);
  await discovery.close();
  expect(await count()).toBe(before);
  expect(await ask()).toEqual({
    hits: 3,
    hidden: 'h0',
    size: 1,
    made: 3,
    one: 5,
    holder: 42,
    counter: [5, 10, 6, 'tok'],
    two: 'two',
  });
});

test('reaches variables that only a function with patterns for parameters captures', async () => {
  const text = `
    const kept = { n: 1 };
    let total = 0;
    async function answer({ request: { url }, headers: [first] }, ...[more]) { total += kept.n; return [url, first, more]; }
    globalThis.answer = answer;
    setInterval(() => {}, 1000);
    console.log('ready');`;
  await using running = await runProgram({ 'app.mjs': text });
  const wanted = [rootPlan('app.mjs#kept', 'const'), rootPlan('app.mjs#total')];
  const names = namesOf({ 'app.mjs': [] });
  const discovery = await discover(running.session, { root: running.root, names, roots: wanted, side: 'future' });
  const code = `(program) => {
    program.roots.get('app.mjs#total').write(7);
    return [program.roots.get('app.mjs#kept').read().n, program.roots.get('app.mjs#total').read()];
  }`;
  expect(await inProgram<unknown[]>(running, discovery.program, code)).toEqual([1, 7]);
});

test('writes variables, closures and private fields of a process that is ours', async () => {
  await using running = await runProgram(esm);
  const port = /ready (\d+)/.exec(running.group.output.stdout)?.[1];
  const discovery = await discover(running.session, { root: running.root, names, roots, side: 'future' });
  expect(discovery.missing.map(({ root }) => root)).toEqual(['app.mjs#nowhere']);
  const result = await inProgram<unknown[]>(
    running,
    discovery.program,
    `(program) => {
    const write = (name, value) => program.roots.get(name).write(value);
    write('app.mjs#hits', 100);
    write('app.mjs#hidden', 'changed');
    write('app.mjs#Store.made', 9);
    write('app.mjs#makeCounter.count', 10);
    write('app.mjs#makeCounter.count[1]', 20);
    write('app.mjs#holder.inner', 7);
    const Counter = program.find('counter.mjs#Counter');
    const Base = program.find('counter.mjs#Base');
    const made = program.allocate(Counter);
    const before = made.read();
    program.privatesOf(Counter).find(({ name }) => name === '#n').write(made, 8);
    program.privatesOf(Base).find(({ name }) => name === '#token').write(made, 'moved');
    const start = performance.now();
    for (let i = 0; i < 1000; i++) program.allocate(Counter);
    const ms = performance.now() - start;
    const base = program.allocate(Base);
    return [before, made.read(), made instanceof Counter, typeof program.roots.get('app.mjs#sessions').write, ms < 500, base.token() === undefined,
      Object.getPrototypeOf(Counter) === Base, new Counter('x').read()];
  }`,
  );
  expect(result).toEqual([[1, 2, 2, null], [8, 16, 9, 'moved'], true, 'undefined', true, true, true, [5, 10, 6, 'x']]);
  expect(await (await fetch(`http://127.0.0.1:${port}/`)).json()).toMatchObject({
    hits: 101,
    hidden: 'changed',
    made: 9,
    one: 11,
    holder: 7,
  });
  expect(running.group.output.stdout.match(/body of Counter/g)).toHaveLength(2);
  await discovery.close();
});
