import { existsSync } from 'node:fs';
import { readFunctions } from '@timeferry/analysis/code/read-functions';
import { buildPlan } from '@timeferry/analysis/plan/build-plan';
import type { StateDiff } from '@timeferry/analysis/state-diff';
import { InspectorError } from '@timeferry/transfer/inspector-session';
import { ProcessError } from '@timeferry/transfer/process-facts';
import type { RehearsalReport } from '@timeferry/transfer/rehearsal-report';
import { rehearse } from '@timeferry/transfer/rehearse';
import type { RehearsalEvents } from '@timeferry/transfer/rehearse-request';
import { diffVersions, requireReadable } from './diff-versions.ts';
import type { Project } from './open-project.ts';
import { runCommands } from './run-commands.ts';
import { withDecisions } from './standing-decisions.ts';
import { readTransfer, transferFolder } from './transfer-folder.ts';
import { UserError } from './user-error.ts';

export interface RehearseOptions {
  readonly events?: RehearsalEvents;
  /** Ends the rehearsal; it rejects with the signal's reason when all that it started is ended. */
  readonly signal?: AbortSignal;
}

/** Limits where the settings name none. */
const TIMEOUT_MS = 60_000;
const MEMORY_MB = 2048;

/**
 * Rehearses the transfer of a project against the process `pid` of its settings, or against a past version that is started
 * for it. The report says how it went; throws `UserError` for what keeps it from beginning.
 */
export async function rehearseVersions(project: Project, options: RehearseOptions = {}): Promise<RehearsalReport> {
  const { past, future, settings } = project;
  const { pid, launch } = settings;
  if (pid !== undefined && launch)
    throw new UserError('Use either --pid or --launch: the process runs already, or it is started.');
  if (pid === undefined && !launch) {
    throw new UserError('Which process? Name it with --pid, or let --launch start the past version.');
  }
  const diff = diffVersions(project);
  requireReadable(diff, project);
  requireState(diff);
  try {
    return await rehearse(
      {
        past: pid === undefined ? 'held' : { pid },
        pastRoot: past.root,
        futureRoot: future.root,
        ...runCommands(project),
        plan: planOf(diff, project),
        declared: diff,
        timeoutMs: settings.timeout ?? TIMEOUT_MS,
        memoryMb: settings.memory ?? MEMORY_MB,
        allow: settings.allow ?? [],
        readFunctions,
        ...(settings.dump === undefined ? {} : { dump: settings.dump }),
        ...(options.signal && { signal: options.signal }),
      },
      options.events ?? {},
    );
  } catch (error) {
    if (error instanceof ProcessError || error instanceof InspectorError) throw new UserError(error.message);
    throw error;
  }
}

/** What a standing decision settles starts as the new version starts it; what nobody decided is not moved, and said. */
export function planOf(diff: StateDiff, { future, settings }: Project) {
  const folder = transferFolder(future.root, settings);
  const transferRoot = existsSync(folder) ? folder.replaceAll('\\', '/') : null;
  const decided = withDecisions(diff, settings.decisions ?? []);
  return buildPlan({ diff: decided, transferFiles: readTransfer(future.root, settings), transferRoot }).plan;
}

function requireState({ past }: StateDiff): void {
  if (past.roots.length === 0) {
    throw new UserError('The past version declares no state, so there is nothing to rehearse; see "timeferry diff".');
  }
}
