import { existsSync, realpathSync } from 'node:fs';
import { isAbsolute, join, relative, resolve } from 'node:path';
import { describeProcess, ProcessError, type ProcessFacts } from '@timeferry/transfer/process-facts';
import type { RehearsalRequest, RunCommand } from '@timeferry/transfer/rehearse-request';
import type { Project } from './open-project.ts';
import type { Version } from './open-version.ts';
import { runCommand } from './run-command.ts';
import { UserError } from './user-error.ts';

/** The part of a rehearsal's request that says what runs where. */
export type Running = Pick<RehearsalRequest, 'pastRun' | 'futureRun' | 'liveRoot'>;

/**
 * How both versions of a project are started: as the settings say, else as the process `pid` was started, where that
 * version has the same entry file, else by what the version itself says. Throws `UserError` where nothing says it, and
 * for a process that cannot be looked at.
 */
export function runCommands({ past, future, settings }: Project): Running {
  const live = settings.pid === undefined ? null : liveEntry(settings.pid, past);
  return {
    pastRun: commandFor(past, settings['past-run'], live),
    futureRun: commandFor(future, settings['future-run'], live),
    ...(live && live.root !== past.root ? { liveRoot: live.root } : {}),
  };
}

/** The running process, its version's folder, and its entry file relative to that. */
interface LiveEntry {
  readonly facts: ProcessFacts;
  readonly root: string;
  readonly file: string;
}

/** Null for a process that was not started with a file. */
function liveEntry(pid: number, past: Version): LiveEntry | null {
  const facts = factsOf(pid);
  if (facts.entry === undefined) return null;
  const named = relative(realpathSync(past.root), facts.entry);
  if (!named.startsWith('..') && !isAbsolute(named)) return { facts, root: past.root, file: named };
  // It runs from another folder than the one that holds the past version: a checkout of it, or a deployment.
  return facts.root === undefined ? null : { facts, root: facts.root, file: relative(facts.root, facts.entry) };
}

function commandFor(version: Version, written: string | undefined, live: LiveEntry | null): RunCommand {
  if (live === null) return runCommand(version, written);
  const { executable, command, cwd } = live.facts;
  // Where a command says `node`, that is the one that the process runs.
  const withItsNode = (own: RunCommand) => (own.executable === process.execPath ? { ...own, executable } : own);
  if (written !== undefined) return withItsNode(runCommand(version, written));
  if (!existsSync(join(version.root, live.file))) {
    const own = withItsNode(runCommand(version, undefined));
    return { ...own, args: [...own.args, ...command.args] };
  }
  const flags = command.flags.filter((flag) => !flag.startsWith('--inspect'));
  return { executable, args: [...flags.map((flag) => movable(flag, cwd, version)), live.file, ...command.args] };
}

/** A flag that names a file relative to where the process was started, so that it holds from the version's root. */
function movable(flag: string, cwd: string, { root }: Version): string {
  const [, start = '', path = ''] = /^(--[\w-]+=)?(\.{1,2}\/.*)$/.exec(flag) ?? [];
  if (path === '' || existsSync(resolve(root, path)) || !existsSync(resolve(cwd, path))) return flag;
  return `${start}${resolve(cwd, path)}`;
}

function factsOf(pid: number): ProcessFacts {
  try {
    return describeProcess(pid);
  } catch (error) {
    if (error instanceof ProcessError) throw new UserError(error.message);
    throw error;
  }
}
