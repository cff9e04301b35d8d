import { existsSync } from 'node:fs';
import { buildPlan, type MissingDecision } from '@timeferry/analysis/plan/build-plan';
import type { StateDiff } from '@timeferry/analysis/state-diff';
import type { StaleInvariant } from '@timeferry/analysis/transfer-invariants';
import type { TransferPlan } from '@timeferry/analysis/transfer-plan';
import { diffVersions, requireReadable } from './diff-versions.ts';
import type { Project } from './open-project.ts';
import { readTransfer, transferFolder } from './transfer-folder.ts';

/** The two versions' state and the transfer between them, as they are on disk. */
export interface PlannedTransfer {
  readonly diff: StateDiff;
  readonly plan: TransferPlan;
  readonly missing: readonly MissingDecision[];
  /** Invariants of the transfer modules that speak of nothing any more. */
  readonly stale: readonly StaleInvariant[];
  /** Absolute path of the transfer folder, whether it is there or not, and the texts in it by path relative to it. */
  readonly folder: string;
  readonly files: ReadonlyMap<string, string>;
}

/** Reads and plans the transfer of a project. Throws `UserError` where a source of either version cannot be read whole. */
export function planTransfer(project: Project): PlannedTransfer {
  const { future, settings } = project;
  const files = readTransfer(future.root, settings);
  const folder = transferFolder(future.root, settings);
  const diff = diffVersions(project);
  requireReadable(diff, project);
  const transferRoot = existsSync(folder) ? folder.replaceAll('\\', '/') : null;
  return { diff, ...buildPlan({ diff, transferFiles: files, transferRoot }), folder, files };
}
