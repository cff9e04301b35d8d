import { existsSync, readFileSync } from 'node:fs';
import { isAbsolute, join, normalize, relative } from 'node:path';
import { diffModels } from '@timeferry/analysis/diff-programs';
import { explainCandidates } from '@timeferry/analysis/pair/explain-candidates';
import type { StateDiff } from '@timeferry/analysis/state-diff';
import type { StateModel } from '@timeferry/analysis/state-model';
import { readRules } from '@timeferry/analysis/transfer-rules';
import { openPrograms } from './open-programs.ts';
import type { Project } from './open-project.ts';
import type { Version } from './open-version.ts';
import { existingTransfer } from './transfer-folder.ts';
import { UserError } from './user-error.ts';

/**
 * What the state that the two versions declare differs in, with `entry` limiting the roots. Faults in the sources are
 * `problems` of the models in it. Throws `UserError` where a folder is no program or no version has an entry.
 */
export function diffVersions(project: Project): StateDiff {
  const { past, future } = openPrograms(project);
  const entries = project.settings.entry?.map((entry) => entryPath(entry, project));
  const rules = readRules(existingTransfer(project.future.root, project.settings));
  if (entries === undefined) return diffModels(past.model(), future.model(), rules);
  const of = ({ root }: Version) => ({ entries: entries.filter((entry) => existsSync(join(root, entry))) });
  return diffModels(past.model(of(project.past)), future.model(of(project.future)), rules);
}

/** The same with how likely each candidate of an undecided pair is, read off the code of both versions. */
export function explainVersions(diff: StateDiff, { past, future }: Project): StateDiff {
  const reader = (root: string) => (module: string) => {
    const path = join(root, module);
    return existsSync(path) ? readFileSync(path, 'utf8') : undefined;
  };
  return explainCandidates(diff, { past: reader(past.root), future: reader(future.root) });
}

/** Throws `UserError` for the first fault in a source of either version; what depends on all of it cannot go on. */
export function requireReadable(diff: StateDiff, project: Project): void {
  for (const version of ['past', 'future'] as const) {
    for (const problem of diff[version].problems) {
      if (problem.position) throw new UserError(describeProblem(problem, project[version]));
    }
  }
}

/** A problem of a model as one sentence with its place. */
export function describeProblem(problem: StateModel['problems'][number], { root }: Version): string {
  const { message, position } = problem;
  return position ? `${join(root, position.file)}:${position.line}:${position.column}: ${message}` : message;
}

/** An entry relative to its version's root, with `/`, wherever the user started from. */
function entryPath(entry: string, { past, future }: Project): string {
  const inside = isAbsolute(entry) ? relative(future.root, entry) : normalize(entry);
  const path = inside.replaceAll('\\', '/');
  if ([past, future].some(({ root }) => existsSync(join(root, path)))) return path;
  throw new UserError(`No version has the entry file ${entry}; name it relative to the version's root.`);
}
