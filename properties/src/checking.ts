import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { StateDiff } from '@timeferry/analysis/state-diff';
import type { TransferPlan } from '@timeferry/analysis/transfer-plan';
import type { Direction } from './journey.ts';
import type { Recipe } from './recipe.ts';
import type { Subject } from './subject.ts';

// What the process that asks and the process that checks write down for each other.

/** What is to be checked: the file `request` of the folder that both know, through `v8.serialize`. */
export interface CheckRequest {
  readonly diff: StateDiff;
  readonly plan: TransferPlan;
  readonly seed: number;
  readonly runs: number;
  /** For one value there and back, in milliseconds. */
  readonly timeoutMs: number;
  /** The transfer folder as seen from where tests are saved; `null` where none are. */
  readonly transferFromTests: string | null;
  /** Live values to try instead of arbitrary ones; what is not among the targets is not checked then. */
  readonly live?: readonly LiveValues[];
}

/** Values of one subject from a live process, the likeliest to break it first. */
export interface LiveValues {
  readonly target: string;
  readonly recipes: readonly Recipe[];
  /** What the test speaks of. */
  readonly path: string;
}

/** The value that is on its way now: the file `current`, written before each journey. */
export interface CurrentJourney {
  readonly target: string;
  readonly direction: Direction;
  readonly recipe: Recipe;
}

/** A line of the file `results`, as JSON. */
export interface MapperResult {
  readonly target: string;
  readonly outcome: 'holds' | 'broken' | 'unproved';
  readonly runs: number;
  readonly why: string | null;
  readonly counterexample: DescribedCounterexample | null;
  /** It hangs, or ends the process that runs it. */
  readonly isFatal: boolean;
}

/** A counterexample as it leaves the process that found it. */
export interface DescribedCounterexample {
  readonly message: string;
  readonly path: string;
  readonly direction: Direction;
  readonly line: number | null;
  readonly column: number | null;
  /** For people: several lines. */
  readonly text: string;
  /** A test file that shows it; `null` where none was asked for, or no mapper's code is to blame. */
  readonly test: string | null;
}

export const FILES = { request: 'request', current: 'current', results: 'results' } as const;

/** The results so far. */
export function readResults(folder: string): MapperResult[] {
  const lines = readFileSync(join(folder, FILES.results), 'utf8').split('\n');
  return lines.filter((line) => line !== '').map((line) => JSON.parse(line) as MapperResult);
}

/** The subjects that a request asks about. */
export function checkedSubjects(subjects: readonly Subject[], { live }: CheckRequest): readonly Subject[] {
  return live ? subjects.filter(({ target }) => live.some((one) => one.target === target)) : subjects;
}
