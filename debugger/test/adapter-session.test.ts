import { execPath } from 'node:process';
import { listeningSockets } from '@timeferry/transfer/process-facts-sockets';
import type { DebugProtocol } from '@vscode/debugprotocol';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { Adapter, processesIn } from './adapter.ts';
import { Program, RunningPast } from './program.ts';

let program: Program;

// A rehearsal starts several processes, each with a loader for TypeScript.
vi.setConfig({ testTimeout: 180_000 });

beforeEach(async () => {
  program = await Program.create();
});

afterEach(async () => {
  // Whatever a test did, nothing may run on.
  const left = processesIn(program.folder);
  await program[Symbol.asyncDispose]();
  expect(left).toEqual([]);
});

const versions = () => ({
  past: program.past,
  future: program.future,
  transfer: program.transfer,
  cwd: program.folder,
});
const stoppedAt = async (adapter: Adapter) => (await adapter.stackTraceRequest({ threadId: 1 })).body.stackFrames;

describe('attached to a running past version', () => {
  test('it stops at the mismatch, and after the mapper is right it terminates with a match', async () => {
    await using past = await RunningPast.start(program);
    await past.visit('ada');
    await past.visit('bela');
    await program.writeLossyMapper();
    await using adapter = new Adapter();
    await adapter.begin('attach', { ...versions(), pid: past.pid });

    const stopped = await adapter.event<DebugProtocol.StoppedEvent>('stopped');
    expect(stopped.body).toMatchObject({ reason: 'exception', description: 'State mismatch', threadId: 1 });
    expect((await adapter.threadsRequest()).body.threads).toEqual([{ id: 1, name: 'rehearsal' }]);
    const report = await adapter.event('timeferry.report');
    expect(report.body).toMatchObject({
      outcome: 'mismatch',
      mismatches: [{ field: 'expires', count: 2 }],
      roots: { past: program.past, future: program.future, transfer: program.transfer },
    });

    const [field, mapper] = await stoppedAt(adapter);
    expect(field).toMatchObject({ source: { path: `${program.future}/src/model.ts` }, line: 3, column: 3 });
    expect(mapper).toMatchObject({ source: { path: `${program.transfer}/src/model.ts` } });
    expect((await adapter.variables('Mismatch')).map(({ name }) => name)).toEqual([
      'path',
      'type',
      'field',
      'count',
      'why',
    ]);
    expect((await adapter.variables('Past'))[0]).toMatchObject({ name: 'expires', value: '1700000000124' });
    expect((await adapter.variables('Future'))[0]).toMatchObject({ value: 'Date(2023-11-14T22:13:20.000Z)' });
    const [reversed, holder] = await adapter.variables('Reversed');
    expect(reversed).toMatchObject({ value: '1700000000000' });
    const { variables } = (await adapter.variablesRequest({ variablesReference: holder!.variablesReference })).body;
    expect(variables.map(({ name, value }) => [name, value])).toEqual([
      ['name', '"ada"'],
      ['expires', '1700000000000'],
    ]);
    const info = (await adapter.exceptionInfoRequest({ threadId: 1 })).body;
    expect(info).toMatchObject({ exceptionId: 'Session.expires', breakMode: 'always' });

    await program.writeMapper('future.expires = new Date(past.expires);', 'past.expires = future.expires.getTime();');
    await adapter.restartRequest({});
    await adapter.event('terminated');
    expect((await adapter.event('timeferry.report', 1)).body).toMatchObject({ outcome: 'match' });
    await adapter.event('progressEnd', 1);
    expect(adapter.all('progressStart').map(({ body }) => body)).toMatchObject(Array(2).fill({ cancellable: true }));
    const messages = adapter.all('progressUpdate').map(({ body }) => (body as { message: string }).message);
    expect(messages).toContain('capturing the past state');
    expect(messages).toContain('transferring backward');

    expect(await past.visit('ada')).toMatchObject({ visits: 3 });
    expect(listeningSockets(past.pid).map(({ port }) => port)).toEqual([past.port]);
  });

  test('a mapper that throws is a stop at its line; after it, the session ends', async () => {
    await using past = await RunningPast.start(program);
    await past.visit('ada');
    await program.writeMapper('throw new RangeError("no such day");', '');
    await using adapter = new Adapter();
    // This editor counts from 0.
    await adapter.begin('attach', { ...versions(), pid: past.pid }, { linesStartAt1: false, columnsStartAt1: false });
    const stopped = await adapter.event<DebugProtocol.StoppedEvent>('stopped');
    expect(stopped.body.description).toBe('Transfer failed');
    expect(stopped.body.text).toContain('no such day');
    expect((await stoppedAt(adapter))[0]).toMatchObject({
      source: { path: `${program.transfer}/src/model.ts` },
      line: 7,
    });
    expect((await adapter.exceptionInfoRequest({ threadId: 1 })).body.exceptionId).toBe('throw');
    await adapter.continueRequest({ threadId: 1 });
    await adapter.event('terminated');
    expect(await past.visit('bela')).toMatchObject({ visits: 2 });
  });

  test('cancelling the progress ends a transfer that hangs; the past version serves on', async () => {
    await using past = await RunningPast.start(program);
    await past.visit('ada');
    await program.writeMapper('for (;;);', '');
    await using adapter = new Adapter();
    await adapter.begin('attach', { ...versions(), pid: past.pid, timeout: 600_000 });
    await expect.poll(() => lastMessage(adapter), { timeout: 30_000 }).toBe('transferring forward');
    const progressId = (adapter.all('progressStart')[0]!.body as { progressId: string }).progressId;
    await adapter.customRequest('cancel', { progressId });
    await adapter.event('terminated');
    expect(processesIn(program.folder)).toEqual([past.pid]);
    expect(await past.visit('bela')).toMatchObject({ visits: 2 });
    expect(listeningSockets(past.pid)).toHaveLength(1);
  });

  test('disconnecting in the middle leaves the past version as it was', async () => {
    await using past = await RunningPast.start(program);
    await past.visit('ada');
    await using adapter = new Adapter();
    const begun = adapter.begin('attach', { ...versions(), pid: past.pid }).catch((error: Error) => error);
    await adapter.event('progressUpdate');
    await adapter.disconnectRequest();
    expect(await adapter.exited).toBe(0);
    await begun;
    expect(processesIn(program.folder)).toEqual([past.pid]);
    expect(listeningSockets(past.pid)).toHaveLength(1);
  });
});

