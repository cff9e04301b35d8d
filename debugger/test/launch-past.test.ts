import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { listeningSockets } from '@timeferry/transfer/process-facts-sockets';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { LaunchedPast } from '../src/launch-past.ts';

let cwd: string;
const lines: string[] = [];

const server = `
  const { spawn } = require('node:child_process');
  const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
  console.log('child ' + child.pid + ' ' + process.env.GREETING + ' ' + ('HOME' in process.env));
  process.on('SIGTERM', () => {});
  let state = 0;
  const busyUntil = Date.now() + 1000;
  while (Date.now() < busyUntil);
  require('node:http').createServer((_, response) => response.end(String(++state))).listen(Number(process.env.PORT), '127.0.0.1');
`;

beforeAll(async () => {
  cwd = await mkdtemp(join(tmpdir(), 'ferry-launch-'));
  await writeFile(join(cwd, 'server.js'), server);
  await writeFile(join(cwd, 'idle.js'), 'setInterval(() => {}, 60_000); console.log("idle");');
  await writeFile(join(cwd, 'broken.js'), 'console.error("no licence"); process.exit(3);');
});

afterAll(() => rm(cwd, { recursive: true }));

function start(script: string, more: Partial<Parameters<typeof LaunchedPast.start>[0]> = {}) {
  lines.length = 0;
  return LaunchedPast.start({
    command: [process.execPath, script],
    cwd,
    env: { GREETING: 'hello', HOME: null, PORT: '0' },
    onOutput: (stream, line) => lines.push(`${stream}: ${line}`),
    signal: new AbortController().signal,
    ...more,
  });
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

test('the past version is ready when it listens, and ends with all that it started', async () => {
  const past = await start('server.js', { driver: 'echo driven by $GREETING' });
  const child = Number(/child (\d+) hello false/.exec(lines.join('\n'))?.[1]);
  expect(listeningSockets(past.pid)).toHaveLength(1);
  expect(lines).toContain('stdout: driven by hello');
  expect(isAlive(child)).toBe(true);
  await past.stop();
  expect(isAlive(past.pid)).toBe(false);
  await expect.poll(() => isAlive(child)).toBe(false);
});

test('a program that never listens is ready when it is idle', async () => {
  await using past = await start('idle.js');
  expect(lines).toEqual(['stdout: idle']);
  expect(isAlive(past.pid)).toBe(true);
});

test.each([
  ['ends at once', 'broken.js', {}, 'The past version ended with code 3 before it was ready: no licence.'],
  [
    'does not exist',
    'idle.js',
    { command: ['/no/such/node'] },
    'The past version cannot be started with "/no/such/node"',
  ],
  [
    'has a failing driver',
    'idle.js',
    { driver: 'echo refused; exit 4' },
    'The driver ended with code 4 (echo refused; exit 4): refused.',
  ],
])('a past version that %s is one sentence, and leaves nothing running', async (_, script, more, sentence) => {
  await expect(start(script, more)).rejects.toThrow(sentence);
});

test('a driver that hangs is given up with the session', async () => {
  const session = new AbortController();
  setTimeout(() => session.abort(), 1_500);
  await expect(start('idle.js', { driver: 'sleep 600', signal: session.signal })).rejects.toThrow(
    'The driver took too long',
  );
});
