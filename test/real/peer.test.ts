import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import type { RehearsalReport } from '@timeferry/transfer/rehearsal-report';
import { beforeAll, expect, test } from 'vitest';
import { readRoot } from './dump-reader.ts';
import { install } from './install.ts';
import { Peer, PeerServer } from './peer-server.ts';

let folder: string;

const instance = 'dist/src/instance.js#createInstance';

interface Realm {
  readonly class: string;
  readonly clients: ReadonlyMap<string, object>;
  readonly messageQueues: ReadonlyMap<string, object>;
}

beforeAll(async () => {
  folder = await install('peer');
}, 300_000);

test('PeerServer 0.6.0 with waiting messages is rehearsed onto 0.6.1', { timeout: 180_000 }, async () => {
  await using server = await PeerServer.start(folder);
  await using alice = await Peer.connect(folder, server.port, 'alice');
  await using bob = await Peer.connect(folder, server.port, 'bob');
  // Carol is not there yet: what is sent to her waits in the server's memory.
  const offer = { type: 'OFFER', dst: 'carol', payload: { sdp: 'v=0 from alice', label: 'first' } };
  const candidate = { type: 'CANDIDATE', dst: 'carol', payload: { candidate: 'udp 10.0.0.1', index: 0 } };
  alice.send(offer);
  alice.send(candidate);
  bob.send({ type: 'OFFER', dst: 'alice', payload: 'direct' });
  await alice.receive(2);

  const dump = await mkdtemp(join(tmpdir(), 'ferry-real-'));
  try {
    const { status, stdout, stderr } = await rehearse(server.pid, dump);
    expect(stderr).toBe('');
    const report = JSON.parse(stdout) as RehearsalReport;
    expect(report).toMatchObject({ outcome: 'match', mismatches: [] });
    expect(status).toBe(0);
    // Both releases hold it in a variable of a function, and in private fields; only live values tell the types.
    const realm = (await readRoot(join(dump, 'future.json'), `${instance}.realm`)) as Realm;
    expect(realm.class).toBe('dist/src/models/realm.js#Realm');
    expect([...realm.clients.keys()]).toEqual(['alice', 'bob']);
    expect(realm.clients.get('alice')).toMatchObject({ id: 'alice', token: 'token-of-alice' });
    expect([...realm.messageQueues.keys()]).toEqual(['carol']);
    expect(realm.messageQueues.get('carol')).toMatchObject({
      class: 'dist/src/models/messageQueue.js#MessageQueue',
      messages: [
        { ...offer, src: 'alice' },
        { ...candidate, src: 'alice' },
      ],
    });
    expect(report.excluded.join('\n')).toContain('a node:net#Socket of the runtime cannot be moved');
  } finally {
    await rm(dump, { recursive: true });
  }

  // The past process was only read: its inspector is closed again, and it serves what it served.
  await expect(fetch(`http://${server.inspectorAddress()}/json/list`)).rejects.toThrow('fetch failed');
  expect(await server.peers()).toEqual(['alice', 'bob']);
  await using carol = await Peer.connect(folder, server.port, 'carol');
  expect((await carol.receive(3)).slice(1)).toEqual([
    { ...offer, src: 'alice' },
    { ...candidate, src: 'alice' },
  ]);
});

/** Runs the command as a user would. */
async function rehearse(pid: number, dump: string) {
  const command = fileURLToPath(new URL('../../cli/bin/timeferry.mjs', import.meta.url));
  const past = join(folder, 'node_modules', 'peer-past');
  const future = join(folder, 'node_modules', 'peer-future');
  const versions = ['--past', past, '--future', future];
  const child = spawn(
    process.execPath,
    [command, 'rehearse', '--pid', String(pid), ...versions, '--json', '--dump', dump],
    { stdio: ['ignore', 'pipe', 'pipe'] },
  );
  const status = new Promise<number | null>((resolve) => child.once('close', resolve));
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)]);
  return { status: await status, stdout, stderr };
}
