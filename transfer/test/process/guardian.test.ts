import { existsSync, statSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createPrivateFolder } from '../../src/private-folder.ts';
import { listeningSockets } from '../../src/process-facts-sockets.ts';
import { ProcessGroup } from '../../src/process-group.ts';
import { leftovers, processExists } from './leaks.ts';
import { type Program, writeProgram } from './program.ts';

let before: ReturnType<typeof leftovers>;
let past: Program;

beforeEach(async () => {
  before = leftovers();
  past = await writeProgram({ 'main.mjs': 'setInterval(() => {}, 10); console.log("ready");' });
});

afterEach(async () => {
  await past[Symbol.asyncDispose]();
  await expect.poll(leftovers).toEqual(before);
});

test('a private folder is for its user alone, and goes with all that is in it', async () => {
  const folder = await createPrivateFolder();
  expect(statSync(folder.path).mode & 0o777).toBe(0o700);
  await writeFile(join(folder.path, 'state'), 'x');
  await folder.remove();
  await folder.remove();
  expect(existsSync(folder.path)).toBe(false);
});

describe('a tool that holds an inspector, a process and a folder', () => {
  test.each(['SIGKILL', 'SIGINT', 'SIGTERM'] as const)('leaves nothing behind when it dies of %s', async (signal) => {
    const group = await past.start();
    const tool = await startTool(group.pid);
    const [, pid, folder] =
      (await tool.output.match('stdout', /^(\d+) (\S+) ready$/m)) ?? expect.fail(tool.output.stderr);
    expect(listeningSockets(group.pid)).toHaveLength(1);
    process.kill(tool.pid, signal);
    await tool.exited;
    await expect.poll(() => processExists(Number(pid)), { timeout: 20_000 }).toBe(false);
    await expect.poll(() => existsSync(folder!), { timeout: 20_000 }).toBe(false);
    await expect.poll(() => listeningSockets(group.pid), { timeout: 20_000 }).toEqual([]);
    expect(processExists(group.pid)).toBe(true);
    await tool.end();
  });
});

describe('a tool that is killed before it could say what it has begun', () => {
  test('leaves no inspector open that it asked for', async () => {
    const group = await past.start();
    const tool = await runTool(`
      import { attach } from ${source('attached-process')};
      const kill = process.kill.bind(process);
      process.kill = (pid, signal) => {
        kill(pid, signal);
        if (signal === 'SIGUSR1') kill(process.pid, 'SIGKILL');
      };
      await attach(${group.pid});
    `);
    expect(await tool.exited).toMatchObject({ signal: 'SIGKILL' });
    await expect.poll(() => group.output.stderr, { timeout: 20_000 }).toMatch(/Debugger listening/);
    await expect.poll(() => listeningSockets(group.pid), { timeout: 20_000 }).toEqual([]);
    expect(processExists(group.pid)).toBe(true);
    await tool.end();
  });

  test('leaves no version behind that it just started', async () => {
    const tool = await runTool(`
      import child from 'node:child_process';
      import { writeSync } from 'node:fs';
      import { syncBuiltinESMExports } from 'node:module';
      import { bootHeld } from ${source('held-process')};
      const { spawn } = child;
      child.spawn = (file, args, options) => {
        const started = spawn(file, args, options);
        if (!args.includes('--require')) return started;
        writeSync(1, started.pid + ' started');
        process.kill(process.pid, 'SIGKILL');
      };
      syncBuiltinESMExports();
      const limits = { timeoutMs: 20_000, outputLimit: 1_000, allow: [], hold: true };
      const version = { version: 'future', root: ${JSON.stringify(past.root)}, command: null, entry: 'main.mjs' };
      await bootHeld({ ...version, env: process.env, ...limits });
    `);
    const [, pid] = (await tool.output.match('stdout', /^(\d+) started$/m)) ?? expect.fail(tool.output.stderr);
    expect(await tool.exited).toMatchObject({ signal: 'SIGKILL' });
    await expect.poll(() => processExists(Number(pid)), { timeout: 20_000 }).toBe(false);
    await tool.end();
  });
});

function startTool(pid: number): Promise<ProcessGroup> {
  return runTool(`
    import { attach } from ${source('attached-process')};
    import { createPrivateFolder } from ${source('private-folder')};
    import { launchInspected } from ${source('process-group-inspector')};
    await attach(${pid});
    const folder = await createPrivateFolder();
    const held = await launchInspected({ args: ['-e', 'setInterval(() => {}, 1000)'], cwd: '/' });
    console.log(held.group.pid + ' ' + folder.path + ' ready');
    setInterval(() => {}, 1000);
  `);
}

function source(name: string): string {
  return JSON.stringify(new URL(`../../src/${name}.ts`, import.meta.url).href);
}

function runTool(script: string): Promise<ProcessGroup> {
  const args = ['--import', import.meta.resolve('tsx'), '--input-type=module', '-e', script];
  return ProcessGroup.start({
    executable: process.execPath,
    args,
    cwd: process.cwd(),
    env: process.env,
    outputLimit: 100_000,
  });
}
