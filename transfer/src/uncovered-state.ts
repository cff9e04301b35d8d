import type { ProgramTimer } from './agents/program/outside.ts';
import type { LiveHandles } from './live-handles.ts';

export type { ProgramTimer } from './agents/program/outside.ts';

/** A sentence for each worker thread and child process of a process: their state is their own. */
export async function otherProcesses(live: LiveHandles): Promise<string[]> {
  const heirs = async (module: string, name: string) => ({
    objectId: await live.heirs(await live.hold('builtinPrototype', { value: module }, { value: name })),
  });
  return live.call<string[]>(
    'describeOthers',
    await heirs('worker_threads', 'Worker'),
    await heirs('child_process', 'ChildProcess'),
  );
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
  const functions = await live.heirs(await live.hold('functionPrototype'));
  const prototype = await live.hold('timerPrototype', { objectId: functions });
  const timers = await unmet(await live.heirs(prototype));
  await look(await live.hold('callbacksOf', { objectId: timers }));
  return live.call<ProgramTimer[]>('describeTimers', { objectId: program }, { objectId: timers });
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
