import { existsSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { checkOutRef, repositoryOf } from './check-out-ref.ts';
import { UserError } from './user-error.ts';

/** A version of a program as a folder on disk. */
export interface Version {
  /** As the user named it. */
  readonly spec: string;
  /** Absolute path of the folder with its package.json. */
  readonly root: string;
}

export interface OpenVersionOptions {
  /** Folder that relative paths start from. */
  readonly base: string;
  /** Folder inside the repository that `git:REF` speaks of, and inside it the part that is the program. */
  readonly repositoryFolder: string;
}

/**
 * Opens `dir:PATH`, a plain path, or `git:REF`. A ref's files are checked out into a cache folder outside the work tree.
 * Throws `UserError` for no such folder, repository or ref.
 */
export function openVersion(spec: string, options: OpenVersionOptions): Version {
  const ref = spec.startsWith('git:') ? spec.slice('git:'.length) : null;
  const root = ref === null ? openFolder(spec, options.base) : checkOutRef(ref, repositoryOf(options.repositoryFolder));
  return { spec, root };
}

function openFolder(spec: string, base: string): string {
  const path = resolve(base, spec.startsWith('dir:') ? spec.slice('dir:'.length) : spec);
  if (!existsSync(path)) throw new UserError(`There is no folder ${path}; name a version as dir:PATH or git:REF.`);
  if (!statSync(path).isDirectory()) {
    throw new UserError(`${path} is a file; name the folder of the version, the one with its package.json.`);
  }
  return path;
}
