import { join } from 'node:path';
import type { StateDiff } from '@timeferry/analysis/state-diff';
import type { TransferPlan } from '@timeferry/analysis/transfer-plan';
import { capture } from '@timeferry/transfer/agents/capture';
import { type RebuildRequest, rebuild } from '@timeferry/transfer/agents/rebuild';
import { readGraph } from '@timeferry/transfer/agents/rebuild/source';
import { reportComparison } from '@timeferry/transfer/compare-report';
import type { RebuildSummary } from '@timeferry/transfer/rebuild-result';
import type { Mismatch } from '@timeferry/transfer/rehearsal-report';
import { mirrorPlan } from './mirror-plan.ts';
import type { StandInProgram } from './stand-in-program.ts';

export type Direction = 'forward' | 'backward';

/** Three programs: where the value is, where it goes, and where it comes back. */
export interface Stations {
  readonly start: StandInProgram;
  readonly away: StandInProgram;
  readonly home: StandInProgram;
}

export interface JourneyInput extends Stations {
  /** The way there: `forward` takes a past value to the future version and back, `backward` a future one to the past. */
  readonly direction: Direction;
  readonly plan: TransferPlan;
  readonly diff: StateDiff;
  /** Where captures are written. */
  readonly folder: string;
  readonly initializers: NonNullable<RebuildRequest['initializers']>;
}

/** What became of a value on its way there and back, by the same code that moves the state of processes. */
export interface Journey {
  readonly there: RebuildSummary;
  /** `null` where it did not get there. */
  readonly back: RebuildSummary | null;
  readonly mismatches: readonly Mismatch[];
}

/** Sends the value of `start` to `away` and on to `home`, and compares. */
export function travel(input: JourneyInput): Journey {
  const { direction, plan, start, away, home } = input;
  const file = (name: string) => join(input.folder, name);
  const [here, far] = direction === 'forward' ? (['past', 'future'] as const) : (['future', 'past'] as const);
  const roots = (side: 'past' | 'future') => plan.roots.flatMap((root) => root[side] ?? []);
  capture(start, { file: file('start'), roots: roots(here) });
  const initializers = input.initializers;
  const there = rebuild(away, { direction, plan, file: file('start'), initializers });
  if (there.summary.failure) return { there: there.summary, back: null, mismatches: [] };
  capture(away, { file: file('away'), roots: roots(far), counterparts: there.counterparts });
  const opposite = direction === 'forward' ? 'backward' : 'forward';
  const kept = direction === 'forward' ? { past: file('start') } : {};
  const back = rebuild(home, { direction: opposite, plan, file: file('away'), initializers, ...kept });
  if (back.summary.failure) return { there: there.summary, back: back.summary, mismatches: [] };
  capture(home, { file: file('home'), roots: roots(here) });
  const captures = {
    past: readGraph(file('start')),
    future: readGraph(file('away')),
    reversed: readGraph(file('home')),
  };
  const lost = new Set([...there.summary.lost, ...back.summary.lost]);
  const seen = input.direction === 'forward' ? plan : mirrorPlan(plan, input.diff);
  const { mismatches } = reportComparison(seen, captures, { lost, missing: new Map() });
  return { there: there.summary, back: back.summary, mismatches };
}
