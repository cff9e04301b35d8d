import path from 'node:path';
import { openProject, type Project } from '@timeferry/project/open-project';
import { rehearseVersions } from '@timeferry/project/rehearse-versions';
import { runCommand } from '@timeferry/project/run-command';
import type { Settings } from '@timeferry/project/settings';
import { transferFolder } from '@timeferry/project/transfer-folder';
import { createPrivateFolder, type PrivateFolder } from '@timeferry/transfer/private-folder';
import type { Phase, RehearsalReport } from '@timeferry/transfer/rehearsal-report';
import { type Dumps, readDumps } from './dump.ts';
import { LaunchedPast } from './launch-past.ts';
import type { RehearsalRequest } from './rehearsal-request.ts';
import type { ReportRoots } from './stopped-view.ts';

/** The rehearsal was stopped from outside; what it had started is ended. */
export class Cancelled extends Error {
  constructor() {
    super('The rehearsal was cancelled.');
  }
}

export interface RehearsalListener {
  phase(phase: Phase): void;
  output(category: 'stdout' | 'stderr' | 'console', line: string): void;
}

export interface RehearsalResult {
  readonly report: RehearsalReport;
  readonly roots: ReportRoots;
  readonly dumps: Dumps;
}

/** What a session rehearses, as often as it is asked to, against one past process. */
export class Rehearsal {
  readonly #request: RehearsalRequest;
  readonly #listener: RehearsalListener;
  #launched: LaunchedPast | null = null;
  #dumps: PrivateFolder | null = null;
  #control = new AbortController();

  constructor(request: RehearsalRequest, listener: RehearsalListener) {
    this.#request = request;
    this.#listener = listener;
  }

  /**
   * Rehearses once. `reached` is called when the past process is there and its state is about to be read. Throws a
   * `UserError` for what the user can put right, and `Cancelled`.
   */
  async run(reached: () => void): Promise<RehearsalResult> {
    this.#control = new AbortController();
    const { signal } = this.#control;
    try {
      const project = openProject(settingsOf(this.#request), this.#request.cwd);
      const pid = this.#request.pid ?? (await this.#launch(project, signal));
      signal.throwIfAborted();
      await this.#removeDumps();
      this.#dumps = await createPrivateFolder();
      const dump = this.#dumps.path;
      const { past, future, settings } = project;
      const { launch: _, ...kept } = settings;
      const onPhase = (phase: Phase, done: boolean) => {
        if (phase !== 'attach') reached();
        if (!done) this.#listener.phase(phase);
      };
      const report = await rehearseVersions(
        { ...project, settings: { ...kept, pid, dump } },
        { signal, events: { onPhase } },
      );
      return {
        report,
        roots: { past: past.root, future: future.root, transfer: transferFolder(future.root, settings) },
        dumps: readDumps(dump),
      };
    } catch (error) {
      throw signal.aborted ? new Cancelled() : error;
    }
  }

  /** Stops the rehearsal that runs; it rejects with `Cancelled` when all that it started is ended. */
  cancel(): void {
    this.#control.abort();
  }

  /** Ends the past version that was started here and removes what was captured. */
  async close(): Promise<void> {
    await this.#launched?.stop();
    this.#launched = null;
    await this.#removeDumps();
  }

  async #removeDumps(): Promise<void> {
    await this.#dumps?.remove();
    this.#dumps = null;
  }

  /** The pid of the past version that this session started; it is started anew where it has ended since. */
  async #launch({ past, settings }: Project, signal: AbortSignal): Promise<number> {
    if (this.#launched?.isRunning === true) return this.#launched.pid;
    await this.#launched?.stop();
    const { executable, args } = runCommand(past, settings['past-run']);
    const { env, driver } = this.#request;
    // The port that everybody uses may be taken.
    const flags = /^node(\.exe)?$/.test(path.basename(executable)) ? ['--inspect-port=0'] : [];
    this.#launched = await LaunchedPast.start({
      command: [executable, ...flags, ...args],
      cwd: past.root,
      env,
      ...(driver === undefined ? {} : { driver }),
      onOutput: (stream, line) => this.#listener.output(stream, line),
      signal,
    });
    return this.#launched.pid;
  }
}

function settingsOf(request: RehearsalRequest): Settings {
  const { pastRun, futureRun, past, future, transfer, timeout, memory } = request;
  const settings = { past, future, transfer, timeout, memory, 'past-run': pastRun, 'future-run': futureRun };
  return Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== undefined));
}
