import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { deserialize, serialize } from 'node:v8';
import type { StateModel } from '@timeferry/analysis/state-model';
import { ts } from 'ts-morph';
import { cacheFolder } from './cache-folder.ts';
import { type Consulted, wouldAnswerAlike } from './recorded-files.ts';

/** What tells one model from another, besides the files that it is read from. */
export interface ModelKey {
  /** Absolute path of the version. */
  readonly root: string;
  readonly entries?: readonly string[];
}

interface Entry {
  readonly consulted: Consulted;
  readonly model: StateModel;
}

/** What a cache file starts with; another form of it needs another number. */
const HEADER = 'timeferry model 1\n';
const DIGEST_LENGTH = 64;
/** Once all entries together have more bytes than this, those that were not used for longest go. */
const MOST_BYTES = 256 * 1024 * 1024;

/** The model as it was stored, if the disk still holds what it was read from; any other file in its place counts as none. */
export function cachedModel(key: ModelKey): StateModel | null {
  if (isOff()) return null;
  try {
    const path = pathOf(key);
    const entry = decode(readFileSync(path));
    if (entry === null || !wouldAnswerAlike(entry.consulted)) return null;
    const now = new Date();
    utimesSync(path, now, now);
    return entry.model;
  } catch {
    return null;
  }
}

/** Stores a model with what it was read from. Where that is not possible, it is read anew the next time. */
export function storeModel(key: ModelKey, entry: Entry, mostBytes = MOST_BYTES): void {
  if (isOff()) return;
  try {
    const path = pathOf(key);
    const draft = `${path}.${process.pid}`;
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(draft, encode(entry));
    renameSync(draft, path);
    removeOldest(dirname(path), mostBytes);
  } catch {}
}

/** `TIMEFERRY_CACHE=off`: for measuring. */
function isOff(): boolean {
  return process.env['TIMEFERRY_CACHE'] === 'off';
}

function pathOf({ root, entries }: ModelKey): string {
  const key = createHash('sha256').update(JSON.stringify([root, entries, buildStamp(), ts.version]));
  return join(cacheFolder(), 'models', key.digest('hex').slice(0, 32));
}

function encode(entry: Entry): Buffer {
  const content = serialize(entry);
  return Buffer.concat([Buffer.from(HEADER + digestOf(content)), content]);
}

/** Null for what was not written by `encode`, or not whole. Throws for what another V8 cannot read. */
function decode(file: Buffer): Entry | null {
  const start = HEADER.length + DIGEST_LENGTH;
  if (file.toString('latin1', 0, HEADER.length) !== HEADER) return null;
  const content = file.subarray(start);
  return file.toString('latin1', HEADER.length, start) === digestOf(content) ? deserialize(content) : null;
}

function digestOf(content: Buffer): string {
  return createHash('sha256').update(content).digest('hex');
}

function removeOldest(folder: string, mostBytes: number): void {
  const entries = readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    // Another process may be removing it.
    const stat = statSync(path, { throwIfNoEntry: false });
    return stat ? [{ path, size: stat.size, used: stat.mtimeMs }] : [];
  });
  let total = 0;
  for (const { path, size } of entries.sort((a, b) => b.used - a.used)) {
    total += size;
    if (total > mostBytes) rmSync(path, { force: true });
  }
}

/** Other code may read the same sources in another way: this changes with every build, from sources with every edit of them. */
function buildStamp(): string {
  const here = fileURLToPath(import.meta.url);
  if (!here.endsWith('.ts')) return stampOf(here);
  const sources = fileURLToPath(new URL('../../analysis/src', import.meta.url));
  return readdirSync(sources, { recursive: true, encoding: 'utf8' })
    .sort()
    .map((file) => file + stampOf(join(sources, file)))
    .join();
}

function stampOf(path: string): string {
  const { size, mtimeMs } = statSync(path);
  return `${size} ${mtimeMs}`;
}
