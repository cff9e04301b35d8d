import type { ProgramTimer } from './agents/program/outside.ts';
import type { LiveHandles } from './live-handles.ts';
import { scopesOf } from './live-scopes.ts';
import { readChildren } from './process-facts-proc.ts';

export type { ProgramTimer } from './agents/program/outside.ts';

/**
 * A sentence for each worker thread and child process of a process: their state is their own. `pid` is its number, where
 * that is known.
 */
export async function otherProcesses(live: LiveHandles, pid?: number): Promise<string[]> {
  return [...(await describeWorkers(live)), ...(await describeChildren(live, pid))];
}

/** The inspector tells of each thread when it is asked to follow them. Loaders of modules run in a thread of the runtime's own. */
async function describeWorkers(live: LiveHandles): Promise<string[]> {
  const workers: WorkerInfo[] = [];
  const stop = live.session.on<{ workerInfo: WorkerInfo }>('NodeWorker.attachedToWorker', ({ workerInfo }) => {
    workers.push(workerInfo);
  });
  try {
    await live.send('NodeWorker.enable', { waitForDebuggerOnStart: false });
    await live.send('NodeWorker.disable');
  } finally {
    stop();
  }
  const own = workers.filter(({ url }) => !url.startsWith('node:internal/') && !COMPILER.test(url));
  return own.map(({ workerId }) => `State in worker thread ${workerId} is not covered.`);
}

/** The thread in which a loader compiles TypeScript holds none of the program's state. */
const COMPILER = /\/node_modules\/esbuild\/lib\/main\.js$/;

interface WorkerInfo {
  readonly workerId: string;
  readonly url: string;
}

/** The heap is only searched where the system does not say that there is no child. */
async function describeChildren(live: LiveHandles, pid: number | undefined): Promise<string[]> {
  if (pid !== undefined && readChildren(pid)?.length === 0) return [];
  const prototype = await live.hold('builtinPrototype', { value: 'child_process' }, { value: 'ChildProcess' });
  return live.call<string[]>('describeChildren', { objectId: await live.heirs(prototype) });
}

/**
 * The active timers that call functions of the program and are not among the objects that were captured; `unmet` picks
 * those out of an array in the process, and `look` finds out about closures.
 */
export async function programTimers(
  live: LiveHandles,
  program: string,
  look: (objects: string) => Promise<boolean>,
  unmet: (objects: string) => Promise<string> = async (objects) => objects,
): Promise<ProgramTimer[]> {
  const timers = await unmet((await activeTimers(live)) ?? (await timersOnHeap(live)));
  await look(await live.hold('callbacksOf', { objectId: timers }));
  return live.call<ProgramTimer[]>('describeTimers', { objectId: program }, { objectId: timers });
}

/** Handle of an array of the active timers: the runtime's own functions see the lists that it keeps them in. */
async function activeTimers(live: LiveHandles): Promise<string | undefined> {
  const scopes = await scopesOf(live, await live.properties(await live.hold('clearTimeoutOfRuntime')));
  const scope = scopes.find(({ variables }) => variables.includes('timerListMap'));
  return scope && live.hold('timersIn', { objectId: scope.snapshot });
}

/** The same, also of timers that are over, where a program has put functions of its own in the place of the runtime's. */
async function timersOnHeap(live: LiveHandles): Promise<string> {
  const functions = await live.heirs(await live.hold('functionPrototype'));
  return live.heirs(await live.hold('timerPrototype', { objectId: functions }));
}

/** A sentence for the timers of each kind that the past process has set and the future one has not. */
export function lostTimers(past: readonly ProgramTimer[], future: readonly ProgramTimer[]): string[] {
  const keyOf = ({ code, kind }: ProgramTimer) => `${code} ${kind}`;
  const there = new Map<string, number>();
  for (const timer of future) there.set(keyOf(timer), (there.get(keyOf(timer)) ?? 0) + 1);
  const lost = new Map<string, { readonly first: ProgramTimer; count: number }>();
  for (const timer of past) {
    const left = there.get(keyOf(timer)) ?? 0;
    if (left > 0) {
      there.set(keyOf(timer), left - 1);
      continue;
    }
    const entry = lost.get(keyOf(timer)) ?? { first: timer, count: 0 };
    entry.count += 1;
    lost.set(keyOf(timer), entry);
  }
  return [...lost.values()].map(({ first: { code, kind, delay }, count }) => {
    const what =
      count === 1
        ? `the ${kind} of ${delay} ms that calls it`
        : `${count} ${kind}s that call it (the first of ${delay} ms)`;
    return `${code}: ${what} cannot be set again, for no state holds ${count === 1 ? 'it' : 'them'}`;
  });
}
