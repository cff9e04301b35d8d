import { existsSync } from 'node:fs';
import { isAbsolute, join, resolve } from 'node:path';
import { openVersion, type Version } from './open-version.ts';
import { readSettings, type Settings } from './settings.ts';
import { UserError } from './user-error.ts';

/** Both versions of a program, and how the user wants them handled: flags, laid over `timeferry.json`. */
export interface Project {
  readonly past: Version;
  readonly future: Version;
  /** Every path in it is absolute. */
  readonly settings: Settings;
}

/** Settings whose values are paths. */
const PATHS = ['out', 'transfer', 'sarif', 'dump', 'save-tests'] as const;

/**
 * Opens the two versions that `flags` name, or that the `timeferry.json` of the future version names. Without a flag for the
 * future version it is the folder `base`, when that has a `timeferry.json`. Relative paths in `flags` start from `base`, those
 * in the file from the file. Throws `UserError` for whatever is missing or wrong.
 */
export function openProject(flags: Settings, base: string): Project {
  const futureSpec = flags.future ?? futureOf(base);
  const future = openVersion(futureSpec, { base, repositoryFolder: base });
  const file = absolutePaths(readSettings(future.root), future.root);
  const settings = { ...file, ...absolutePaths(flags, base) };
  if (settings.past === undefined) {
    throw new UserError('Which version runs now? Name it with --past, as dir:PATH or git:REF.');
  }
  const repositoryFolder = futureSpec.startsWith('git:') ? base : future.root;
  return { past: openVersion(settings.past, { base, repositoryFolder }), future, settings };
}

function futureOf(base: string): string {
  if (existsSync(join(base, 'timeferry.json'))) return readSettings(base).future ?? base;
  throw new UserError('Which version is the new one? Name it with --future, as dir:PATH or git:REF.');
}

function absolutePaths(settings: Settings, base: string): Settings {
  const absolute: Record<string, unknown> = { ...settings };
  for (const name of PATHS) {
    const path = settings[name];
    if (path !== undefined) absolute[name] = resolve(base, path);
  }
  const { past } = settings;
  if (past !== undefined) absolute['past'] = absoluteSpec(past, base);
  return absolute;
}

function absoluteSpec(spec: string, base: string): string {
  if (spec.startsWith('git:')) return spec;
  const path = spec.startsWith('dir:') ? spec.slice('dir:'.length) : spec;
  return isAbsolute(path) ? spec : `dir:${resolve(base, path)}`;
}
