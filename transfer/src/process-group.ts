import { type ChildProcess, spawn } from 'node:child_process';
import { type Guarded, guard } from './guardian.ts';
import { readStartTime } from './process-facts-proc.ts';
import { ProcessOutput } from './process-group-output.ts';

export interface Launch {
  readonly executable: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  /** How many bytes of each of the two output streams are kept; more is read and dropped. */
  readonly outputLimit: number;
}

/** How a process ended: one of the two is set. */
export interface Exit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** A process that was started here, with all that it starts itself: one process group, ended as one. */
export class ProcessGroup implements AsyncDisposable {
  readonly pid: number;
  readonly output: ProcessOutput;
  /** Resolves when the process is gone; it never rejects. */
  readonly exited: Promise<Exit>;
  readonly #child: ChildProcess;
  readonly #guarded: Guarded;

  private constructor(child: ChildProcess, guarded: Guarded, outputLimit: number) {
    this.#child = child;
    this.#guarded = guarded;
    this.pid = child.pid!;
    this.output = new ProcessOutput(child.stdout!, child.stderr!, outputLimit);
    this.exited = new Promise((resolve) => child.once('exit', (code, signal) => resolve({ code, signal })));
  }

  /** Throws an `Error` with one sentence where the executable or the folder cannot be used. */
  static async start(launch: Launch): Promise<ProcessGroup> {
    const child = spawn(launch.executable, launch.args, {
      cwd: launch.cwd,
      env: launch.env,
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
    });
    await new Promise<void>((resolve, reject) => {
      child.once('spawn', resolve);
      child.once('error', (error) =>
        reject(new Error(`Cannot start ${launch.executable} in ${launch.cwd}: ${error.message}.`)),
      );
    });
    const pid = child.pid!;
    const guarded = await guard({ kind: 'group', pid, started: readStartTime(pid) ?? 0 });
    return new ProcessGroup(child, guarded, launch.outputLimit);
  }

  /** Kills the process and everything that it started and left in its group; resolves when it is gone. May be called again. */
  async end(): Promise<void> {
    try {
      process.kill(-this.pid, 'SIGKILL');
    } catch (error) {
      // ESRCH: nobody of the group is left.
      if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
    }
    await this.exited;
    this.#child.stdout!.destroy();
    this.#child.stderr!.destroy();
    await this.#guarded.release();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.end();
  }
}
