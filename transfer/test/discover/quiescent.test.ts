import { expect, test } from 'vitest';
import { atQuiescentMoment, NotQuiescentError, QuietWatch } from '../../src/quiescent.ts';
import { runProgram } from './programs.ts';

const server = `
import { createServer } from 'node:http';
let half = 0;
const server = createServer(async (request, response) => {
  half += 1;
  await new Promise((resolve) => setTimeout(resolve, 5));
  half -= 1;
  response.end(String(half));
});
globalThis.half = () => half;
server.listen(0, '127.0.0.1', () => console.log('ready ' + server.address().port));
`;

test('finds a moment between the requests of a busy server', async () => {
  await using running = await runProgram({ 'app.mjs': server });
  const port = /ready (\d+)/.exec(running.group.output.stdout)?.[1];
  let stop = false;
  const load = (async () => {
    for (let count = 0; ; count++) {
      if (stop) return count;
      await (await fetch(`http://127.0.0.1:${port}/`)).text();
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  })();
  const half: number[] = [];
  for (let i = 0; i < 3; i++) {
    const { result } = await atQuiescentMoment(running.session, { limitMs: 20_000 }, async () => {
      const params = { expression: 'half()', returnByValue: true };
      return (await running.session.send<{ result: { value: number } }>('Runtime.evaluate', params)).result.value;
    });
    half.push(result);
  }
  stop = true;
  expect(await load).toBeGreaterThan(3);
  expect(half).toEqual([0, 0, 0]);
});

test('does not wait for promises that nobody waits for', async () => {
  const program = `
    import { EventEmitter } from 'node:events';
    globalThis.document = new EventEmitter();
    document.whenLoaded = new Promise((resolve) => document.on('load', resolve));
    document.whenSynced = new Promise((resolve) => resolve(document.whenLoaded));
    Promise.race([document.whenLoaded, document.whenSynced]);
    setInterval(() => {}, 1000);
    console.log('ready');`;
  await using running = await runProgram({ 'app.mjs': program });
  const start = performance.now();
  const { unverified } = await atQuiescentMoment(running.session, { limitMs: 120_000 }, async () => {});
  expect(unverified).toEqual([]);
  expect(performance.now() - start).toBeLessThan(30_000);
});

test('waits for a call that had begun before and takes a while', async () => {
  const program = `
    globalThis.half = 0;
    async function slow() {
      half += 1;
      await new Promise((resolve) => setTimeout(resolve, 3000));
      half -= 1;
    }
    slow();
    setInterval(() => {}, 1000);
    console.log('ready');`;
  await using running = await runProgram({ 'app.mjs': program });
  const half = async () =>
    (await running.session.send<{ result: { value: number } }>('Runtime.evaluate', { expression: 'half' })).result
      .value;
  const { result, unverified } = await atQuiescentMoment(running.session, { limitMs: 60_000 }, half);
  expect({ result, unverified }).toEqual({ result: 0, unverified: [] });
});

test('comes to rest while code waits for the outside world that had not begun at the first look', async () => {
  const program = `
    globalThis.open = [];
    async function connection() { await new Promise((close) => open.push(close)); }
    globalThis.connect = () => void connection();
    setInterval(() => {}, 1000);
    console.log('ready');`;
  await using running = await runProgram({ 'app.mjs': program });
  const placeOf = ({ line }: { line: number }) => `app.mjs:${line + 1}`;
  await using watch = await QuietWatch.open(running.session, { limitMs: 6000, placeOf });
  await running.session.send('Runtime.evaluate', { expression: 'connect()' });
  const { unverified } = await watch.at(async () => {});
  expect(unverified).toHaveLength(1);
  expect(unverified[0]).toMatch(/pending throughout the wait .half-way: connection at app.mjs:3.; what/);
});

test('goes on past a promise that never settles, and says so', async () => {
  const program =
    "globalThis.never = (async function forever() { await new Promise((resolve) => { globalThis.resolve = resolve; }); })(); setInterval(() => {}, 50); console.log('ready');";
  await using running = await runProgram({ 'app.mjs': program });
  const { unverified } = await atQuiescentMoment(running.session, { limitMs: 600 }, async () => {});
  expect(unverified).toHaveLength(1);
  expect(unverified[0]).toMatch(/pending throughout the wait .*half-way: forever/);
});

test('takes the moment that the program marks, in the midst of what is never at rest', async () => {
  const program = `
    const nap = () => new Promise((resolve) => setTimeout(resolve, 15));
    globalThis.half = 0;
    async function work() {
      for (;;) {
        globalThis.half = 1;
        await nap();
        globalThis.half = 2;
        globalThis[Symbol.for('timeferry.moment')]?.();
        globalThis.half = 3;
        await nap();
      }
    }
    work();
    async function busy() { for (;;) await nap(); }
    for (let i = 0; i < 5; i++) busy();
    console.log('ready');`;
  await using running = await runProgram({ 'app.mjs': program });
  const evaluate = async (expression: string) => {
    const params = { expression, returnByValue: true };
    return (await running.session.send<{ result: { value: unknown } }>('Runtime.evaluate', params)).result.value;
  };
  const { result, unverified } = await atQuiescentMoment(running.session, { limitMs: 20_000 }, async () =>
    evaluate('half'),
  );
  expect(result).toBe(2);
  expect(unverified).toEqual([expect.stringMatching(/marked the moment itself, in work; .* pending/)]);
  expect(await evaluate(`Object.hasOwn(globalThis, Symbol.for('timeferry.moment'))`)).toBe(false);
  const before = await evaluate('half');
  await expect.poll(() => evaluate('half')).not.toBe(before);
});

test('gives up where something is always half-way, and lets the program run on', async () => {
  const program = `
    const nap = () => new Promise((resolve) => setTimeout(resolve, 30));
    async function busy() { for (;;) await nap(); }
    for (let i = 0; i < 5; i++) busy();
    globalThis.ticks = 0;
    setInterval(() => { globalThis.ticks += 1; }, 10);
    console.log('ready');`;
  await using running = await runProgram({ 'app.mjs': program });
  const attempt = atQuiescentMoment(running.session, { limitMs: 800 }, async () => {});
  await expect(attempt).rejects.toThrow(NotQuiescentError);
  await expect(attempt).rejects.toThrow(/did not come to rest in 800 ms: .*pending.*half-way: .*busy/);
  const ticks = async () =>
    (await running.session.send<{ result: { value: number } }>('Runtime.evaluate', { expression: 'ticks' })).result
      .value;
  const before = await ticks();
  await expect.poll(ticks, { timeout: 10_000 }).toBeGreaterThan(before);
});

test('gives up on a program that never comes back to its event loop', async () => {
  await using running = await runProgram({ 'app.mjs': "console.log('ready'); setTimeout(() => { for (;;); }, 300);" });
  await new Promise((resolve) => setTimeout(resolve, 1500));
  const attempt = atQuiescentMoment(running.session, { limitMs: 500 }, async () => {});
  await expect(attempt).rejects.toThrow(NotQuiescentError);
});

test('is not held up by debugger statements of the program', async () => {
  const program =
    "setInterval(() => { debugger; globalThis.ticks = (globalThis.ticks ?? 0) + 1; }, 5); console.log('ready');";
  await using running = await runProgram({ 'app.mjs': program });
  const { result } = await atQuiescentMoment(running.session, { limitMs: 10_000 }, async ({ box }) => box);
  expect(result).not.toBe('');
});
