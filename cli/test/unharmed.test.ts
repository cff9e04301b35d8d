import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { expect, test, vi } from 'vitest';
import { type Chat, keepAsking, processesBelow, startChat } from './chat.ts';
import { type Run, type RunOptions, timeferry } from './run-cli.ts';

// Each starts a server and rehearses it once, which a busy machine takes its time for.
vi.setConfig({ testTimeout: 180_000 });

const LIMITS = ['--timeout', '20000', '--memory', '200'];

/** Rehearses the chat server, with `fault` as the first statement of the forward mapper of messages. */
function rehearse(chat: Chat, fault: string, more: readonly string[] = [], options: RunOptions = {}): Promise<Run> {
  const mapper = join(chat.folder, 'transfer/src/model.ts');
  const text = readFileSync(mapper, 'utf8');
  const at = text.indexOf('{', text.indexOf('forward(', text.indexOf('export const message')));
  writeFileSync(mapper, `${text.slice(0, at + 1)}\n${fault}${text.slice(at + 1)}`);
  const versions = ['--past', 'past', '--future', 'future', '--transfer', 'transfer'];
  const args = ['rehearse', ...versions, '--pid', String(chat.pid), '--json', ...LIMITS, ...more];
  return timeferry(args, { cwd: chat.folder, env: { TMPDIR: chat.temporary }, ...options });
}

/** Runs a rehearsal while the server is asked, and expects that nobody could tell afterwards. */
async function expectUnharmed(chat: Chat, run: () => Promise<unknown>): Promise<void> {
  const observe = async () => ({
    digest: await chat.digest(),
    ports: chat.ports(),
    processes: processesBelow(chat.folder),
    // The TypeScript loader of the programs themselves keeps a cache there.
    temporary: readdirSync(chat.temporary).filter((name) => !name.startsWith('tsx-')),
  });
  const before = await observe();
  const asking = keepAsking(chat);
  await run();
  expect(await asking.stop()).toBeGreaterThan(0);
  expect(await observe()).toEqual(before);
}

test('the past process is unharmed by a match', async () => {
  const chat = await startChat();
  await expectUnharmed(chat, async () => {
    const { code, stdout, stderr } = await rehearse(chat, '');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(JSON.parse(stdout)).toMatchObject({ schema: 1, outcome: 'match', mismatches: [] });
  });
});

test('the past process is unharmed by a mismatch', async () => {
  const chat = await startChat();
  await expectUnharmed(chat, async () => {
    const { code, stdout } = await rehearse(chat, '', ['--transfer', 'transfer-wrong']);
    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({ outcome: 'mismatch' });
  });
});

test.each([
  ['throws', 'throw', `if (past.text !== '') throw new Error('no such luck');`, []],
  ['hangs', 'timeout', 'for (;;);', ['--timeout', '5000']],
  ['exits', 'crash', '(globalThis as unknown as { process: { exit(code: number): void } }).process.exit(7);', []],
  ['uses up memory', 'memory', 'const all: unknown[] = []; for (;;) all.push(new Array(100_000).fill(past));', []],
])('the past process is unharmed by a mapper that %s', async (_, kind, fault, more) => {
  const chat = await startChat();
  await expectUnharmed(chat, async () => {
    const { code, stdout } = await rehearse(chat, fault, more);
    expect(code).toBe(1);
    const { outcome, error } = JSON.parse(stdout);
    expect(outcome).toBe('failed');
    expect(error).toMatchObject({ phase: 'forward', kind });
    expect(error.location).toMatchObject({ version: 'transfer', file: 'src/model.ts' });
  });
});

test('the past process is unharmed by a future version that does not start', async () => {
  const chat = await startChat();
  await expectUnharmed(chat, async () => {
    const { code, stdout } = await rehearse(chat, '', ['--future-run', 'node -e process.exit(3)']);
    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({ outcome: 'failed', error: { kind: 'boot', phase: 'boot-future' } });
  });
});

test.each(['SIGKILL', 'SIGINT'] as const)('the past process is unharmed by a %s for the command', async (signal) => {
  const chat = await startChat();
  const started = processesBelow(chat.folder).length;
  await expectUnharmed(chat, async () => {
    const run = await rehearse(chat, 'for (;;);', [], {
      started: (child) => void whenFilling(chat).then(() => child.kill(signal)),
    });
    expect(run.code).toBe(signal === 'SIGKILL' ? 'SIGKILL' : 2);
    // A killed command cannot wait for what it started; its guard needs a moment.
    for (let tries = 0; tries < 100 && processesBelow(chat.folder).length > started; tries += 1) await pause(100);
  });
});

/** Resolves once the future version runs. */
async function whenFilling(chat: Chat): Promise<void> {
  const future = join(chat.folder, 'future');
  while (processesBelow(future).length === 0) await pause(20);
  await pause(1500);
}
