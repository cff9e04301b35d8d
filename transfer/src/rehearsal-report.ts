import type { Position } from '@timeferry/analysis/position';
import type { GuardBreach } from './rebuild-result.ts';

export type Phase =
  | 'attach'
  | 'capture-past'
  | 'boot-future'
  | 'forward'
  | 'capture-future'
  | 'boot-reversed'
  | 'backward'
  | 'capture-reversed'
  | 'compare';

/** A place in one of the two versions, or in a transfer module. */
export interface ReportLocation extends Position {
  readonly version: 'past' | 'future' | 'transfer';
}

/** What a rehearsal found: the value that `timeferry rehearse --json` prints. */
export interface RehearsalReport {
  readonly schema: 1;
  readonly outcome: 'match' | 'mismatch' | 'failed' | 'refused';
  readonly phases: readonly { readonly phase: Phase; readonly ms: number }[];
  /** How long the past process could not run its own code, in milliseconds. */
  readonly pauseMs: number;
  /** For how much of that its heap was searched, for the program's functions and for promises that code waits for. */
  readonly searchMs?: number;
  readonly objects: number;
  readonly bytes: number;
  readonly mismatches: readonly Mismatch[];
  readonly error?: RehearsalError;
  /** What was not compared, a sentence with the path and the reason each. */
  readonly excluded: readonly string[];
  /** What was moved by its actual value only, because no type says what it should be. */
  readonly unverified: readonly string[];
  /** Values that a guarded default could not keep, grouped by type and field. */
  readonly breaches?: readonly GuardBreach[];
  /** Effects of the future and reversed processes that were held back. */
  readonly held: readonly HeldEffect[];
}

/** Mismatches are grouped by type and field; the path and the values are those of the first of `count`. */
export interface Mismatch {
  readonly path: string;
  readonly type: string;
  readonly field: string;
  readonly past: string;
  readonly future: string;
  readonly reversed: string;
  readonly count: number;
  readonly why: string;
  /** The field's declaration in the future version (in the past one where the field is gone). */
  readonly location?: ReportLocation;
  /** The line of the mapper that fills the field. */
  readonly mapper?: ReportLocation;
}

export interface RehearsalError {
  readonly phase: Phase;
  readonly kind: 'throw' | 'timeout' | 'crash' | 'memory' | 'boot' | 'attach' | 'refused';
  readonly message: string;
  readonly stack?: string;
  /** Path of the object that was being transferred. */
  readonly path?: string;
  readonly location?: ReportLocation;
}

export interface HeldEffect {
  readonly version: 'future' | 'reversed';
  /** `listen`, `connect`, `timer`, `child process`, `write`, … */
  readonly kind: string;
  /** What it wanted: an address, a command, a file. */
  readonly what: string;
  readonly count: number;
}
