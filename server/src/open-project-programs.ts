import { existsSync } from 'node:fs';
import { join, normalize } from 'node:path';
import { repositoryOf } from '@timeferry/project/check-out-ref';
import { openPrograms, type Programs } from '@timeferry/project/open-programs';
import { openProject } from '@timeferry/project/open-project';
import { readSettings, type Settings } from '@timeferry/project/settings';
import { transferFolder } from '@timeferry/project/transfer-folder';
import { UserError } from '@timeferry/project/user-error';
import type { Roots } from './snapshot.ts';

/** Both versions of a project, opened for analysis. */
export interface OpenedProject extends Programs {
  readonly roots: Roots;
  /** What limits the state roots of each version, for `Program.model`. */
  readonly limits: { readonly past: Limit; readonly future: Limit };
}

interface Limit {
  readonly entries?: readonly string[];
}

/**
 * Opens the version in `root` and the past one that `pastSpec`, `timeferry.json`, or else git's `HEAD` names. Null where
 * nothing names one: no setting, no repository. Throws `UserError` for settings and versions that cannot be used.
 */
export function openProjectPrograms(root: string, pastSpec: string | undefined): OpenedProject | null {
  const past = pastSpec ?? readSettings(root).past ?? (isInRepository(root) ? 'git:HEAD' : undefined);
  if (past === undefined) return null;
  const project = openProject({ past, future: root }, root);
  return {
    ...openPrograms(project),
    limits: {
      past: limitOf(project.past.root, project.settings),
      future: limitOf(project.future.root, project.settings),
    },
    roots: {
      past: project.past.root,
      future: project.future.root,
      transfer: transferFolder(root, project.settings),
    },
  };
}

/** The entry files of `timeferry.json` that a version has. */
function limitOf(root: string, { entry }: Settings): Limit {
  if (entry === undefined) return {};
  const entries = entry.map((file) => normalize(file).replaceAll('\\', '/'));
  return { entries: entries.filter((file) => existsSync(join(root, file))) };
}

function isInRepository(folder: string): boolean {
  try {
    repositoryOf(folder);
    return true;
  } catch (error) {
    if (error instanceof UserError) return false;
    throw error;
  }
}
