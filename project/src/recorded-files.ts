import { createHash } from 'node:crypto';
import { statSync } from 'node:fs';
import type { FileSystemHost } from 'ts-morph';
import { diskFiles } from './disk-files.ts';

/** Everything that somebody asked the disk, with the answers. */
export interface Consulted {
  /** Files that were read; `null` for one that could not be. */
  readonly files: Map<string, FileStamp | null>;
  readonly isFile: Map<string, boolean>;
  readonly isFolder: Map<string, boolean>;
  /** What folders hold; `null` for one that could not be listed. */
  readonly listings: Map<string, string | null>;
  /** Paths with their links resolved; `null` for one that could not be. */
  readonly links: Map<string, string | null>;
}

interface FileStamp {
  readonly size: number;
  /** `null` for a file so new that a later change may leave the time as it is. */
  readonly mtimeMs: number | null;
  readonly hash: string;
}

/** A file's time says nothing of changes within this many milliseconds: clocks of file systems are coarse. */
const SETTLED_MS = 2000;

/** The files on disk, and a record of what is asked of them. */
export function recordedFiles(): { readonly files: FileSystemHost; readonly consulted: Consulted } {
  const disk = diskFiles();
  const consulted: Consulted = {
    files: new Map(),
    isFile: new Map(),
    isFolder: new Map(),
    listings: new Map(),
    links: new Map(),
  };
  const files: FileSystemHost = Object.assign(Object.create(disk), {
    readFileSync(path: string) {
      const before = statSync(path, { throwIfNoEntry: false });
      consulted.files.set(path, null);
      const text = disk.readFileSync(path);
      if (before) consulted.files.set(path, stampOf(before, text));
      return text;
    },
    fileExistsSync: (path: string) => noted(consulted.isFile, path, disk.fileExistsSync(path)),
    directoryExistsSync: (path: string) => noted(consulted.isFolder, path, disk.directoryExistsSync(path)),
    readDirSync(path: string) {
      consulted.listings.set(path, null);
      const entries = disk.readDirSync(path);
      consulted.listings.set(path, listingText(entries));
      return entries;
    },
    realpathSync(path: string) {
      consulted.links.set(path, null);
      return noted(consulted.links, path, disk.realpathSync(path));
    },
  });
  return { files, consulted };
}

/** Whether the disk would answer everything as it did. Files whose size and time are as they were are not read again. */
export function wouldAnswerAlike({ files, isFile, isFolder, listings, links }: Consulted): boolean {
  const disk = diskFiles();
  return (
    every(isFile, (path) => disk.fileExistsSync(path)) &&
    every(isFolder, (path) => disk.directoryExistsSync(path)) &&
    every(links, (path) => orNull(() => disk.realpathSync(path))) &&
    every(listings, (path) => orNull(() => listingText(disk.readDirSync(path)))) &&
    [...files].every(([path, stamp]) => isAsStamped(disk, path, stamp))
  );
}

function isAsStamped(disk: FileSystemHost, path: string, stamp: FileStamp | null): boolean {
  const now = statSync(path, { throwIfNoEntry: false });
  if (stamp === null) return orNull(() => disk.readFileSync(path)) === null;
  if (now?.size !== stamp.size) return false;
  return now.mtimeMs === stamp.mtimeMs || orNull(() => hashOf(disk.readFileSync(path))) === stamp.hash;
}

function stampOf({ size, mtimeMs }: { size: number; mtimeMs: number }, text: string): FileStamp {
  const isSettled = Date.now() - mtimeMs > SETTLED_MS;
  return { size, mtimeMs: isSettled ? mtimeMs : null, hash: hashOf(text) };
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('base64');
}

function listingText(entries: ReturnType<FileSystemHost['readDirSync']>): string {
  return entries
    .map(({ name, isFile }) => `${name}${isFile ? '' : '/'}`)
    .sort()
    .join('\n');
}

function every<T>(answers: ReadonlyMap<string, T>, ask: (path: string) => T): boolean {
  for (const [path, answer] of answers) if (ask(path) !== answer) return false;
  return true;
}

function noted<T>(answers: Map<string, T>, path: string, answer: T): T {
  answers.set(path, answer);
  return answer;
}

function orNull<T>(ask: () => T): T | null {
  try {
    return ask();
  } catch {
    return null;
  }
}
