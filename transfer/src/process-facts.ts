import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { type NodeCommand, readNodeCommand, resolveScript } from './process-facts-command.ts';
import { readProcessStatus, readProcLink, readProcList, usesLibrary } from './process-facts-proc.ts';

/** What can be read off a running Node process from outside, without touching it. */
export interface ProcessFacts {
  readonly pid: number;
  readonly executable: string;
  /** `v20.20.2`; `undefined` where the executable does not say. */
  readonly nodeVersion: string | undefined;
  readonly cwd: string;
  /** Flags of `node` itself, the script and its arguments, as they were given. */
  readonly command: NodeCommand;
  /** The script's real path; `undefined` for `node -e` and the like. */
  readonly entry: string | undefined;
  /** The folder of the nearest named package.json above the entry: most likely the version's root. */
  readonly root: string | undefined;
  /** How to start the same program from its root, without `--inspect` flags. */
  readonly runCommand: readonly string[] | undefined;
  /** `--inspect…` flags of the command line and of `NODE_OPTIONS`. */
  readonly inspectFlags: readonly string[];
  /** Whether the process has a handler for SIGUSR1. One that has none would die of the signal. */
  readonly catchesSigusr1: boolean;
}

/** Something about a process that rules it out, in one clear sentence. */
export class ProcessError extends Error {
  override readonly name = 'ProcessError';
}

/** Reads the facts of a process. Throws a `ProcessError` where it does not exist, is not Node, or may not be looked at. */
export function describeProcess(pid: number): ProcessFacts {
  if (process.platform !== 'linux') {
    throw new ProcessError('Attaching by pid works on Linux only; let Timeferry start the past version with --launch.');
  }
  checkStatus(pid);
  const executable = readable(pid, () => readProcLink(pid, 'exe'));
  if (!isNode(pid, executable)) throw new ProcessError(`Process ${pid} is not Node: it runs ${executable}.`);
  const cwd = readable(pid, () => readProcLink(pid, 'cwd'));
  const command = readNodeCommand(readable(pid, () => readProcList(pid, 'cmdline')).slice(1));
  const entry = command.script === undefined ? undefined : resolveScript(cwd, command.script);
  const root = entry === undefined ? undefined : packageFolder(entry);
  const nodeOptions = readEnvironment(pid)['NODE_OPTIONS'] ?? '';
  return {
    pid,
    executable,
    nodeVersion: nodeVersionOf(pid),
    cwd,
    command,
    entry,
    root,
    runCommand: entry === undefined || root === undefined ? undefined : runCommandOf(command, entry, root),
    inspectFlags: [...nodeOptions.split(/\s+/), ...command.flags].filter((flag) => flag.startsWith('--inspect')),
    catchesSigusr1: readProcessStatus(pid)?.catchesSigusr1 === true,
  };
}

/** The environment that a process was started with. It holds secrets: it is for starting the next version, never for a report. */
export function readEnvironment(pid: number): Record<string, string> {
  const pairs = readable(pid, () => readProcList(pid, 'environ')).map((line): [string, string] => {
    const end = line.indexOf('=', 1);
    return [line.slice(0, end), line.slice(end + 1)];
  });
  return Object.fromEntries(pairs.filter(([key]) => key !== ''));
}

function checkStatus(pid: number): void {
  const status = Number.isInteger(pid) && pid > 0 ? readProcessStatus(pid) : undefined;
  if (status === undefined) throw new ProcessError(`No process has the pid ${pid}.`);
  if (status.threadGroup !== pid) throw new ProcessError(`${pid} is a thread of the process ${status.threadGroup}.`);
  if (status.state === 'Z') throw new ProcessError(`Process ${pid} has ended already and waits for its parent.`);
  if (status.state === 'T') throw new ProcessError(`Process ${pid} is stopped; continue it first (kill -CONT ${pid}).`);
  const own = process.getuid?.();
  if (own !== 0 && status.user !== own) {
    throw new ProcessError(`Process ${pid} belongs to the user ${status.user}; run this as that user.`);
  }
}

/** The process can go, or turn out to be closed to us, at any time. */
function readable<T>(pid: number, read: () => T): T {
  try {
    return read();
  } catch (error) {
    const denied = (error as NodeJS.ErrnoException).code === 'EACCES';
    throw new ProcessError(
      denied ? `Process ${pid} may not be looked at by this user.` : `No process has the pid ${pid}.`,
    );
  }
}

function isNode(pid: number, executable: string): boolean {
  return /^node(js)?([-.\d]|$)/.test(basename(executable)) || usesLibrary(pid, 'libnode.so');
}

function nodeVersionOf(pid: number): string | undefined {
  try {
    // The link works where the file it was started from is gone.
    const text = execFileSync(`/proc/${pid}/exe`, ['--version'], { encoding: 'utf8', env: {}, timeout: 5_000 });
    return /^v\d+\.\d+\.\d+/.exec(text)?.[0];
  } catch {
    return undefined;
  }
}

/** A package.json without a name only sets the module format of a build folder. */
function packageFolder(entry: string): string | undefined {
  for (let folder = dirname(entry); ; folder = dirname(folder)) {
    const path = join(folder, 'package.json');
    if (existsSync(path) && isNamed(path)) return folder;
    if (folder === dirname(folder)) return undefined;
  }
}

function isNamed(path: string): boolean {
  try {
    return typeof JSON.parse(readFileSync(path, 'utf8')).name === 'string';
  } catch {
    return false;
  }
}

function runCommandOf(command: NodeCommand, entry: string, root: string): string[] {
  const flags = command.flags.filter((flag) => !flag.startsWith('--inspect'));
  return ['node', ...flags, relative(root, entry), ...command.args];
}
