import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describeProcess, ProcessError, type ProcessFacts } from '@timeferry/transfer/process-facts';
import type { RunCommand } from '@timeferry/transfer/rehearse-request';
import type { Project } from './open-project.ts';
import type { Version } from './open-version.ts';
import { runCommand } from './run-command.ts';
import { UserError } from './user-error.ts';

/**
 * How both versions of a project are started: as the settings say, else as the process `pid` was started, where that
 * version has the same entry file, else by what the version itself says. Throws `UserError` where nothing says it, and
 * for a process that cannot be looked at.
 */
export function runCommands(project: Project): { pastRun: RunCommand; futureRun: RunCommand } {
  const { past, future, settings } = project;
  const facts = settings.pid === undefined ? null : factsOf(settings.pid);
  return {
    pastRun: commandFor(past, settings['past-run'], facts),
    futureRun: commandFor(future, settings['future-run'], facts),
  };
}

function commandFor(version: Version, written: string | undefined, facts: ProcessFacts | null): RunCommand {
  if (written !== undefined || facts === null) return runCommand(version, written);
  const { executable, entry, root, runCommand: words, command } = facts;
  const inside = entry !== undefined && root !== undefined ? entry.slice(root.length + 1) : null;
  if (words !== undefined && inside !== null && existsSync(join(version.root, inside))) {
    return { executable, args: words.slice(1) };
  }
  const own = runCommand(version, undefined);
  return {
    executable: own.executable === process.execPath ? executable : own.executable,
    args: [...own.args, ...command.args],
  };
}

function factsOf(pid: number): ProcessFacts {
  try {
    return describeProcess(pid);
  } catch (error) {
    if (error instanceof ProcessError) throw new UserError(error.message);
    throw error;
  }
}
