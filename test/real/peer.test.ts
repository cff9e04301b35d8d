import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import type { RehearsalReport } from '@timeferry/transfer/rehearsal-report';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { readRoot } from './dump-reader.ts';
import { install } from './install.ts';
import { Peer, PeerServer } from './peer-server.ts';

vi.setConfig({ testTimeout: 300_000, hookTimeout: 300_000 });

let folder: string;
let dump: string;

beforeAll(async () => {
  folder = await install('peer');
  dump = await mkdtemp(join(tmpdir(), 'ferry-real-'));
});

afterAll(() => rm(dump, { recursive: true }));

// Carol is not there yet: what is sent to her waits in the server's memory.
const offer = { type: 'OFFER', dst: 'carol', payload: { sdp: 'v=0 from alice', label: 'first' } };
const candidate = { type: 'CANDIDATE', dst: 'carol', payload: { candidate: 'udp 10.0.0.1', index: 0 } };
const waiting = [offer, candidate].map((message) => ({ ...message, src: 'alice' }));

test('PeerServer 0.6.0 with waiting messages is rehearsed onto 0.6.1', async () => {
  await withWaitingMessages(async (server) => {
    const { status, stdout, stderr } = await rehearse(server.pid, '--dump', dump);
    expect(stderr).toBe('');
    const report = JSON.parse(stdout) as RehearsalReport;
    expect(report).toMatchObject({ outcome: 'match', mismatches: [] });
    expect(status).toBe(0);
    expect(report.excluded.join('\n')).toContain('a node:net#Socket of the runtime cannot be moved');

    // Both releases hold it in a variable of a function, and declare no types; the live values have them.
    const realm = (await readRoot(join(dump, 'future.json'), 'dist/src/instance.js#createInstance.realm')) as Realm;
    expect(realm.class).toBe('dist/src/models/realm.js#Realm');
    expect([...realm.clients.keys()]).toEqual(['alice', 'bob']);
    expect(realm.clients.get('alice')).toMatchObject({ id: 'alice', token: 'token-of-alice' });
    expect([...realm.messageQueues]).toEqual([['carol', expect.objectContaining({ messages: waiting })]]);
  });
});

test('a transfer that loses one of its messages is found out', async () => {
  await withWaitingMessages(async (server) => {
    const wrong = fileURLToPath(new URL('peer/transfer-wrong', import.meta.url));
    const { status, stdout } = await rehearse(server.pid, '--transfer', wrong);
    expect(status).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({
      outcome: 'mismatch',
      mismatches: [{ type: 'dist/src/models/messageQueue.js#MessageQueue', field: 'messages' }],
    });
  });
});

interface Realm {
  readonly class: string;
  readonly clients: ReadonlyMap<string, object>;
  readonly messageQueues: ReadonlyMap<string, object>;
}

/** Starts the server and fills it; afterwards the server must be as if nothing had looked into it. */
async function withWaitingMessages(use: (server: PeerServer) => Promise<void>): Promise<void> {
  await using server = await PeerServer.start(folder);
  await using alice = await Peer.connect(folder, server.port, 'alice');
  await using _bob = await Peer.connect(folder, server.port, 'bob');
  alice.send(offer);
  alice.send(candidate);
  // The server takes a peer's messages in their order, so the others are there when this one comes back.
  alice.send({ type: 'OFFER', dst: 'alice', payload: 'last' });
  await alice.receive(2);
  await use(server);
  await expect(fetch(`http://${server.inspectorAddress()}/json/list`)).rejects.toThrow('fetch failed');
  expect(await server.peers()).toEqual(['alice', 'bob']);
  await using carol = await Peer.connect(folder, server.port, 'carol');
  expect((await carol.receive(3)).slice(1)).toEqual(waiting);
}

/** Runs the command as a user would. */
async function rehearse(pid: number, ...more: readonly string[]) {
  const command = fileURLToPath(new URL('../../cli/bin/timeferry.mjs', import.meta.url));
  const past = join(folder, 'node_modules', 'peer-past');
  const future = join(folder, 'node_modules', 'peer-future');
  const args = ['rehearse', '--pid', String(pid), '--past', past, '--future', future, '--json', ...more];
  const child = spawn(process.execPath, [command, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  const status = new Promise<number | null>((resolve) => child.once('close', resolve));
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)]);
  return { status: await status, stdout, stderr };
}
