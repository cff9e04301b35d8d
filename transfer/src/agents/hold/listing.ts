import fs, { type Dirent } from 'node:fs';
import type { Overlay } from './overlay.ts';
import { type Callable, callbackOf, replace } from './replace.ts';

type Entry = string | Buffer | Dirent;

/** Has folders list what the disk has and what the program wrote over it, without what it removed. */
export function holdListings(overlay: Overlay): void {
  replace(
    fs,
    'readdirSync',
    (original) =>
      function readdirSync(this: unknown, path, ...rest) {
        const places = overlay.places(path);
        if (places === undefined) return original.call(this, path, ...rest);
        const list = (place: string): Entry[] => original.call(this, place, ...rest) as Entry[];
        return merge(
          places.map((place) => attempt(() => list(place))),
          path,
          overlay,
        );
      },
  );
  replace(
    fs.promises,
    'readdir',
    (original) =>
      async function readdir(this: unknown, path, ...rest) {
        const places = overlay.places(path);
        if (places === undefined) return original.call(this, path, ...rest);
        const lists = places.map((place) => settled(original.call(this, place, ...rest) as Promise<Entry[]>));
        return merge(await Promise.all(lists), path, overlay);
      } as Callable,
  );
  const { readdir } = fs.promises as unknown as { readdir: (...args: unknown[]) => Promise<Entry[]> };
  replace(
    fs,
    'readdir',
    (original) =>
      function readdirLater(this: unknown, ...args) {
        const callback = callbackOf(args);
        if (callback === undefined || overlay.places(args[0]) === undefined) return original.apply(this, args);
        return void readdir(...args.slice(0, -1)).then(
          (entries) => callback.call(undefined, null, entries),
          (error) => callback.call(undefined, error),
        );
      },
  );
}

interface Listed {
  readonly entries?: readonly Entry[];
  readonly error?: unknown;
}

function attempt(list: () => Entry[]): Listed {
  try {
    return { entries: list() };
  } catch (error) {
    return { error };
  }
}

async function settled(list: Promise<Entry[]>): Promise<Listed> {
  return list.then(
    (entries) => ({ entries }),
    (error: unknown) => ({ error }),
  );
}

/** The entries of the disk first; those that were removed or are there twice are left out. Throws where no place has the folder. */
function merge(lists: readonly Listed[], path: unknown, overlay: Overlay): Entry[] {
  const found = lists.filter(({ entries }) => entries !== undefined);
  if (found.length === 0) throw lists[0]!.error;
  const seen = new Map<string, Entry>();
  for (const { entries } of found) {
    for (const entry of entries!) {
      const name = nameOf(entry);
      if (!seen.has(name) && !overlay.isGone(path, name)) seen.set(name, entry);
    }
  }
  return [...seen.values()];
}

function nameOf(entry: Entry): string {
  if (typeof entry === 'string') return entry;
  return Buffer.isBuffer(entry) ? entry.toString() : entry.name.toString();
}
