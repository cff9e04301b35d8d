import { lstatSync, mkdirSync, readlinkSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { cacheFolder } from './cache-folder.ts';

/**
 * Where the configuration of a transfer folder looks for the past version. A ref is checked out somewhere else on every
 * machine, so it is found through a link in the transfer folder, and the configuration can go into version control.
 */
export function pastPlace(pastRoot: string, transferFolder: string): string {
  return isCheckedOut(pastRoot) ? linkIn(transferFolder) : pastRoot;
}

/** Makes that link, or points it to the ref as it is now. Its folder tells git to pass over it. */
export function linkPast(pastRoot: string, transferFolder: string): void {
  if (!isCheckedOut(pastRoot)) return;
  const link = linkIn(transferFolder);
  const known = lstatSync(link, { throwIfNoEntry: false });
  if (known?.isSymbolicLink() && readlinkSync(link) === pastRoot) return;
  mkdirSync(dirname(link), { recursive: true });
  writeFileSync(join(dirname(link), '.gitignore'), '*\n');
  rmSync(link, { force: true });
  symlinkSync(pastRoot, link, 'junction');
}

function linkIn(transferFolder: string): string {
  return join(transferFolder, '.timeferry', 'past');
}

function isCheckedOut(pastRoot: string): boolean {
  const inside = relative(join(cacheFolder(), 'versions'), pastRoot);
  return inside !== '' && !inside.startsWith('..');
}
