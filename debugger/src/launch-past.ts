import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import { UserError } from '@timeferry/project/user-error';
import { type Guarded, guard } from '@timeferry/transfer/guardian';
import { readStartTime } from '@timeferry/transfer/process-facts-proc';
import { readiness } from './readiness.ts';

export interface PastLaunch {
  /** The executable and its arguments. */
  readonly command: readonly string[];
  readonly cwd: string;
  /** Added to the adapter's own environment; `null` removes a variable. */
  readonly env: Readonly<Record<string, string | null>>;
  /** Shell command that puts state into the program once it is ready. */
  readonly driver?: string;
  readonly onOutput: (stream: 'stdout' | 'stderr', line: string) => void;
  readonly signal: AbortSignal;
}

const startLimitMs = 60_000;
const driverLimitMs = 120_000;
const graceMs = 2_000;
const outputLimitMs = 500;

/** The past version, started here in a process group of its own. It runs until it is stopped. */
export class LaunchedPast implements AsyncDisposable {
  readonly pid: number;
  readonly #group: ChildGroup;

  private constructor(group: ChildGroup) {
    this.#group = group;
    this.pid = group.pid;
  }

  /**
   * Starts the past version, waits until it listens or has nothing more to do, and runs the driver. Throws `UserError`
   * where it cannot be started, ends by itself, or the driver fails; nothing is left running then.
   */
  static async start(launch: PastLaunch): Promise<LaunchedPast> {
    const [executable = '', ...args] = launch.command;
    const group = await ChildGroup.start('The past version', executable, args, launch, false);
    try {
      await Promise.race([readiness(group.pid, startLimitMs, launch.signal), group.endedEarly()]);
      if (launch.driver !== undefined) await runDriver(launch.driver, launch);
      return new LaunchedPast(group);
    } catch (error) {
      await group.stop();
      throw error;
    }
  }

  /** Whether it has not ended by itself. */
  get isRunning(): boolean {
    return this.#group.isRunning;
  }

  /** Asks the program to end, and kills what is left of its group a little later. */
  stop(): Promise<void> {
    return this.#group.stop();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.stop();
  }
}

async function runDriver(command: string, launch: PastLaunch): Promise<void> {
  const group = await ChildGroup.start('The driver', command, [], launch, true);
  const limit = AbortSignal.any([launch.signal, AbortSignal.timeout(driverLimitMs)]);
  try {
    const end = await Promise.race([group.exited, aborted(limit)]);
    if (end === 'code 0') return;
    const how = end === undefined ? 'took too long' : `ended with ${end}`;
    throw new UserError(`The driver ${how} (${command})${await group.lastWords()}.`);
  } finally {
    await group.stop();
  }
}

/** A child with all that it starts itself, its output handed on line by line. */
class ChildGroup {
  readonly pid: number;
  /** How it ended: `code 1`, or the name of a signal. */
  readonly exited: Promise<string>;
  readonly #closed: Promise<unknown>;
  isRunning = true;
  #lastLine = '';
  readonly #title: string;
  #guarded: Guarded | undefined;

  private constructor(title: string, child: ChildProcess, onOutput: PastLaunch['onOutput']) {
    this.#title = title;
    this.pid = child.pid!;
    this.exited = new Promise((resolve) =>
      child.once('exit', (code, signal) => {
        this.isRunning = false;
        resolve(signal === null ? `code ${code}` : signal);
      }),
    );
    this.#closed = new Promise((resolve) => child.once('close', resolve));
    for (const stream of ['stdout', 'stderr'] as const) {
      createInterface({ input: child[stream] as Readable }).on('line', (line) => {
        if (line.trim() !== '') this.#lastLine = line.trim();
        onOutput(stream, line);
      });
    }
  }

  static async start(title: string, executable: string, args: readonly string[], launch: PastLaunch, shell: boolean) {
    const env: NodeJS.ProcessEnv = { ...process.env };
    for (const [name, value] of Object.entries(launch.env)) {
      if (value === null) delete env[name];
      else env[name] = value;
    }
    const child = spawn(executable, args, {
      cwd: launch.cwd,
      env,
      shell,
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    await new Promise<void>((resolve, reject) => {
      child.once('spawn', resolve);
      child.once('error', (error) =>
        reject(new UserError(`${title} cannot be started with "${executable}" in ${launch.cwd}: ${error.message}.`)),
      );
    });
    const group = new ChildGroup(title, child, launch.onOutput);
    // An adapter that is killed cannot end what it started.
    group.#guarded = await guard({ kind: 'group', pid: group.pid, started: readStartTime(group.pid) ?? 0 });
    return group;
  }

  async endedEarly(): Promise<never> {
    const how = await this.exited;
    throw new UserError(`${this.#title} ended with ${how} before it was ready${await this.lastWords()}.`);
  }

  /** The last line that it wrote, to end a sentence with. */
  async lastWords(): Promise<string> {
    // Output may arrive behind the end of the process; something it left running may hold the streams open for ever.
    await Promise.race([this.#closed, delay(outputLimitMs, undefined, { ref: false })]);
    return this.#lastLine === '' ? '' : `: ${this.#lastLine.replace(/\.$/, '')}`;
  }

  async stop(): Promise<void> {
    this.#kill('SIGTERM');
    const late = setTimeout(() => this.#kill('SIGKILL'), graceMs);
    await this.exited;
    clearTimeout(late);
    this.#kill('SIGKILL');
    await this.#guarded?.release();
  }

  #kill(signal: NodeJS.Signals): void {
    try {
      process.kill(-this.pid, signal);
    } catch (error) {
      // ESRCH: nobody of the group is left.
      if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
    }
  }
}

function aborted(signal: AbortSignal): Promise<undefined> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve(undefined);
    signal.addEventListener('abort', () => resolve(undefined), { once: true });
  });
}
