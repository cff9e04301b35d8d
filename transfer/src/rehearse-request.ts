import type { TransferPlan } from '@timeferry/analysis/transfer-plan';
import type { Declared } from './check-declared.ts';
import type { Phase } from './rehearsal-report.ts';
import type { ReadFunctions } from './script-codes.ts';

/** How to start one version: `node` with these arguments, from the version's root. */
export interface RunCommand {
  readonly executable: string;
  readonly args: readonly string[];
}

export interface RehearsalRequest {
  /** A running process, which runs on unchanged; or `held`: the past version is started here with its effects held back. */
  readonly past: { readonly pid: number } | 'held';
  /** Absolute folders of the two versions. */
  readonly pastRoot: string;
  /** The folder that the running process was started from, where that is another than `pastRoot` (a checkout of what it runs). */
  readonly liveRoot?: string;
  readonly futureRoot: string;
  readonly pastRun: RunCommand;
  readonly futureRun: RunCommand;
  readonly plan: TransferPlan;
  /** What the plan was made from, for the check of the future state against its own declarations; left out, there is none. */
  readonly declared?: Declared;
  /** How long each phase may take, in milliseconds. */
  readonly timeoutMs: number;
  /** How much memory the future and the reversed process may use each, in MiB. */
  readonly memoryMb: number;
  /** Kinds of effects that the future and reversed processes may have. */
  readonly allow: readonly string[];
  /** Folder for `past.json`, `future.json` and `reversed.json`. */
  readonly dump?: string;
  /** Reads the functions of a script; without it closures that were made after start-up cannot be transferred. */
  readonly readFunctions?: ReadFunctions;
  /** Ends the rehearsal: everything that it started is ended, then it rejects with the signal's reason. */
  readonly signal?: AbortSignal;
}

export interface RehearsalEvents {
  /** A phase begins (`done` false) or has ended. */
  onPhase?(phase: Phase, done: boolean): void;
  /** The past state is captured, in a file that is removed when the rehearsal ends. */
  onPastCaptured?(file: string): Promise<void>;
}
