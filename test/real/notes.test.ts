import { spawn } from 'node:child_process';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import type { RehearsalReport } from '@timeferry/transfer/rehearsal-report';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { readRoot } from './dump-reader.ts';
import { install } from './install.ts';
import { NotesServer } from './notes-server.ts';

vi.setConfig({ testTimeout: 300_000, hookTimeout: 300_000 });

let past: string;
let future: string;
let scratch: string;

beforeAll(async () => {
  past = await version('past');
  future = await version('future');
  scratch = await mkdtemp(join(tmpdir(), 'ferry-notes-'));
});

afterAll(() => rm(scratch, { recursive: true }));

/** A version with its libraries installed; the server itself is ours, and always the one that is written now. */
async function version(name: 'past' | 'future'): Promise<string> {
  const folder = await install(`notes-${name}`, new URL(`notes/${name}/`, import.meta.url));
  await cp(place(`notes/${name}/server.js`), join(folder, 'server.js'));
  return folder;
}

const place = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

test('what minisearch, ttlcache and express-rate-limit hold is rehearsed onto their next releases, under load', async () => {
  await using server = await filledServer();
  const dump = join(scratch, 'dump');
  const work = rehearse(server.pid, place('notes/transfer'), '--dump', dump);
  const { result, answered } = await server.whileAsked('car', work);
  expect(result.report).toMatchObject({ outcome: 'match', mismatches: [] });
  expect(result.status).toBe(0);
  expect(answered).toBeGreaterThan(10);

  const inFuture = (root: string) => readRoot(join(dump, 'future.json'), `server.js#${root}`);
  expect(await inFuture('notes')).toMatchObject({
    _idToShortId: new Map([
      [1, 0],
      [2, 1],
    ]),
    _dirtCount: 0,
  });
  const client = (totalHits: number) => expect.objectContaining({ totalHits });
  expect(await inFuture('logins')).toMatchObject({
    current: new Map([
      ['ann', client(2)],
      ['bob', client(1)],
    ]),
  });
  expect(await inFuture('sessions')).toMatchObject({
    data: new Map(['ann-1', 'ann-2', 'bob-1'].map((token) => [token, { user: token.slice(0, 3) }])),
    checkAgeOnHas: false,
  });
  await expectUnharmed(server);
});

test('a transfer that forgets when the sessions expire is found out', async () => {
  await using server = await filledServer();
  const wrong = join(scratch, 'wrong');
  await cp(place('notes/transfer'), wrong, { recursive: true });
  const right = await readFile(join(wrong, 'libraries.ts'), 'utf8');
  const lossy = right.replace('ferry.carry(past.expirationMap)', 'new Map()');
  expect(lossy).not.toBe(right);
  await writeFile(join(wrong, 'libraries.ts'), lossy);
  const { status, report } = await rehearse(server.pid, wrong);
  expect(report).toMatchObject({
    outcome: 'mismatch',
    mismatches: [{ path: expect.stringContaining('expirationMap') }],
  });
  expect(status).toBe(1);
  await expectUnharmed(server);
});

async function filledServer(): Promise<NotesServer> {
  const server = await NotesServer.start(past);
  for (const user of ['ann', 'ann', 'bob']) expect((await server.logIn(user)).status).toBe(200);
  await server.add('ann-1', { id: 1, title: 'Ferries', text: 'boats that carry cars' });
  await server.add('bob-1', { id: 2, title: 'Carts', text: 'drawn by horses' });
  return server;
}

/** The old server goes on: a third login is the last one that it grants, and its notes are found. */
async function expectUnharmed(server: NotesServer): Promise<void> {
  expect(await server.logIn('ann')).toEqual({ status: 200, body: { token: 'ann-3' } });
  expect((await server.logIn('ann')).status).toBe(429);
  expect((await server.add('ann-2', { id: 3, title: 'Trains', text: 'on rails' })).body).toEqual({
    by: 'ann',
    notes: 3,
  });
  expect((await server.find('car')).body).toHaveLength(2);
}

/** Runs the command as a user would. */
async function rehearse(pid: number, transfer: string, ...more: readonly string[]) {
  const command = place('../../cli/bin/timeferry.mjs');
  const versions = ['--past', past, '--future', future, '--transfer', transfer];
  const args = ['rehearse', '--pid', String(pid), ...versions, '--json', ...more];
  const child = spawn(process.execPath, [command, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
  const status = new Promise<number | null>((resolve) => child.once('close', resolve));
  const report = JSON.parse(await text(child.stdout)) as RehearsalReport;
  return { status: await status, report };
}