test('a session that ends before it is configured has started nothing', async () => {
  await using adapter = new Adapter();
  await adapter.initializeRequest();
  const launched = adapter.send('launch', versions()).then(
    () => 'launched',
    (error: Error) => error.message,
  );
  await adapter.disconnectRequest();
  expect(await launched).toBe('The rehearsal was cancelled.');
  expect(await adapter.exited).toBe(0);
});

describe('launching the past version', () => {
  const launch = () => ({
    ...versions(),
    env: { PORT: '0' },
    driver: `${execPath} ${program.folder}/drive.mjs`,
  });

  test('it is started, filled, rehearsed, kept for a restart, and ended with the session', async () => {
    await program.writeDriver();
    await program.writeLossyMapper();
    await using adapter = new Adapter();
    await adapter.begin('launch', launch());
    await adapter.event('stopped');
    expect(await adapter.variables('Mismatch')).toContainEqual(expect.objectContaining({ name: 'count', value: '3' }));
    const [past, ...others] = processesIn(program.folder);
    expect(others).toEqual([]);

    await adapter.restartRequest({});
    await adapter.event('stopped', 1);
    expect(processesIn(program.folder)).toEqual([past]);
    await adapter.terminateRequest();
    await adapter.event('terminated');
    expect(processesIn(program.folder)).toEqual([]);
  });

  test('an adapter that is killed leaves nothing behind', async () => {
    await program.writeDriver();
    await program.writeLossyMapper();
    await using adapter = new Adapter();
    await adapter.begin('launch', launch());
    await adapter.event('stopped');
    adapter.process.kill('SIGKILL');
    await expect.poll(() => processesIn(program.folder), { timeout: 10_000 }).toEqual([]);
  });

  test('an editor that hangs up ends the session', async () => {
    await program.writeDriver();
    await program.writeLossyMapper();
    await using adapter = new Adapter();
    await adapter.begin('launch', launch());
    await adapter.event('stopped');
    adapter.process.stdin!.end();
    expect(await adapter.exited).toBe(0);
    expect(processesIn(program.folder)).toEqual([]);
  });
});

describe('what cannot be rehearsed is refused in one sentence', () => {
  test.each([
    ['no pid', 'attach', () => versions(), 'Set "pid" to the id of the running past version.'],
    ['a pid of nobody', 'attach', () => ({ ...versions(), pid: 4_000_000 }), 'No process has the pid 4000000.'],
    [
      'a version that is not there',
      'attach',
      () => ({ ...versions(), past: 'nowhere', pid: process.pid }),
      'There is no folder',
    ],
    [
      'a driver that fails',
      'launch',
      () => ({ ...versions(), driver: 'exit 3' }),
      'The driver ended with code 3 (exit 3).',
    ],
    [
      'a run command of nothing',
      'launch',
      () => ({ ...versions(), pastRun: 'node none.js' }),
      'The past version ended with code 1',
    ],
  ] as const)('%s', async (_, kind, settings, sentence) => {
    await using adapter = new Adapter();
    const error = await adapter.begin(kind, settings()).then(
      () => undefined,
      (reason: Error) => reason,
    );
    expect(error?.message).toContain(sentence);
    expect(error?.message).not.toContain('\n');
  });
});

function lastMessage(adapter: Adapter): string | undefined {
  return (adapter.all('progressUpdate').at(-1)?.body as { message?: string } | undefined)?.message;
}
