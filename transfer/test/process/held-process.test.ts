import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { BootError, type BootOptions, bootHeld, type HeldProcess } from '../../src/held-process.ts';
import { evaluate } from '../../src/inspector-evaluate.ts';
import { leftovers, processExists } from './leaks.ts';
import { type Program, writeProgram } from './program.ts';

let before: ReturnType<typeof leftovers>;
let program: Program | undefined;
let held: HeldProcess | undefined;

beforeEach(() => {
  before = leftovers();
});

afterEach(async () => {
  await held?.end();
  if (held !== undefined) expect(processExists(held.group.pid)).toBe(false);
  held = undefined;
  await program?.[Symbol.asyncDispose]();
  await expect.poll(leftovers).toEqual(before);
});

async function boot(files: Record<string, string>, options: Partial<BootOptions> = {}): Promise<HeldProcess> {
  program = await writeProgram(files);
  held = await bootHeld({
    version: 'future',
    root: program.root,
    command: null,
    entry: Object.keys(files)[0],
    env: process.env,
    timeoutMs: 20_000,
    outputLimit: 100_000,
    allow: [],
    hold: true,
    tsx: import.meta.resolve('tsx'),
    ...options,
  });
  return held;
}

async function failBoot(files: Record<string, string>, options: Partial<BootOptions> = {}): Promise<BootError> {
  const error = await boot(files, options).then(
    () => expect.fail('it started'),
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(BootError);
  return error as BootError;
}

const kinds = async (process: HeldProcess): Promise<string[]> =>
  (await process.held()).map(({ kind, what, count }) => `${kind} ${what} ${count}`);

describe('a held process', () => {
  test('believes that it listens', async () => {
    const process = await boot({
      'main.mjs': `
        import http from 'node:http';
        import { createServer, connect } from 'node:net';
        globalThis.seen = [];
        const web = http.createServer();
        web.listen(8080, '127.0.0.1', () => globalThis.seen.push(web.address().port, web.listening));
        const any = createServer().listen(0);
        any.on('listening', () => globalThis.seen.push(any.address().port > 0));
        createServer().listen('/tmp/never.sock');
        connect(5432, 'db.example');
        fetch('http://127.0.0.1:8081/x').catch(() => globalThis.seen.push('refused'));
      `,
    });
    expect(await evaluate(process.session, 'seen')).toEqual([8080, true, true]);
    expect(await kinds(process)).toEqual([
      'listen 127.0.0.1:8080 1',
      'listen :::0 1',
      'listen /tmp/never.sock 1',
      'connect db.example:5432 1',
      'connect 127.0.0.1:8081 1',
    ]);
  });

  test('starts no process, thread or datagram, and asks no name server', async () => {
    const process = await boot({
      'main.cjs': `
        const { spawn, execSync, fork } = require('node:child_process');
        const { Worker } = require('node:worker_threads');
        globalThis.seen = [];
        const child = spawn('touch', ['touched']);
        child.on('spawn', () => globalThis.seen.push(child.pid > 0));
        child.stdin.end('x');
        child.stdout.on('data', () => {});
        globalThis.seen.push(execSync('git rev-parse HEAD', { encoding: 'utf8' }));
        fork('./main.cjs').send('hello');
        new Worker('./main.cjs').postMessage(1);
        const udp = require('node:dgram').createSocket('udp4');
        udp.bind(53, () => udp.setBroadcast(true));
        udp.send('x', 9, '10.0.0.1');
        require('node:dns').lookup('db.example', () => globalThis.seen.push('answered'));
        process.kill(1, 'SIGTERM');
      `,
    });
    expect(await evaluate(process.session, 'seen')).toEqual(['', true]);
    expect((await process.held()).map(({ kind }) => kind)).toEqual([
      ...['child process', 'child process', 'child process', 'worker thread', 'listen', 'send', 'dns', 'signal'],
    ]);
    expect(existsSync(join(program!.root, 'touched'))).toBe(false);
  });

  test('reads back the files that it wrote, and leaves the disk as it was', async () => {
    const process = await boot({
      'main.mjs': `
        import fs, { readFileSync, existsSync } from 'node:fs';
        import { writeFile, mkdir, appendFile, rm } from 'node:fs/promises';
        const at = (name) => new URL(name, import.meta.url).pathname;
        globalThis.seen = {};
        await appendFile(at('log.txt'), ' more');
        await mkdir(at('data/deep'), { recursive: true });
        await writeFile(at('data/deep/a.txt'), 'a');
        fs.renameSync(at('old.txt'), at('new.txt'));
        await rm(at('gone.txt'));
        const stream = fs.createWriteStream(at('stream.txt'));
        await new Promise((resolve) => stream.end('s', resolve));
        for (const name of ['log.txt', 'data/deep/a.txt', 'new.txt', 'stream.txt']) globalThis.seen[name] = readFileSync(at(name), 'utf8');
        globalThis.seen.left = ['old.txt', 'gone.txt'].filter((name) => existsSync(at(name)));
      `,
      'log.txt': 'first',
      'old.txt': 'old',
      'gone.txt': 'gone',
    });
    expect(await evaluate(process.session, 'seen')).toEqual({
      'log.txt': 'first more',
      'data/deep/a.txt': 'a',
      'new.txt': 'old',
      'stream.txt': 's',
      left: [],
    });
    const { root } = program!;
    expect(readFileSync(join(root, 'log.txt'), 'utf8')).toBe('first');
    expect(
      ['data', 'new.txt', 'stream.txt', 'old.txt', 'gone.txt'].map((name) => existsSync(join(root, name))),
    ).toEqual([...[false, false, false, true, true]]);
    expect(await kinds(process)).toContain(`write ${join(root, 'log.txt')} 1`);
  });

  test('writes where that is allowed', async () => {
    program = undefined;
    await boot(
      { 'main.mjs': `import fs from 'node:fs'; fs.writeFileSync('yes.txt', 'y'); fs.writeFileSync('no.txt', 'n');` },
      { hold: true, allow: ['write'] },
    );
    expect(existsSync(join(program!.root, 'yes.txt'))).toBe(true);
  });

  test('runs the short timers of its start-up, and no other', async () => {
    const process = await boot({
      'main.mjs': `
        globalThis.seen = [];
        await new Promise((resolve) => setTimeout(resolve, 400));
        setTimeout(() => globalThis.seen.push('short'), 100);
        setTimeout(() => globalThis.seen.push('long'), 350);
        globalThis.beat = setInterval(() => globalThis.seen.push('beat'), 20);
      `,
    });
    await evaluate(
      process.session,
      `setTimeout(() => seen.push('later'), 1); new Promise((resolve) => setImmediate(resolve))`,
    );
    await new Promise((resolve) => setTimeout(resolve, 600));
    expect(await evaluate(process.session, 'seen')).toEqual(['short']);
    const timers = `globalThis[Symbol.for('timeferry.hold')].timers().map((timer) => [timer.delay, timer.repeats])`;
    expect(await evaluate(process.session, timers)).toEqual([
      [350, false],
      [20, true],
      [1, false],
    ]);
  });

  test('has started when a short timer is set anew each time it fires', async () => {
    const process = await boot({
      'main.cjs': `
        globalThis.rounds = 0;
        const check = () => setTimeout(() => { rounds += 1; check(); }, 50);
        check();
      `,
    });
    const rounds = await evaluate<number>(process.session, 'rounds');
    expect(rounds).toBeGreaterThan(0);
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(await evaluate(process.session, 'rounds')).toBe(rounds);
  });

  test('may be TypeScript, start through npm, and see its own environment', async () => {
    const source = `export const answer: number = 42; (globalThis as any).seen = [answer, process.env.NODE_OPTIONS ?? null, process.env.TIMEFERRY_HOLD ?? null];`;
    const process = await boot({ 'main.ts': source });
    expect(await evaluate(process.session, 'seen')).toEqual([42, null, null]);
    expect(await kinds(process)).toEqual([]);
    await process.end();
    await program![Symbol.asyncDispose]();
    const files = {
      'main.mjs': `globalThis.seen = 'npm'; import('node:http').then((http) => http.createServer().listen(80));`,
      'package.json': '{ "name": "p", "scripts": { "start": "node main.mjs" } }',
    };
    const started = await boot(files, { command: ['npm', 'start'] });
    expect(await evaluate(started.session, 'seen')).toBe('npm');
    expect(await kinds(started)).toEqual(['listen :::80 1']);
  });
});

describe('a start-up that fails', () => {
  test('by an exception is located', async () => {
    const { failure } = await failBoot({ 'main.mjs': `\nfunction open() { throw new TypeError('no way'); }\nopen();` });
    expect(failure).toMatchObject({ kind: 'throw', message: 'TypeError: no way' });
    expect(failure.frames[0]).toMatchObject({
      functionName: 'open',
      line: 2,
      url: expect.stringMatching(/^file:.*main\.mjs$/),
    });
  });

  test('by a syntax error is located', async () => {
    const { failure } = await failBoot({ 'main.mjs': `\nlet = = 1;` });
    expect(failure).toMatchObject({ kind: 'throw', message: expect.stringMatching(/^SyntaxError/) });
    expect(failure.frames[0]).toMatchObject({ line: 2, url: expect.stringMatching(/main\.mjs$/) });
  });

  test('by leaving is located', async () => {
    const { failure } = await failBoot({ 'main.cjs': `setTimeout(function leave() { process.exit(3); }, 10);` });
    expect(failure).toMatchObject({ kind: 'exit', message: 'The program ended itself: process.exit(3).' });
    expect(failure.frames[0]).toMatchObject({ line: 1, url: expect.stringMatching(/main\.cjs$/) });
  });

  test('by an endless loop is located', async () => {
    const { failure } = await failBoot(
      { 'main.mjs': `\nfunction spin() {\n for (;;) ;\n}\nspin();` },
      { timeoutMs: 1_500 },
    );
    expect(failure.kind).toBe('timeout');
    expect(failure.frames[0]).toMatchObject({ functionName: 'spin', line: 3 });
  });

  test('by waiting for what is held says what that is', async () => {
    const error = await failBoot(
      { 'main.mjs': `import net from 'node:net'; await new Promise((done) => net.connect(5432, 'db', done));` },
      { timeoutMs: 1_500 },
    );
    expect(error.failure).toMatchObject({ kind: 'timeout', message: expect.stringMatching(/waited for something/) });
    expect(error.held).toEqual([{ version: 'future', kind: 'connect', what: 'db:5432', count: 1 }]);
  });

  test('because its command is not there', async () => {
    await expect(boot({ 'main.mjs': '' }, { command: ['no-such-command'] })).rejects.toThrow(
      /^Cannot start no-such-command/,
    );
  });
});
