import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listeningSockets } from '../../src/process-facts-sockets.ts';
import type { ProcessGroup } from '../../src/process-group.ts';
import type { RehearsalReport } from '../../src/rehearsal-report.ts';
import { rehearse } from '../../src/rehearse.ts';
import type { RehearsalRequest } from '../../src/rehearse-request.ts';
import { plan, root } from '../graph/programs.ts';
import { childrenOf } from '../process/leaks.ts';
import { type Program, writeProgram } from '../process/program.ts';
import { FUTURE_FILES, PAST_FILES, RIGHT, sessionPlan } from './sessions.ts';

let past: Program;
let future: Program;
let running: ProcessGroup;
let url: string;
let folder: string;
const systemFolder = process.env['TMPDIR'];

beforeAll(async () => {
  // A temporary folder of its own shows what is left behind, whatever else runs on the machine.
  folder = await mkdtemp(join(tmpdir(), 'ferry-test-'));
  past = await writeProgram(PAST_FILES);
  future = await writeProgram(FUTURE_FILES);
  running = await past.start();
  url = `http://127.0.0.1:${/ready (\d+)/.exec(running.output.stdout)?.[1]}`;
  process.env['TMPDIR'] = folder;
  for (const [index, id] of ['a', 'b', 'c'].entries()) await fetch(`${url}/open?id=${id}&expires=${1000 + index}`);
});

afterAll(async () => {
  if (systemFolder === undefined) delete process.env['TMPDIR'];
  else process.env['TMPDIR'] = systemFolder;
  await past[Symbol.asyncDispose]();
  await future[Symbol.asyncDispose]();
  await rm(folder, { recursive: true });
});

async function digest(): Promise<string> {
  return (await fetch(url)).text();
}

/** Rehearses, and sees to it that the past process is as it was and nothing is left over. */
async function rehearseSafely(code: string, changes: Partial<RehearsalRequest> = {}): Promise<RehearsalReport> {
  const before = {
    digest: await digest(),
    sockets: listeningSockets(running.pid).length,
    children: childrenOf(process.pid),
  };
  try {
    const run = { executable: process.execPath, args: ['main.mjs'] };
    return await rehearse({
      past: { pid: running.pid },
      pastRoot: past.root,
      futureRoot: future.root,
      pastRun: run,
      futureRun: run,
      plan: sessionPlan(code),
      timeoutMs: 20_000,
      memoryMb: 256,
      allow: [],
      ...changes,
    });
  } finally {
    expect(await digest()).toBe(before.digest);
    expect(listeningSockets(running.pid)).toHaveLength(before.sockets);
    expect(childrenOf(process.pid)).toEqual(before.children);
    expect((await readdir(folder)).filter((name) => name.startsWith('timeferry-'))).toEqual([]);
  }
}

const forward = (body: string) => `exports.session = {
  forward(past, future) {
    ${body}
  },
  backward() {},
};`;

describe('a rehearsal against a running server', () => {
  it('matches with the right mapper: values, identity, private fields and removed fields', async () => {
    const report = await rehearseSafely(RIGHT);
    expect(report.error).toBeUndefined();

    expect(report).toMatchObject({ schema: 1, outcome: 'match', mismatches: [] });
    expect(report.phases.map(({ phase }) => phase)).toEqual([
      'attach',
      'capture-past',
      'boot-future',
      'forward',
      'capture-future',
      'boot-reversed',
      'backward',
      'capture-reversed',
      'compare',
    ]);
    expect(report.objects).toBeGreaterThan(10);
    expect(report.bytes).toBeGreaterThan(0);
    expect(report.pauseMs).toBeGreaterThan(0);
    expect(report.excluded).toEqual([expect.stringMatching(/get\("a"\)\.legacy \(and 2 more\)/)]);
    expect(report.held.map(({ version, kind }) => [version, kind])).toEqual(
      expect.arrayContaining([
        ['future', 'listen'],
        ['reversed', 'listen'],
      ]),
    );
  });

  it('shows what a wrong mapper does, with the values of all three processes', async () => {
    const { outcome, mismatches } = await rehearseSafely(
      RIGHT.replace('Number(future.expires)', 'Number(future.expires) + 1'),
    );
    expect(outcome).toBe('mismatch');
    expect(mismatches).toMatchObject([
      { path: 'state.mjs#sessions.get("a").expires', past: '1000', future: '1000n', reversed: '1001', count: 3 },
    ]);
  });

  it('writes what it captured where it is asked to', async () => {
    const dump = join(folder, 'dump');
    await rehearseSafely(RIGHT, { dump });
    const text = await readFile(join(dump, 'future.json'), 'utf8');
    expect(JSON.parse(text)).toMatchObject({ roots: { 'state.mjs#total': 3 } });
    expect(text).toContain('{"$bigint":"1002"}');
    // A new field has what its initializer gives in the scope of its class.
    expect(text).toContain('"elements":["new"]');
  });

  it('works where programs are started so that no text is compiled', async () => {
    const run = { executable: process.execPath, args: ['--disallow-code-generation-from-strings', 'main.mjs'] };
    const report = await rehearseSafely(RIGHT, { pastRun: run, futureRun: run });
    expect(report.error).toBeUndefined();
    expect(report.outcome).toBe('match');
  });

  it('starts the past version itself where it is asked to', async () => {
    const report = await rehearseSafely(RIGHT, { past: 'held' });
    expect(report).toMatchObject({ outcome: 'match' });
  });
});

