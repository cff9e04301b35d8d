import { afterEach, describe, expect, test } from 'vitest';
import { callFunction, evaluate, evaluateHandle } from '../../src/inspector-evaluate.ts';
import { InspectorError, InspectorSession } from '../../src/inspector-session.ts';
import { type InspectedProcess, launchInspected } from '../../src/process-group-inspector.ts';
import { processExists } from './leaks.ts';

const running: InspectedProcess[] = [];

async function launch(script: string): Promise<InspectedProcess> {
  const args = ['-e', `${script}; setInterval(() => {}, 1000); process.stdout.write("ready")`];
  const launched = await launchInspected({ args, cwd: process.cwd() });
  running.push(launched);
  await launched.group.output.match('stdout', /ready/);
  return launched;
}

afterEach(async () => {
  for (const launched of running.splice(0)) {
    await launched.end();
    expect(processExists(launched.group.pid)).toBe(false);
  }
});

describe('a session with the inspector of a process', () => {
  test('evaluates by value, as a handle, and on an object', async () => {
    const { session } = await launch('globalThis.counts = [1, 2, 3]');
    expect(await evaluate(session, '[counts.length, "ü"]')).toEqual([3, 'ü']);
    expect(await evaluate(session, 'Promise.resolve(-0)')).toBe(-0);
    expect(await evaluate(session, '2n ** 70n')).toBe(2n ** 70n);
    const handle = await evaluateHandle(session, 'counts');
    expect(await callFunction(session, handle.objectId!, 'function (n) { return this[n]; }', [{ value: 2 }])).toBe(3);
  });

  test('carries large messages both ways', async () => {
    const { session } = await launch('');
    const text = 'ab'.repeat(4 * 1024 * 1024);
    expect(await evaluate(session, `${JSON.stringify(text)}.length`)).toBe(text.length);
    const answer = await evaluate<string>(session, '"xyz".repeat(20 * 1024 * 1024)');
    expect(answer.length).toBe(60 * 1024 * 1024);
  });

  test('reports events until the listener is taken off', async () => {
    const { session } = await launch('');
    const seen: unknown[] = [];
    const off = session.on<{ args: { value: unknown }[] }>('Runtime.consoleAPICalled', ({ args }) =>
      seen.push(args[0]?.value),
    );
    await session.send('Runtime.enable');
    await evaluate(session, 'console.log("one")');
    off();
    await evaluate(session, 'console.log("two")');
    expect(seen).toEqual(['one']);
  });

  test('says what the process refused', async () => {
    const { session } = await launch('');
    await expect(session.send('Nothing.here')).rejects.toThrow(/^Nothing\.here was refused: .+\.$/);
    await expect(session.send('Debugger.resume')).rejects.toBeInstanceOf(InspectorError);
    await expect(evaluate(session, 'missing')).rejects.toThrow('ReferenceError: missing is not defined');
  });

  test('gives up on an answer after the time allowed', async () => {
    const { session } = await launch('');
    const call = session.send(
      'Runtime.evaluate',
      { expression: 'new Promise(() => {})', awaitPromise: true },
      { timeoutMs: 100 },
    );
    await expect(call).rejects.toThrow('Runtime.evaluate gave no answer in 100 ms.');
    expect(await evaluate(session, '1 + 1')).toBe(2);
  });

  test('fails open calls when the process dies, and later ones at once', async () => {
    const { session, group } = await launch('');
    const call = session.send('Runtime.evaluate', { expression: 'new Promise(() => {})', awaitPromise: true });
    const failed = expect(call).rejects.toThrow(/^Runtime\.evaluate was not answered\. .+\.$/);
    process.kill(group.pid, 'SIGKILL');
    await failed;
    await session.closed;
    await expect(session.send('Runtime.enable')).rejects.toThrow(/^Runtime\.enable was not sent\. .+\.$/);
  });

  test('says that nothing listens', async () => {
    await expect(InspectorSession.connect('ws://127.0.0.1:1/none')).rejects.toThrow(
      /^Cannot connect to 127\.0\.0\.1:1: .+\.$/,
    );
  });

  test('starts a process paused before its first statement', async () => {
    const args = ['-e', 'console.log("ran"); setInterval(() => {}, 1000)'];
    const launched = await launchInspected({ args, cwd: process.cwd(), paused: true });
    running.push(launched);
    await launched.session.send('Runtime.enable');
    expect(launched.group.output.stdout).toBe('');
    await launched.session.send('Runtime.runIfWaitingForDebugger');
    expect(await launched.group.output.match('stdout', /ran/)).toBeDefined();
  });
});
