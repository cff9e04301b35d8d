import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Settings } from './settings.ts';
import { UserError } from './user-error.ts';

/** A transfer module as it stands on disk. */
export interface TransferFile {
  /** Path relative to the transfer folder, with `/`. */
  readonly name: string;
  /** Absolute path. */
  readonly path: string;
  readonly text: string;
}

/** Where the transfer modules of a version are, or would be: `transfer`, or `out`, of its settings, else `transfer` in its root. */
export function transferFolder(root: string, settings: Settings): string {
  return resolve(root, settings.transfer ?? settings.out ?? 'transfer');
}

/** The modules that a transfer folder holds; none where there is no such folder, unless it was asked for by name. */
export function readTransfer(root: string, settings: Settings): readonly TransferFile[] {
  const folder = transferFolder(root, settings);
  if (!existsSync(folder) || !statSync(folder).isDirectory()) {
    if (settings.transfer === undefined) return [];
    throw new UserError(`There is no transfer folder ${folder}; write one with "timeferry generate --out".`);
  }
  return modulesBelow(folder, '');
}

function modulesBelow(folder: string, prefix: string): TransferFile[] {
  const entries = readdirSync(join(folder, prefix), { withFileTypes: true });
  return entries.flatMap((entry) => {
    const name = prefix === '' ? entry.name : `${prefix}/${entry.name}`;
    if (entry.isDirectory()) return entry.name === 'node_modules' ? [] : modulesBelow(folder, name);
    if (!/(?<!\.d)\.[cm]?tsx?$/.test(name)) return [];
    const path = join(folder, name);
    return [{ name, path, text: readFileSync(path, 'utf8') }];
  });
}
