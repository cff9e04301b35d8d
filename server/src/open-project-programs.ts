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
  readonly settings: Settings;
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
    settings: project.settings,
    roots: {
      past: project.past.root,
      future: project.future.root,
      transfer: transferFolder(root, project.settings),
    },
  };
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
