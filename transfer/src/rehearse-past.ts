import { join } from 'node:path';
import type { RootPlan, TransferPlan } from '@timeferry/analysis/transfer-plan';
import { attach } from './attached-process.ts';
import { type Discovery, discover } from './discover.ts';
import type { HeapPlace } from './heap-graph.ts';
import type { InspectorSession } from './inspector-session.ts';
import type { SharedObject } from './patched-prototypes.ts';
import { NotQuiescentError, QuietWatch } from './quiescent.ts';
import type { CapturedClosures } from './read-hidden.ts';
import { RehearsalAgents } from './rehearse-agents.ts';
import { startHeld } from './rehearse-boot.ts';
import type { RehearsalContext } from './rehearse-context.ts';
import { RehearsalFailure } from './rehearse-phases.ts';
import { CodeUnknownError } from './script-codes.ts';
import type { ProgramTimer } from './uncovered-state.ts';

/** A process opens its inspector at once or not at all, so a phase's whole time is not waited for it, in milliseconds. */
const attachLimitMs = 10_000;

export interface PastCapture {
  readonly file: string;
  readonly objects: number;
  readonly bytes: number;
  readonly pauseMs: number;
  readonly searchMs: number;
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

/** Captures, and again where that showed code that had to be read first, or classes of packages that had to be named. */
async function captureNamed(
  { request, folder }: RehearsalContext,
  { session, facts }: PastProcess,
  discovery: Discovery,
  agents: RehearsalAgents,
): Promise<PastCapture> {
  const { timeoutMs } = request;
  const plan = withInstances(request.plan, discovery.instances);
  const wanted = { file: join(folder, 'past.capture'), roots: plan.roots.flatMap((root) => root.past ?? []) };
  const missing = new Map(discovery.missing.map(({ root, why }) => [root, why]));
  await agents.warmUp(timeoutMs);
  const placeOf = (code: HeapPlace) => discovery.placeOf(code);
  await using watch = await QuietWatch.open(session, { limitMs: timeoutMs, placeOf });
  for (let mayLearn = false; ; mayLearn = true) {
    const moment = await unlessCodeUnknown(
      watch.at(async (at) => {
        await discovery.refresh(at, mayLearn);
        await discovery.forget();
        const how = { run: (job: string) => at.run(job), timeoutMs };
        return agents.read(discovery.program, wanted, undefined, (objects) => discovery.look(objects), how);
      }),
    );
    await discovery.leave();
    const written = moment && (await agents.write(moment.result, timeoutMs));
    if (!written || (await name(discovery, written.unknown))) {
      await learn(discovery, agents, wanted, timeoutMs);
      continue;
    }
    const { objects, bytes, codes } = written;
    const unverified = [...moment.unverified, ...(await discovery.otherProcesses(facts?.pid))];
    const timers = await discovery.timers((found) => agents.unmet(moment.result, found));
    const closures = await discovery.closures(codes);
    const shared = await discovery.shared();
    return {
      file: wanted.file,
      objects,
      bytes,
      pauseMs: session.stops.ms,
      searchMs: session.stops.searchMs,
      plan,
      packageFiles: [...discovery.packageFiles],
      packageNames: discovery.packageNames,
      missing,
      unverified,
      closures,
      timers,
      shared,
    };
  }
}

async function unlessCodeUnknown<Result>(attempt: Promise<Result>): Promise<Result | undefined> {
  try {
    return await attempt;
  } catch (error) {
    if (error instanceof CodeUnknownError) return undefined;
    throw error;
  }
}

/** Reads the code that a capture meets while the program runs on: what it finds out then is out of date, its code is not. */
async function learn(
  discovery: Discovery,
  agents: RehearsalAgents,
  wanted: { readonly file: string; readonly roots: readonly string[] },
  timeoutMs: number,
): Promise<void> {
  const look = (objects: string) => discovery.look(objects);
  const survey = async () => {
    await discovery.forget();
    await discovery.leave();
    return agents.survey(discovery.program, wanted, look, timeoutMs);
  };
  while (await name(discovery, await survey()));
}

/** Names classes of packages; gives whether more of them are known then. */
async function name(discovery: Discovery, classes: string | undefined): Promise<boolean> {
  const before = discovery.packageFiles.size;
  if (classes !== undefined) await discovery.resolveNames(classes);
  return discovery.packageFiles.size > before;
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
