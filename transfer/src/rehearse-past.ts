import { join } from 'node:path';
import type { RootPlan, TransferPlan } from '@timeferry/analysis/transfer-plan';
import { attach } from './attached-process.ts';
import { type Discovery, discover } from './discover.ts';
import type { InspectorSession } from './inspector-session.ts';
import type { SharedObject } from './patched-prototypes.ts';
import { atQuiescentMoment, NotQuiescentError } from './quiescent.ts';
import type { CapturedClosures } from './read-hidden.ts';
import { RehearsalAgents } from './rehearse-agents.ts';
import { startHeld } from './rehearse-boot.ts';
import type { RehearsalContext } from './rehearse-context.ts';
import { RehearsalFailure } from './rehearse-phases.ts';
import type { ProgramTimer } from './uncovered-state.ts';

/** A process opens its inspector at once or not at all, so a phase's whole time is not waited for it, in milliseconds. */
const attachLimitMs = 10_000;

export interface PastCapture {
  readonly file: string;
  readonly objects: number;
  readonly bytes: number;
  readonly pauseMs: number;
  /** The plan with a root for each live instance of a closure variable. */
  readonly plan: TransferPlan;
  /** Files of packages whose classes the state holds, for the other processes to know too. */
  readonly packageFiles: readonly string[];
  /** Names of functions and classes of those files. */
  readonly packageNames: readonly string[];
  /** Why roots of the past version are not there, by name. */
  readonly missing: ReadonlyMap<string, string>;
  readonly unverified: readonly string[];
  readonly closures: CapturedClosures;
  /** Active timers that no state holds. */
  readonly timers: readonly ProgramTimer[];
  readonly shared: readonly SharedObject[];
}

/**
 * Reads the past process at one consistent moment and lets it go; one that was started for this is ended. Throws what
 * attaching throws, else a `RehearsalFailure`.
 */
export async function capturePast(context: RehearsalContext): Promise<PastCapture> {
  const { phases } = context;
  const process = await phases.run('attach', () => openPast(context));
  try {
    return await phases.run('capture-past', () => readState(context, process));
  } finally {
    await process[Symbol.asyncDispose]();
  }
}

async function openPast(context: RehearsalContext): Promise<AsyncDisposable & PastProcess> {
  const { past, pastRoot: root, pastRun: run, timeoutMs, signal } = context.request;
  if (past === 'held') return startHeld(context, { version: 'past', root, run }, 'attach');
  return attach(past.pid, { timeoutMs: Math.min(timeoutMs, attachLimitMs), ...(signal && { signal }) });
}

/** One that was started for this may be the child of what its command runs, so its number is not known. */
interface PastProcess {
  readonly session: InspectorSession;
  readonly facts?: { readonly pid: number };
}

async function readState(context: RehearsalContext, past: PastProcess): Promise<PastCapture> {
  const { session } = past;
  const { plan, pastRoot, liveRoot = pastRoot, timeoutMs } = context.request;
  const { readFunctions } = context.request;
  const options = {
    ...({ root: liveRoot, names: plan.past, roots: plan.roots, side: 'past', timeoutMs } as const),
    ...(readFunctions && { readFunctions }),
  };
  const discovery = await discover(session, options);
  const agents = await RehearsalAgents.open(session, ['capture'], timeoutMs);
  try {
    return await captureNamed(context, past, discovery, agents);
  } catch (error) {
    if (!(error instanceof NotQuiescentError)) throw error;
    throw new RehearsalFailure({ phase: 'capture-past', kind: 'refused', message: error.message });
  } finally {
    await agents.release(timeoutMs).catch(() => {});
    await discovery.close().catch(() => {});
  }
}

/** Captures, and again where that showed classes of packages that had to be named first. */
async function captureNamed(
  { request, folder }: RehearsalContext,
  { session, facts }: PastProcess,
  discovery: Discovery,
  agents: RehearsalAgents,
): Promise<PastCapture> {
  const file = join(folder, 'past.capture');
  const plan = withInstances(request.plan, discovery.instances);
  const roots = plan.roots.flatMap((root) => root.past ?? []);
  const packageFiles = new Set<string>();
  const missing = new Map(discovery.missing.map(({ root, why }) => [root, why]));
  await agents.warmUp(request.timeoutMs);
  for (let pauseMs = 0; ; ) {
    const limit = { limitMs: request.timeoutMs };
    const moment = await atQuiescentMoment<string>(session, limit, async (at) => {
      await discovery.refresh(at);
      await discovery.forget();
      const look = (objects: string) => discovery.look(objects);
      const how = { run: (job: string) => at.run(job), timeoutMs: request.timeoutMs };
      return agents.read(discovery.program, { file, roots }, undefined, look, how);
    });
    pauseMs += moment.pauseMs;
    const { objects, bytes, unknown, codes } = await agents.write(moment.result, request.timeoutMs);
    const known = packageFiles.size;
    if (unknown !== undefined) for (const one of await discovery.resolveNames(unknown)) packageFiles.add(one);
    if (packageFiles.size > known) continue;
    const unverified = [...moment.unverified, ...(await discovery.otherProcesses(facts?.pid))];
    const timers = await discovery.timers((objects) => agents.unmet(moment.result, objects));
    const closures = await discovery.closures(codes);
    return {
      file,
      objects,
      bytes,
      pauseMs,
      plan,
      packageFiles: [...packageFiles, ...discovery.packageFiles],
      packageNames: discovery.packageNames,
      missing,
      unverified,
      closures,
      timers,
      shared: await discovery.shared(),
    };
  }
}

/** A closure variable that several closures have each for themselves is a root for each of them. */
function withInstances(plan: TransferPlan, instances: ReadonlyMap<string, number>): TransferPlan {
  const nameOf = (name: string | null, index: number) => name && `${name}[${index}]`;
  const roots = plan.roots.flatMap((root): RootPlan[] => {
    const count = (root.past !== null && instances.get(root.past)) || 1;
    const others = Array.from({ length: count - 1 }, (_, index) => ({
      ...root,
      past: nameOf(root.past, index + 1),
      future: nameOf(root.future, index + 1),
    }));
    return [root, ...others];
  });
  return { ...plan, roots };
}
