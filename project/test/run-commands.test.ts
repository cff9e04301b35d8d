import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { runCommands } from '../src/run-commands.ts';
import { temporaryFolder } from './temporary.ts';

const PROGRAM = 'console.log("ready"); setInterval(() => {}, 1000);\n';

/** Three folders, `live` with a running program; gives its pid. */
async function start(
  args: readonly string[],
  extra: Record<string, string> = {},
): Promise<{ folder: string; pid: number }> {
  const files: Record<string, string> = { ...extra };
  for (const version of ['live', 'past', 'future']) {
    files[`${version}/package.json`] = '{ "name": "program", "main": "src/app.js" }';
    files[`${version}/src/app.js`] = PROGRAM;
  }
  const folder = temporaryFolder(files);
  const child = spawn(process.execPath, args, { cwd: join(folder, 'live'), stdio: ['ignore', 'pipe', 'ignore'] });
  onTestFinished(() => void child.kill('SIGKILL'));
  await new Promise((resolve) => child.stdout.once('data', resolve));
  return { folder, pid: child.pid! };
}

function commandsOf(folder: string, past: string, settings: object) {
  const version = (name: string) => ({ spec: name, root: join(folder, name) });
  return runCommands({ past: version(past), future: version('future'), settings });
}

test('both versions start as the process was started', async () => {
  const { folder, pid } = await start(['--inspect-port=0', '--no-warnings', 'src/app.js', '-p', '1']);
  const command = { executable: process.execPath, args: ['--no-warnings', 'src/app.js', '-p', '1'] };
  expect(commandsOf(folder, 'live', { pid })).toEqual({ pastRun: command, futureRun: command });
});

test('a process that runs from another folder is found there', async () => {
  const { folder, pid } = await start(['src/app.js']);
  expect(commandsOf(folder, 'past', { pid })).toMatchObject({ liveRoot: join(folder, 'live') });
});

test('a version without that entry is started by what it says itself, with the same arguments', async () => {
  const { folder, pid } = await start(['dist/app.js', '-p', '1'], { 'live/dist/app.js': PROGRAM });
  const { pastRun, futureRun } = commandsOf(folder, 'live', { pid });
  expect(pastRun.args).toEqual(['dist/app.js', '-p', '1']);
  expect(futureRun).toEqual({ executable: process.execPath, args: ['src/app.js', '-p', '1'] });
});

test('a preloaded file is found from the other folders too', async () => {
  const { folder, pid } = await start(['-r', './preload.cjs', 'src/app.js'], { 'live/preload.cjs': '' });
  const { pastRun, futureRun } = commandsOf(folder, 'live', { pid });
  expect(pastRun.args).toEqual(['-r', './preload.cjs', 'src/app.js']);
  expect(futureRun.args).toEqual(['-r', join(folder, 'live/preload.cjs'), 'src/app.js']);
});

test('what the settings say goes first', async () => {
  const { folder, pid } = await start(['src/app.js']);
  const { futureRun } = commandsOf(folder, 'live', { pid, 'future-run': 'node other.js' });
  expect(futureRun).toEqual({ executable: process.execPath, args: ['other.js'] });
});
