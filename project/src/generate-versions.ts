import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { generateTransfer } from '@timeferry/analysis/generate/generate-transfer';
import { diffVersions, requireReadable } from './diff-versions.ts';
import { compilerOptions } from './open-programs.ts';
import type { Project } from './open-project.ts';
import { linkPast, pastPlace } from './past-place.ts';
import { withDecisions } from './standing-decisions.ts';
import { readTransfer, transferFolder } from './transfer-folder.ts';
import { UserError } from './user-error.ts';

/** What `generateVersions` did. */
export interface GeneratedFiles {
  /** Absolute path of the transfer folder. */
  readonly folder: string;
  /** Files that were written or changed, relative to the folder. */
  readonly written: readonly string[];
  /** What the author should know, a sentence each. */
  readonly notes: readonly string[];
}

/**
 * Writes the transfer modules into the folder `out`; what a person wrote there stays. Throws `UserError` where no folder
 * is named, or a source of either version cannot be read whole.
 */
export function generateVersions(project: Project): GeneratedFiles {
  const { past, future, settings } = project;
  const named = settings.out ?? settings.transfer;
  if (named === undefined) throw new UserError('Where should the transfer module go? Name a folder with --out.');
  const places = { out: named };
  const folder = transferFolder(future.root, places);
  const existing = readTransfer(future.root, places);
  const diff = diffVersions(project);
  requireReadable(diff, project);
  const slashes = (path: string) => path.replaceAll('\\', '/');
  const { files, notes } = generateTransfer({
    diff: withDecisions(diff, settings.decisions ?? []),
    existing,
    pastRoot: slashes(pastPlace(past.root, folder)),
    futureRoot: slashes(future.root),
    out: slashes(folder),
    options: { past: compilerOptions(past), future: compilerOptions(future) },
  });
  const written = [...files].filter(([name, text]) => existing.get(name) !== text);
  for (const [name, text] of written) {
    const path = join(folder, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
  linkPast(past.root, folder);
  return { folder, written: written.map(([name]) => name), notes };
}
