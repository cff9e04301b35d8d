import type { RootPlan, TransferPlan } from '@timeferry/analysis/transfer-plan';
import { type Discovery, discover } from './discover.ts';
import { BootError, bootHeld, type HeldProcess } from './held-process.ts';
import { initializerKey } from './initializer-key.ts';
import { InspectorError } from './inspector-session.ts';
import { ProcessError, readEnvironment } from './process-facts.ts';
import { defaultOutputLimit } from './process-group-inspector.ts';
import type { HeldEffect, Phase } from './rehearsal-report.ts';
import { RehearsalAgents } from './rehearse-agents.ts';
import type { RehearsalContext } from './rehearse-context.ts';
import { RehearsalFailure } from './rehearse-phases.ts';
import type { RehearsalRequest, RunCommand } from './rehearse-request.ts';

/** A version that was started here, with the agents in it and its state found. */
export interface BootedVersion {
  readonly held: HeldProcess;
  readonly discovery: Discovery;
  readonly agents: RehearsalAgents;
  /** Handles of functions that give the first value of a new field, by `initializerKey`. */
  readonly initializers: ReadonlyMap<string, string>;
}

/** What to start, and whose names its modules and roots have: the reversed process runs the past version. */
export interface BootWish {
  readonly version: HeldEffect['version'];
  readonly root: string;
  readonly run: RunCommand;
  readonly plan: TransferPlan;
  readonly packageFiles: readonly string[];
}

/** Starts a version with its effects held back. The caller disposes of `held`. Throws a `RehearsalFailure`. */
export async function bootVersion(context: RehearsalContext, wish: BootWish): Promise<BootedVersion> {
  const phase = wish.version === 'future' ? 'boot-future' : 'boot-reversed';
  const held = await startHeld(context, wish, phase);
  try {
    return await prepare(context, wish, held);
  } catch (error) {
    await held[Symbol.asyncDispose]();
    if (!(error instanceof InspectorError)) throw error;
    throw new RehearsalFailure({ phase, kind: 'boot', message: error.message });
  }
}

/** Starts a version whose effects are held back. Throws a `RehearsalFailure` where its start-up fails. */
export async function startHeld(
  { request, folder }: RehearsalContext,
  {
    version,
    root,
    run,
  }: { readonly version: HeldEffect['version'] | 'past'; readonly root: string; readonly run: RunCommand },
  phase: Phase,
): Promise<HeldProcess> {
  try {
    return await bootHeld({
      version: version === 'future' ? 'future' : 'reversed',
      root,
      command: [run.executable, ...run.args],
      executable: run.executable,
      entry: undefined,
      env: environmentFor(request.past),
      memoryMb: request.memoryMb,
      timeoutMs: request.timeoutMs,
      outputLimit: defaultOutputLimit,
      // The process itself writes its captures.
      allow: [...request.allow, `write:${folder}`],
      hold: true,
    });
  } catch (error) {
    if (!(error instanceof BootError)) throw error;
    const { message, stack } = error.failure;
    const text = `The ${version} version did not start: ${message}`;
    throw new RehearsalFailure({ phase, kind: 'boot', message: text, stack }, error.held);
  }
}

/** Set by the parent of a process for its channel to that process alone; Node would look for the channel and fail. */
const OF_ONE_PROCESS = new Set(['NODE_CHANNEL_FD', 'NODE_CHANNEL_SERIALIZATION_MODE', 'NODE_UNIQUE_ID']);

/** The past process's environment, with which its program is known to start; ours where that cannot be read. */
export function environmentFor(past: RehearsalRequest['past']): NodeJS.ProcessEnv {
  if (past === 'held') return process.env;
  try {
    const given = Object.entries(readEnvironment(past.pid));
    return Object.fromEntries(given.filter(([name]) => !OF_ONE_PROCESS.has(name)));
  } catch (error) {
    if (!(error instanceof ProcessError)) throw error;
    return process.env;
  }
}

async function prepare({ request }: RehearsalContext, wish: BootWish, held: HeldProcess): Promise<BootedVersion> {
  const { timeoutMs, readFunctions } = request;
  const { plan, version, root } = wish;
  const names = version === 'future' ? plan.future : plan.past;
  const roots = version === 'future' ? plan.roots : plan.roots.map(ofPast);
  const reader = readFunctions && { readFunctions };
  const discovery = await discover(held.session, { root, names, roots, side: 'future', timeoutMs, ...reader });
  await discovery.knowFiles(wish.packageFiles);
  const agents = await RehearsalAgents.open(held.session, ['capture', 'rebuild'], timeoutMs);
  const initializers = version === 'future' ? await initializersOf(plan, discovery) : new Map<string, string>();
  return { held, discovery, agents, initializers };
}

/**
 * The initializers of fields that the future version's classes have anew, each in the scope of its class. One that cannot
 * be had there (its class is not alive yet) is evaluated without that scope.
 */
async function initializersOf({ types }: TransferPlan, discovery: Discovery): Promise<ReadonlyMap<string, string>> {
  const result = new Map<string, string>();
  for (const { key, futureClass, fields } of types) {
    for (const { past, future, initializer } of fields) {
      if (futureClass === null || past !== null || future === null || initializer === null) continue;
      const handle = await discovery.initializer(futureClass, initializer).catch(() => undefined);
      if (handle !== undefined) result.set(initializerKey(key, future), handle);
    }
  }
  return result;
}

/** The root as a process of the past version that is ours has it. */
function ofPast(root: RootPlan): RootPlan {
  return { ...root, future: root.past, futurePosition: root.pastPosition };
}