describe('a past process of its own surroundings', () => {
  /** Rehearses the transfer of `total` between two runs of a program that was started with these variables. */
  async function rehearseProgram(text: string, env: NodeJS.ProcessEnv, timeoutMs: number): Promise<RehearsalReport> {
    await using program = await writeProgram({ 'main.mjs': text });
    const { pid } = await program.start(undefined, env);
    const run = { executable: process.execPath, args: ['main.mjs'] };
    const names = { modules: [{ name: 'main.mjs', files: ['main.mjs'], classes: [], functions: ['count'] }] };
    const total = root('total', { past: 'main.mjs#total', future: 'main.mjs#total' });
    const roots = { pastRoot: program.root, futureRoot: program.root, pastRun: run, futureRun: run };
    const limits = { timeoutMs, memoryMb: 256, allow: [] };
    const planned = plan({ past: names, future: names, roots: [total] });
    // Awaited here: the program ends with this function.
    return await rehearse({ past: { pid }, ...roots, ...limits, plan: planned });
  }

  it('hands its environment on, and reports none of it', async () => {
    const text = `
      if (!process.env.FERRY_KEY) throw new Error('no key');
      if (!process.env.NODE_OPTIONS.includes('--no-deprecation')) throw new Error('no options');
      let total = 3;
      globalThis.count = function count() { return (total += 1); };
      setInterval(() => {}, 50);
      console.log('ready');`;
    const env = {
      FERRY_KEY: 'only-of-the-past-process',
      NODE_OPTIONS: '--no-deprecation --inspect=127.0.0.1:0',
    };
    const report = await rehearseProgram(text, env, 20_000);
    expect(report).toMatchObject({ outcome: 'match' });
    expect(JSON.stringify(report)).not.toContain(env.FERRY_KEY);
  });

  it('is refused where it never comes to rest', async () => {
    const text = `
      let total = 3;
      globalThis.count = function count() { return (total += 1); };
      const nap = () => new Promise((resolve) => setTimeout(resolve, 30));
      async function busy() { for (;;) await nap(); }
      for (let i = 0; i < 5; i++) busy();
      console.log('ready');`;
    const report = await rehearseProgram(text, {}, 3_000);
    expect(report).toMatchObject({ outcome: 'refused', error: { phase: 'capture-past', kind: 'refused' } });
    expect(report.error?.message).toMatch(/did not come to rest in 3000 ms: .*half-way: .*busy/);
  });
});

describe('a mapper that', () => {
  it('throws is located', async () => {
    const { outcome, error, held } = await rehearseSafely(forward('past.missing.name;'));
    expect(outcome).toBe('failed');
    expect(held).toContainEqual(expect.objectContaining({ version: 'future', kind: 'listen' }));
    expect(error).toMatchObject({
      phase: 'forward',
      kind: 'throw',
      path: expect.stringMatching(/^state\.mjs#sessions\.get/),
      location: { version: 'transfer', file: 'm.ts', line: 3 },
    });
  });

  it('throws on the way back is located', async () => {
    const { error } = await rehearseSafely(RIGHT.replace('past.expires = ', 'throw new RangeError("no");'));
    expect(error).toMatchObject({ phase: 'backward', kind: 'throw', message: 'RangeError: no' });
  });

  it('hangs is stopped', async () => {
    const { error } = await rehearseSafely(forward('for (;;) future.x = 1;'), { timeoutMs: 4_000 });
    expect(error).toMatchObject({
      phase: 'forward',
      kind: 'timeout',
      path: expect.stringMatching(/^state\.mjs#sessions/),
      location: { file: 'm.ts', line: 3 },
    });
  });

  it('ends the process is a crash', async () => {
    const { error } = await rehearseSafely(forward('process.exit(3);'));
    expect(error).toMatchObject({ phase: 'forward', kind: 'crash', location: { file: 'm.ts', line: 3 } });
  });

  it('uses up the memory is stopped', async () => {
    const { error } = await rehearseSafely(forward('const all = []; for (;;) all.push(new Array(100000).fill({}));'));
    expect(error).toMatchObject({ phase: 'forward', kind: 'memory' });
  });
});

describe('a rehearsal that cannot be', () => {
  it('says that there is no such process', async () => {
    await expect(rehearseSafely(RIGHT, { past: { pid: 2 ** 22 + 1 } })).rejects.toThrow(/4194305/);
  });

  it('ends everything when it is aborted', async () => {
    const control = new AbortController();
    const work = rehearseSafely(forward('for (;;) future.x = 1;'), { signal: control.signal, timeoutMs: 60_000 });
    setTimeout(() => control.abort(new Error('enough')), 2_500);
    await expect(work).rejects.toThrow('enough');
  });

  it('never takes a comparison of nothing for a match', async () => {
    const plan = sessionPlan(RIGHT);
    const report = await rehearseSafely(RIGHT, { plan: { ...plan, roots: [] } });
    expect(report).toMatchObject({ outcome: 'refused', error: { kind: 'refused' } });
  });

  it('is a failure of the boot when the future version does not start', async () => {
    const broken = { executable: process.execPath, args: ['--eval', 'throw new Error("broken start")'] };
    const { error } = await rehearseSafely(RIGHT, { futureRun: broken });
    expect(error).toMatchObject({
      phase: 'boot-future',
      kind: 'boot',
      message: expect.stringContaining('broken start'),
    });
  });
});
