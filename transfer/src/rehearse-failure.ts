import type { TransferPlan } from '@timeferry/analysis/transfer-plan';
import type { RebuildSummary } from './rebuild-result.ts';
import type { Phase } from './rehearsal-report.ts';
import { RehearsalFailure } from './rehearse-phases.ts';
import { locateFailure, readableStack } from './report-stack.ts';

/** Turns what a mapper threw inside the process into the answer of the rehearsal, with its place in the transfer module. */
export function refuseFailure(summary: RebuildSummary, phase: Phase, { mappers }: TransferPlan): void {
  const { failure } = summary;
  if (!failure) return;
  const location = failure.stack === null ? undefined : locateFailure(failure.stack, mappers);
  throw new RehearsalFailure({
    phase,
    kind: failure.exited ? 'crash' : 'throw',
    message: failure.exited ? `The transfer code ${failure.message}.` : failure.message,
    ...(failure.stack !== null && { stack: readableStack(failure.stack, mappers) }),
    ...(failure.path !== null && { path: failure.path }),
    ...(location && { location }),
  });
}
