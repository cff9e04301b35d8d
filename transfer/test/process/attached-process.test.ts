import { once } from 'node:events';
import { createServer } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { attach } from '../../src/attached-process.ts';
import { evaluate } from '../../src/inspector-evaluate.ts';
import { InspectorSession } from '../../src/inspector-session.ts';
import { listeningSockets } from '../../src/process-facts-sockets.ts';
import type { ProcessGroup } from '../../src/process-group.ts';
import { inspectorUrl } from '../../src/process-group-inspector.ts';
import { leftovers } from './leaks.ts';
import { type Program, writeProgram } from './program.ts';

const ticking = `
  globalThis.ticks = 0;
  setInterval(() => { globalThis.ticks += 1; }, 5);
  process.on('message', () => {});
  console.log('ready');
`;
const serving = `
  import { createServer } from 'node:http';
  const server = createServer((_, response) => { globalThis.requests = (globalThis.requests ?? 0) + 1; response.end('[]'); });
  server.listen(0, '127.0.0.1', () => console.log('ready ' + server.address().port));
`;

let before: ReturnType<typeof leftovers>;
const programs: Program[] = [];

beforeEach(() => {
  before = leftovers();
});

afterEach(async () => {
  for (const program of programs.splice(0)) await program[Symbol.asyncDispose]();
  await expect.poll(leftovers).toEqual(before);
});

async function start(source: string, args?: readonly string[], env?: NodeJS.ProcessEnv): Promise<ProcessGroup> {
  const program = await writeProgram({ 'main.mjs': source });
  programs.push(program);
  return program.start(args, env);
}

const ports = (group: ProcessGroup): number[] => listeningSockets(group.pid).map((socket) => socket.port);

async function expectTicking(group: ProcessGroup): Promise<void> {
  const attached = await attach(group.pid);
  const ticks = await evaluate<number>(attached.session, 'ticks');
  await expect.poll(() => evaluate<number>(attached.session, 'ticks')).toBeGreaterThan(ticks);
  await attached.detach();
}

describe('a process that was started with plain node', () => {
  test('is attached to, and left with its inspector closed, as often as wanted', async () => {
    const group = await start(ticking);
    for (const _ of [1, 2]) {
      const attached = await attach(group.pid);
      expect(ports(group)).toHaveLength(1);
      expect(await evaluate(attached.session, 'process.pid')).toBe(group.pid);
      await attached.detach();
      await attached.detach();
      expect(ports(group)).toEqual([]);
    }
  });

  test('keeps its own server, which is asked nothing', async () => {
    const group = await start(serving);
    const [port] = ports(group);
    const attached = await attach(group.pid);
    expect(await evaluate(attached.session, 'globalThis.requests')).toBeUndefined();
    await attached.detach();
    expect(ports(group)).toEqual([port]);
  });

  test('runs on where it was paused and full of breakpoints when it was left', async () => {
    const group = await start(ticking);
    const { session, detach } = await attachBound(group);
    await session.send('Debugger.enable');
    await session.send('Runtime.enable');
    const paused = new Promise((resolve) => session.on('Debugger.paused', resolve));
    await session.send('Debugger.pause');
    await paused;
    await detach();
    expect(ports(group)).toEqual([]);
    await expectTicking(group);
  });

  test('is let go when the signal aborts', async () => {
    const group = await start(ticking);
    const abort = new AbortController();
    const attached = await attach(group.pid, { signal: abort.signal });
    abort.abort();
    await attached.session.closed;
    await expect.poll(() => ports(group)).toEqual([]);
    await attached.detach();
  });

  test('is attached to while it computes without end', async () => {
    const group = await start('setTimeout(() => { for (;;); }, 0); process.stdout.write("ready");');
    const attached = await attach(group.pid);
    expect(
      (await attached.session.send<{ result: { value: number } }>('Runtime.evaluate', { expression: '1 + 1' })).result
        .value,
    ).toBe(2);
    await attached.detach();
    expect(ports(group)).toEqual([]);
  });
});

describe('a process whose inspector is open already', () => {
  test.each([['--inspect=127.0.0.1:0'], ['--inspect=0']])('is used and left open (%s)', async (flag) => {
    const group = await start(serving, [flag, 'main.mjs']);
    const open = ports(group);
    const attached = await attach(group.pid);
    expect(await evaluate(attached.session, 'globalThis.requests')).toBeUndefined();
    await attached.detach();
    expect(ports(group)).toEqual(open);
  });

  test('is shared with another debugger', async () => {
    const group = await start(ticking, ['--inspect=127.0.0.1:0', 'main.mjs']);
    const other = await InspectorSession.connect(await inspectorUrl(group, 5_000));
    const attached = await attach(group.pid);
    await attached.detach();
    expect(await evaluate(other, '1 + 1')).toBe(2);
    await other.close();
  });
});

describe('a process that cannot be attached to', () => {
  test('names the port that is taken, and its holder', async () => {
    const holder = createServer().listen(0, '127.0.0.1');
    await once(holder, 'listening');
    const { port } = holder.address() as { port: number };
    const group = await start(ticking, [`--inspect-port=${port}`, 'main.mjs']);
    await expect(attach(group.pid, { timeoutMs: 300 })).rejects.toThrow(
      new RegExp(
        `^The inspector of process ${group.pid} needs the port ${port}, which is taken by .+ \\(pid ${process.pid}\\): .+\\.$`,
      ),
    );
    holder.close();
    await once(holder, 'close');
    expect(group.output.stdout).toContain('ready');
  });

  test('is never killed by the signal where it has no handler for it', async () => {
    // A handler that is taken off again leaves the signal's default, as --disable-sigusr1 does.
    const group = await start(`process.on('SIGUSR1', () => {}); process.removeAllListeners('SIGUSR1'); ${ticking}`);
    await expect(attach(group.pid)).rejects.toThrow(/does not open its inspector when asked/);
    expect(ports(group)).toEqual([]);
    process.kill(group.pid, 0);
  });

  test('handles SIGUSR1 itself', async () => {
    const group = await start(`process.on('SIGUSR1', () => {}); ${ticking}`);
    await expect(attach(group.pid, { timeoutMs: 300 })).rejects.toThrow(/did not open its inspector in 300 ms/);
  });
});

async function attachBound(group: ProcessGroup): Promise<{ session: InspectorSession; detach: () => Promise<void> }> {
  const attached = await attach(group.pid);
  return { session: attached.session, detach: () => attached.detach() };
}
