import fs from 'node:fs';
import { holdListings } from './listing.ts';
import type { Overlay } from './overlay.ts';
import { type Callable, replace } from './replace.ts';

/** Functions by what they do to the path that is their first argument; each has a form with a callback, one that blocks, and one with a promise. */
const reads = ['access', 'exists', 'lstat', 'stat', 'statfs', 'opendir', 'readFile', 'readlink', 'realpath'];
const creates = ['writeFile', 'mkdtemp'];
const changes = ['appendFile', 'truncate', 'chmod', 'chown', 'lchown', 'lchmod', 'utimes', 'lutimes'];
const removes = ['unlink', 'rm', 'rmdir'];

/**
 * Holds writes to files: they go to a private folder that lies over the disk, so that the program reads back what it wrote and
 * the disk stays as it is. Files that native add-ons open are not covered.
 */
export function holdFiles(overlay: Overlay): void {
  const first = (names: readonly string[], redirect: (path: unknown) => unknown): void =>
    replaceForms(names, ([path, ...rest]) => [redirect(path), ...rest]);
  first(reads, (path) => overlay.read(path));
  first(creates, (path) => overlay.create(path));
  first(changes, (path) => overlay.change(path));
  first(removes, (path) => overlay.remove(path));
  holdListings(overlay);
  first(['mkdir'], (path) => overlay.folder(path));
  replace(
    process,
    'chdir',
    (original) =>
      function chdir(this: unknown, path) {
        return original.call(this, overlay.enter(path));
      },
  );
  replace(
    process,
    'cwd',
    (original) =>
      function cwd(this: unknown) {
        return overlay.known(original.call(this) as string);
      },
  );
  replaceForms(['open'], ([path, flags, ...rest]) => [openPath(overlay, path, flags), flags, ...rest]);
  replaceForms(['rename'], ([from, to, ...rest]) => [overlay.move(from), overlay.create(to), ...rest]);
  replaceForms(['copyFile', 'cp', 'link'], ([from, to, ...rest]) => [overlay.read(from), overlay.create(to), ...rest]);
  replaceForms(['symlink'], ([target, path, ...rest]) => [target, overlay.create(path), ...rest]);
}

function replaceForms(names: readonly string[], redirect: (args: unknown[]) => unknown[]): void {
  const make = (original: Callable): Callable =>
    function run(this: unknown, ...args) {
      return original.apply(this, redirect(args));
    };
  for (const name of names) {
    replace(fs, name, make);
    replace(fs, `${name}Sync`, make);
    replace(fs.promises, name, make);
  }
}

function openPath(overlay: Overlay, path: unknown, flags: unknown): unknown {
  const { O_WRONLY, O_RDWR, O_CREAT, O_TRUNC, O_APPEND } = fs.constants;
  if (typeof flags === 'number') {
    if ((flags & (O_WRONLY | O_RDWR | O_CREAT | O_TRUNC | O_APPEND)) === 0) return overlay.read(path);
    return (flags & O_TRUNC) === 0 ? overlay.change(path) : overlay.create(path);
  }
  if (typeof flags !== 'string' || flags === 'r' || flags === 'rs' || flags === 'sr') return overlay.read(path);
  return flags.startsWith('w') ? overlay.create(path) : overlay.change(path);
}
