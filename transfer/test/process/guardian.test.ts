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

function startTool(pid: number): Promise<ProcessGroup> {
  const source = (name: string): string => JSON.stringify(new URL(`../../src/${name}.ts`, import.meta.url).href);
  const script = `
    import { attach } from ${source('attached-process')};
    import { createPrivateFolder } from ${source('private-folder')};
    import { launchInspected } from ${source('process-group-inspector')};
    await attach(${pid});
    const folder = await createPrivateFolder();
    const held = await launchInspected({ args: ['-e', 'setInterval(() => {}, 1000)'], cwd: '/' });
    console.log(held.group.pid + ' ' + folder.path + ' ready');
    setInterval(() => {}, 1000);
  `;
  const args = ['--import', import.meta.resolve('tsx'), '--input-type=module', '-e', script];
  return ProcessGroup.start({
    executable: process.execPath,
    args,
    cwd: process.cwd(),
    env: process.env,
    outputLimit: 100_000,
  });
}
