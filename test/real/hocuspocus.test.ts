import { spawn } from 'node:child_process';
import { cp, mkdtemp, readFile, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import type { RehearsalReport } from '@timeferry/transfer/rehearsal-report';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { readRoot } from './dump-reader.ts';
import { HocuspocusServer, Writer } from './hocuspocus-server.ts';
import { install } from './install.ts';

vi.setConfig({ testTimeout: 300_000, hookTimeout: 300_000 });

let past: string;
let future: string;
let scratch: string;

beforeAll(async () => {
  past = await version('past');
  future = await version('future');
  scratch = await mkdtemp(join(tmpdir(), 'ferry-hocuspocus-'));
  // A transfer module may use the libraries of the new version.
  await cp(place('hocuspocus/transfer'), join(scratch, 'transfer'), { recursive: true });
  await symlink(join(future, 'node_modules'), join(scratch, 'node_modules'));
});

afterAll(() => rm(scratch, { recursive: true }));

async function version(name: 'past' | 'future'): Promise<string> {
  const folder = await install(`hocuspocus-${name}`, new URL(`hocuspocus/${name}/`, import.meta.url));
  await cp(place(`hocuspocus/${name}/server.js`), join(folder, 'server.js'));
  return folder;
}

const place = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

test('Hocuspocus 2.15 is rehearsed onto 3.4 while two people write', async () => {
  await using server = await HocuspocusServer.start(past);
  await using ann = await Writer.open(past, server.port, 'plan');
  await using bob = await Writer.open(past, server.port, 'plan');
  let lost = 0;
  for (const writer of [ann, bob]) writer.onLost(() => (lost += 1));
  ann.append('We meet at noon.');
  await expect.poll(() => bob.text, { timeout: 60_000 }).toBe('We meet at noon.');

  const typing = setInterval(() => ann.append('+'), 50);
  const dump = join(scratch, 'dump');
  const { status, report } = await rehearse(server.pid, '--dump', dump).finally(() => clearInterval(typing));
  expect(report).toMatchObject({ outcome: 'match', mismatches: [] });
  expect(status).toBe(0);
  const documents = (await readRoot(join(dump, 'future.json'), 'server.js#hocuspocus')) as Hocuspocus;
  expect(documents.documents.get('plan')).toMatchObject({ name: 'plan', lastChangeTime: 0, isDestroyed: false });
  expect(await readFile(join(dump, 'future.json'), 'utf8')).toContain('"We meet at noon.');

  // Nobody lost the connection, and what was written meanwhile has come to everybody.
  bob.append(' See you!');
  await expect.poll(() => ann.text, { timeout: 60_000 }).toMatch(/^We meet at noon\.\++ See you!$/);
  await expect.poll(() => bob.text, { timeout: 60_000 }).toBe(ann.text);
  await expect.poll(() => server.documents(), { timeout: 60_000 }).toEqual({ plan: ann.text });
  expect(lost).toBe(0);
});

interface Hocuspocus {
  readonly documents: ReadonlyMap<string, object>;
}

/** Runs the command as a user would. */
async function rehearse(pid: number, ...more: readonly string[]) {
  const command = place('../../cli/bin/timeferry.mjs');
  const versions = ['--past', past, '--future', future, '--transfer', join(scratch, 'transfer')];
  const args = ['rehearse', '--pid', String(pid), ...versions, '--json', ...more];
  const child = spawn(process.execPath, [command, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
  const status = new Promise<number | null>((resolve) => child.once('close', resolve));
  const report = JSON.parse(await text(child.stdout)) as RehearsalReport;
  return { status: await status, report };
}
