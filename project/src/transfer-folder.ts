import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Settings } from './settings.ts';
import { UserError } from './user-error.ts';

/** Where the transfer modules of a version are, or would be: `transfer`, or `out`, of its settings, else `transfer` in its root. */
export function transferFolder(root: string, settings: Settings): string {
  return resolve(root, settings.transfer ?? settings.out ?? 'transfer');
}

/**
 * The sources and the configuration in a version's transfer folder, by path relative to it. No folder holds none; throws
 * `UserError` where one was asked for by name.
 */
export function readTransfer(root: string, settings: Settings): Map<string, string> {
  const folder = transferFolder(root, settings);
  if (settings.transfer === undefined || isFolder(folder)) return existingTransfer(root, settings);
  throw new UserError(`There is no transfer folder ${folder}; write one with "timeferry generate --out".`);
}

/** The same, for what goes on without one. */
export function existingTransfer(root: string, settings: Settings): Map<string, string> {
  const folder = transferFolder(root, settings);
  return isFolder(folder) ? new Map(filesBelow(folder, '')) : new Map();
}

const isFolder = (path: string): boolean => existsSync(path) && statSync(path).isDirectory();

function filesBelow(folder: string, prefix: string): [name: string, text: string][] {
  const entries = readdirSync(join(folder, prefix), { withFileTypes: true });
  return entries.flatMap((entry) => {
    const name = prefix === '' ? entry.name : `${prefix}/${entry.name}`;
    if (entry.isDirectory()) return entry.name === 'node_modules' ? [] : filesBelow(folder, name);
    const wanted = /\.[cm]?tsx?$/.test(name) || name === 'tsconfig.json';
    return wanted ? [[name, readFileSync(join(folder, name), 'utf8')]] : [];
  });
}
