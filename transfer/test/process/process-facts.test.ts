import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { describeProcess, readEnvironment } from '../../src/process-facts.ts';
import { readNodeCommand } from '../../src/process-facts-command.ts';
import { type Program, writeProgram } from './program.ts';

const programs: Program[] = [];

afterEach(async () => {
  for (const program of programs.splice(0)) await program[Symbol.asyncDispose]();
});

async function write(files: Record<string, string>): Promise<Program> {
  const program = await writeProgram(files);
  programs.push(program);
  return program;
}

const idle = 'setInterval(() => {}, 1000); process.stdout.write("ready");';

describe('a Node process', () => {
  test('tells its version, entry, root and how to start it again', async () => {
    const program = await write({ 'dist/server.js': idle, 'dist/package.json': '{ "type": "commonjs" }' });
    const flags = ['--inspect-port=0', '--max-old-space-size=100', '--conditions', 'x'];
    const group = await program.start([...flags, 'dist/server', '-p', '80'], {
      NODE_OPTIONS: '--inspect-port=1024',
      KEY: 'a=b',
    });
    expect(describeProcess(group.pid)).toEqual({
      pid: group.pid,
      executable: process.execPath,
      nodeVersion: process.version,
      cwd: program.root,
      command: { flags, script: 'dist/server', args: ['-p', '80'] },
      entry: join(program.root, 'dist/server.js'),
      root: program.root,
      runCommand: ['node', '--max-old-space-size=100', '--conditions', 'x', 'dist/server.js', '-p', '80'],
      inspectFlags: ['--inspect-port=1024', '--inspect-port=0'],
      catchesSigusr1: true,
    });
    expect(readEnvironment(group.pid)['KEY']).toBe('a=b');
  });

  test('has no entry where it runs a text', async () => {
    const program = await write({});
    const group = await program.start(['-e', idle]);
    expect(describeProcess(group.pid)).toMatchObject({ entry: undefined, root: undefined, runCommand: undefined });
  });
});

describe('what is no live Node process', () => {
  test.each([0, -5, 1.5, Number.NaN, 2 ** 22 + 1])('the pid %d is nobody', (pid) => {
    expect(() => describeProcess(pid)).toThrow(`No process has the pid ${pid}.`);
  });

  test('another program is named', async () => {
    const child = spawn('sleep', ['60']);
    await once(child, 'spawn');
    expect(() => describeProcess(child.pid!)).toThrow(/^Process \d+ is not Node: it runs \/.+\.$/);
    child.kill();
    await once(child, 'exit');
  });

  test('a stopped process is told apart', async () => {
    const program = await write({ 'main.mjs': idle });
    const group = await program.start();
    process.kill(group.pid, 'SIGSTOP');
    await expect.poll(() => attempt(() => describeProcess(group.pid))).toMatch(/is stopped; continue it first/);
  });
});

test.each([
  [['a.js', '-x'], { flags: [], script: 'a.js', args: ['-x'] }],
  [['--import', 'tsx', 'a.ts'], { flags: ['--import', 'tsx'], script: 'a.ts', args: [] }],
  [['--import=tsx', 'a.ts'], { flags: ['--import=tsx'], script: 'a.ts', args: [] }],
  [['-p', '1'], { flags: ['-p', '1'], script: undefined, args: [] }],
  [[], { flags: [], script: undefined, args: [] }],
])('the command line %j is taken apart', (args, command) => {
  expect(readNodeCommand(args)).toEqual(command);
});

function attempt(run: () => unknown): string {
  try {
    run();
    return '';
  } catch (error) {
    return (error as Error).message;
  }
}
