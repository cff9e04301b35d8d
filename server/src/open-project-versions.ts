import { existsSync } from 'node:fs';
import { join, normalize } from 'node:path';
import { ParsedDeclarations } from '@timeferry/analysis/compiler-host';
import type { Program } from '@timeferry/analysis/open-program';
import type { StateModel } from '@timeferry/analysis/state-model';
import { repositoryOf } from '@timeferry/project/check-out-ref';
import { openVersionProgram } from '@timeferry/project/open-programs';
import { openProject } from '@timeferry/project/open-project';
import { pastModelSteps } from '@timeferry/project/past-model';
import { readSettings, type Settings } from '@timeferry/project/settings';
import { transferFolder } from '@timeferry/project/transfer-folder';
import { UserError } from '@timeferry/project/user-error';
import type { Roots } from './snapshot.ts';

/** Both versions of a project. */
export interface OpenedProject {
  readonly roots: Roots;
  readonly future: Program;
  /** What limits the state roots of the future version, for its `model`. */
  readonly limit: Limit;
  /** Reads the state of the past version as it is on disk. */
  pastModel(): Generator<void, StateModel>;
}

interface Limit {
  readonly entries?: readonly string[];
}

/**
 * Opens the version in `root` and the past one that `pastSpec`, `timeferry.json`, or else git's `HEAD` names. Null where
 * nothing names one: no setting, no repository. Throws `UserError` for settings and versions that cannot be used.
 */
export function openProjectVersions(root: string, pastSpec: string | undefined): OpenedProject | null {
  const past = pastSpec ?? readSettings(root).past ?? (isInRepository(root) ? 'git:HEAD' : undefined);
  if (past === undefined) return null;
  const project = openProject({ past, future: root }, root);
  const { settings } = project;
  const declarations = new ParsedDeclarations();
  return {
    roots: { past: project.past.root, future: project.future.root, transfer: transferFolder(root, settings) },
    future: openVersionProgram(project.future, declarations),
    limit: limitOf(project.future.root, settings),
    pastModel: () => pastModelSteps(project.past, limitOf(project.past.root, settings), declarations),
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
