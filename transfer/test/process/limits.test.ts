import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { bootHeld, type HeldProcess } from '../../src/held-process.ts';
import { type Ending, type Failure, runGuarded } from '../../src/limits.ts';
import { leftovers } from './leaks.ts';
import { type Program, writeProgram } from './program.ts';

const source = `
globalThis.add = (a, b) => a + b;
globalThis.fail = function fail() { throw new RangeError('too far'); };
globalThis.spin = function spin() { for (;;) ; };
globalThis.hog = function hog() { const all = []; for (;;) all.push({ a: [all.length] }); };
globalThis.leave = function leave() { process.exit(0); };
globalThis.reject = async function reject() { await 1; throw new Error('later'); };
globalThis.strike = function strike() { setImmediate(function struck() { throw new Error('struck'); }); return new Promise(() => {}); };
`;

let before: ReturnType<typeof leftovers>;
let program: Program;
let held: HeldProcess;

beforeEach(async () => {
  before = leftovers();
  program = await writeProgram({ 'main.mjs': source });
  const options = { version: 'future', command: null, entry: 'main.mjs', allow: [], hold: true, memoryMb: 64 } as const;
  held = await bootHeld({ ...options, root: program.root, env: process.env, timeoutMs: 20_000, outputLimit: 100_000 });
});

afterEach(async () => {
  await held.end();
  await program[Symbol.asyncDispose]();
  await expect.poll(leftovers).toEqual(before);
});

const run = (expression: string, timeoutMs = 20_000): Promise<Ending> =>
  runGuarded(
    held,
    { method: 'Runtime.evaluate', params: { expression, awaitPromise: true, returnByValue: true } },
    { timeoutMs },
  );

async function fail(expression: string, timeoutMs?: number): Promise<Failure> {
  const ending = await run(expression, timeoutMs);
  return ending.kind === 'value' ? expect.fail('it ended well') : ending;
}

const at = (line: number): object => ({ line, url: expect.stringMatching(/^file:.*main\.mjs$/) });

describe('code that is run in a held process ends', () => {
  test('with a value, and leaves the process for more', async () => {
    expect(await run('add(1, 2)')).toMatchObject({ kind: 'value', result: { value: 3 } });
    expect(await run('(() => { debugger; return add(2, 2); })()')).toMatchObject({
      kind: 'value',
      result: { value: 4 },
    });
  });

  test('with what it throws, at once or later', async () => {
    const thrown = await fail('fail()');
    expect(thrown).toMatchObject({ kind: 'throw', message: 'RangeError: too far' });
    expect(thrown.frames[0]).toMatchObject({ functionName: 'fail', ...at(3) });
    const rejected = await fail('reject()');
    expect(rejected).toMatchObject({ kind: 'throw', message: 'Error: later' });
    expect(rejected.frames[0]).toMatchObject(at(7));
    expect(await run('add(1, 2)')).toMatchObject({ kind: 'value' });
  });

  test('when the time is over, where it is', async () => {
    const failure = await fail('spin()', 500);
    expect(failure.kind).toBe('timeout');
    expect(failure.frames[0]).toMatchObject({ functionName: 'spin', ...at(4) });
  });

  test('when the time is over and it is nowhere', async () => {
    expect(await fail('new Promise(() => {})', 300)).toMatchObject({ kind: 'timeout', frames: [] });
  });

  test('when the memory is full, where it is', async () => {
    const failure = await fail('hog()');
    expect(failure.kind).toBe('memory');
    expect(failure.frames[0]).toMatchObject({ functionName: 'hog', ...at(5) });
  });

  test('with the process, which it leaves', async () => {
    const failure = await fail('leave()');
    expect(failure).toMatchObject({ kind: 'exit', message: 'The program ended itself: process.exit(0).' });
    expect(failure.frames[0]).toMatchObject(at(6));
  });

  test('with the process, which an exception ends', async () => {
    const failure = await fail('strike()');
    expect(failure).toMatchObject({ kind: 'throw', message: 'Error: struck' });
    expect(failure.frames[0]).toMatchObject(at(8));
  });

  test('with the process, which is killed', async () => {
    const running = fail('spin()');
    process.kill(held.group.pid, 'SIGSEGV');
    expect(await running).toMatchObject({ kind: 'crash', message: 'The process ended: SIGSEGV.' });
  });
});
