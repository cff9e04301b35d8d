import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const SERVER = fileURLToPath(new URL('../../dist/server.cjs', import.meta.url));
const PATIENCE_MS = 20_000;

test.each(['SIGKILL', 'SIGTERM'] as const)('a server that is ended by %s leaves no process behind', async (signal) => {
  const server = spawn(process.execPath, [SERVER, '--stdio'], { stdio: ['pipe', 'pipe', 'ignore'] });
  const params = { processId: process.pid, rootUri: null, capabilities: {} };
  const message = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'initialize', params });
  server.stdin.write(`Content-Length: ${message.length}\r\n\r\n${message}`);
  await once(server.stdout, 'data');
  const [child, ...others] = childrenOf(server.pid!);
  expect([typeof child, others]).toEqual(['number', []]);
  server.kill(signal);
  await once(server, 'exit');
  for (const start = Date.now(); isThere(child!); await setTimeout(50)) {
    if (Date.now() - start > PATIENCE_MS) throw new Error(`Process ${child} is still there.`);
  }
});

function childrenOf(parent: number): number[] {
  const lines = execFileSync('ps', ['-A', '-o', 'pid=,ppid='], { encoding: 'utf8' }).split('\n');
  const pairs = lines.map((line) => line.trim().split(/\s+/).map(Number));
  return pairs.filter(([, ppid]) => ppid === parent).map(([pid]) => pid!);
}

function isThere(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
