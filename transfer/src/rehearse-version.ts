import { join } from 'node:path';
import type { TransferPlan } from '@timeferry/analysis/transfer-plan';
import { readCapture } from './capture-file.ts';
import { checkInvariants, type InvariantReport } from './check-invariants.ts';
import { GraphPaths } from './graph-paths.ts';
import { InspectorError } from './inspector-session.ts';
import { type Failure, type Guardable, runGuarded } from './limits.ts';
import { withPackageClasses } from './package-classes.ts';
import { lostPatches } from './patched-prototypes.ts';
import type { CapturedClosures } from './read-hidden.ts';
import type { RebuildSummary } from './rebuild-result.ts';
import type { HeldEffect, Phase, RehearsalError } from './rehearsal-report.ts';
import type { CaptureOutcome, RebuildOutcome } from './rehearse-agents.ts';
import { type BootedVersion, bootVersion } from './rehearse-boot.ts';
import type { RehearsalContext } from './rehearse-context.ts';
import { refuseFailure } from './rehearse-failure.ts';
import type { PastCapture } from './rehearse-past.ts';
import { RehearsalFailure } from './rehearse-phases.ts';
import { locateFailure, readableStack } from './report-stack.ts';
import { lostTimers } from './uncovered-state.ts';

/** State that was transferred into a process of one version, and what that process has become. */
export interface FilledVersion {
  readonly file: string;
  /** With the classes of packages as both versions' processes name them. */
  readonly plan: TransferPlan;
  readonly summary: RebuildSummary;
  /** What the author's invariants say of the state in it. */
  readonly invariants: InvariantReport;
  readonly held: readonly HeldEffect[];
  readonly closures: CapturedClosures;
  /** A sentence for the timers of each kind that only the past process has set. */
  readonly lostTimers: readonly string[];
  /** A sentence for each thing that only the past process has put on a class or prototype. */
  readonly lostPatches: readonly string[];
}

const PHASES = {
  future: { boot: 'boot-future', fill: 'forward', capture: 'capture-future', direction: 'forward' },
  reversed: { boot: 'boot-reversed', fill: 'backward', capture: 'capture-reversed', direction: 'backward' },
} as const;

/**
 * Starts the future or the reversed process, transfers the state of a capture into it, and captures it. The process is
 * gone when this resolves. `file` is the capture to transfer from. Throws a `RehearsalFailure`.
 */
export async function fillVersion(
  context: RehearsalContext,
  version: 'future' | 'reversed',
  captured: PastCapture,
  file: string,
  closures: CapturedClosures,
): Promise<FilledVersion> {
  const { phases, request, folder } = context;
  const { boot, fill, capture } = PHASES[version];
  const { packageFiles, packageNames } = captured;
  const [root, run] =
    version === 'future' ? [request.futureRoot, request.futureRun] : [request.pastRoot, request.pastRun];
  const booted = await phases.run(boot, () =>
    bootVersion(context, { version, root, run, plan: captured.plan, packageFiles }),
  );
  const live = { past: packageNames, future: booted.discovery.packageNames };
  const plan = version === 'future' ? withPackageClasses(captured.plan, live) : captured.plan;
  const past = { ...captured, plan };
  const end = () => void booted.held.end().catch(() => {});
  request.signal?.addEventListener('abort', end);
  try {
    const isFuture = version === 'future' && past.timers.length > 0;
    const timers = isFuture ? lostTimers(past.timers, await booted.discovery.timers()) : [];
    const patches = version === 'future' ? lostPatches(past.shared, await booted.discovery.shared(), plan) : [];
    await booted.discovery.forget();
    const outcome = await phases.run(fill, () => rebuild(context, version, past, file, booted, closures));
    const roots = plan.roots.flatMap((one) => (version === 'future' ? one.future : one.past) ?? []);
    const result = join(folder, `${version}.capture`);
    const [closuresThere, invariants] = await phases.run(capture, async () => {
      const { codes, work } = await captureOrFail(context, booted, result, roots, outcome, capture);
      const there = { version, plan, past: file, file: result, work };
      // The author's code comes last, for it may take the process with it.
      return [await booted.discovery.closures(codes), await checkInvariants(there, booted, request.timeoutMs)] as const;
    });
    return {
      file: result,
      plan,
      summary: outcome.summary,
      invariants,
      held: await booted.held.held(),
      closures: closuresThere,
      lostTimers: timers,
      lostPatches: patches,
    };
  } catch (error) {
    if (!(error instanceof RehearsalFailure)) throw error;
    throw new RehearsalFailure(error.error, await booted.held.held());
  } finally {
    request.signal?.removeEventListener('abort', end);
    await booted.held[Symbol.asyncDispose]();
  }
}

async function rebuild(
  context: RehearsalContext,
  version: 'future' | 'reversed',
  past: PastCapture,
  file: string,
  { held, agents, discovery, initializers }: BootedVersion,
  closures: CapturedClosures,
): Promise<RebuildOutcome> {
  const { fill, direction } = PHASES[version];
  let stoppedAt = -1;
  const guarded: Guardable = {
    session: held.session,
    group: held.group,
    scriptUrl: (id) => held.scriptUrl(id),
    recordedEnding: () => held.recordedEnding(),
    end: async () => {
      // Whoever ends it has stopped it first, so it can still say what it was at.
      stoppedAt = await agents.currentObject(1_000).catch(() => -1);
      await held.end();
    },
  };
  // What is put back as it was may be closures that the future version has no place for.
  const aside = version === 'reversed' ? [past.closures] : [];
  const codes = await discovery.prepareClosures(closures, ...aside);
  const request = { direction, plan: past.plan, file, codes, ...(version === 'reversed' && { past: past.file }) };
  // Discovery lets no pause through; one that stops the transfer must come through.
  await held.session.send('Debugger.setSkipAllPauses', { skip: false }, context.request);
  const ending = await runGuarded(
    guarded,
    agents.rebuildCall(discovery.program, request, initializers),
    context.request,
  );
  if (ending.kind !== 'value') throw new RehearsalFailure(await describe(ending, fill, past, file, stoppedAt));
  const outcome = await agents.readRebuild(ending.result.objectId!);
  refuseFailure(outcome.summary, fill, past.plan);
  return outcome;
}

/** What is said of a transfer that had to be stopped, or that took the process with it. */
async function describe(
  failure: Failure,
  phase: Phase,
  { plan }: PastCapture,
  file: string,
  stoppedAt: number,
): Promise<RehearsalError> {
  const { kind, message, stack } = failure;
  const location = locateFailure(stack, plan.mappers);
  return {
    phase,
    kind: kind === 'exit' ? 'crash' : kind,
    message: `The transfer code was stopped. ${message}`,
    ...(stack !== '' && { stack: readableStack(stack, plan.mappers) }),
    ...(stoppedAt >= 0 && { path: new GraphPaths(await readCapture(file)).of(stoppedAt) }),
    ...(location && { location }),
  };
}

async function captureOrFail(
  { request }: RehearsalContext,
  { agents, discovery }: BootedVersion,
  file: string,
  roots: readonly string[],
  { counterparts }: RebuildOutcome,
  phase: Phase,
): Promise<CaptureOutcome & { readonly work: string }> {
  try {
    await discovery.forget();
    const look = (objects: string) => discovery.look(objects);
    const work = await agents.read(discovery.program, { file, roots }, counterparts, look, request);
    return { ...(await agents.write(work, request.timeoutMs)), work };
  } catch (error) {
    if (!(error instanceof InspectorError)) throw error;
    throw new RehearsalFailure({ phase, kind: 'crash', message: error.message });
  }
}
