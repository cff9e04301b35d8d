import { existsSync, readdirSync } from 'node:fs';
import { dirname, join, sep } from 'node:path';
import { readSettings } from '@timeferry/project/settings';
import { transferFolder } from '@timeferry/project/transfer-folder';

/** How deep below a workspace folder a `timeferry.json` is looked for at the start. */
const DEPTH = 4;

/** Whether a path is a folder or stands below it. */
export function isBelow(folder: string, path: string): boolean {
  return path === folder || path.startsWith(folder.endsWith(sep) ? folder : folder + sep);
}

export function isDependency(file: string): boolean {
  return file.split(sep).includes('node_modules');
}

/**
 * The folder of the version that a file belongs to: the nearest one with a `timeferry.json`, else the nearest with a
 * `package.json`; not above the workspace folder that holds the file. Null for a file of a dependency.
 */
export function versionRootOf(file: string, workspaceFolders: readonly string[]): string | null {
  if (isDependency(file)) return null;
  const top = workspaceFolders.filter((folder) => isBelow(folder, file)).sort((a, b) => b.length - a.length)[0];
  const above = foldersAbove(file, top);
  return (
    above.find((folder) => existsSync(join(folder, 'timeferry.json'))) ??
    above.find((folder) => existsSync(join(folder, 'package.json'))) ??
    null
  );
}

/** Folders in a workspace folder with a `timeferry.json`. */
export function configuredRoots(folder: string, depth = DEPTH): string[] {
  let entries: { name: string; isDirectory(): boolean }[];
  try {
    entries = readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
  const here = entries.some(({ name }) => name === 'timeferry.json') ? [folder] : [];
  if (depth === 0) return here;
  const inside = entries.filter(
    (entry) => entry.isDirectory() && entry.name !== 'node_modules' && !entry.name.startsWith('.'),
  );
  return [...here, ...inside.flatMap(({ name }) => configuredRoots(join(folder, name), depth - 1))];
}

/** Where the transfer modules of a version are; settings that cannot be read count as none, since opening the project reports them. */
export function transferFolderOf(root: string): string {
  try {
    return transferFolder(root, readSettings(root));
  } catch {
    return transferFolder(root, {});
  }
}

function foldersAbove(file: string, top: string | undefined): string[] {
  const folders: string[] = [];
  for (let folder = dirname(file); ; folder = dirname(folder)) {
    if (top !== undefined && !isBelow(top, folder)) return folders;
    folders.push(folder);
    if (folder === dirname(folder)) return folders;
  }
}
