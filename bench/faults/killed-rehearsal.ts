import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import type { Phase } from '@timeferry/transfer/rehearsal-report';
import type { RehearsalRequest } from '@timeferry/transfer/rehearse-request';
import type { KillFault } from './fault.ts';

const PHASES: readonly Phase[] = [
  'attach',
  'capture-past',
  'boot-future',
  'forward',
  'capture-future',
  'boot-reversed',
  'backward',
  'capture-reversed',
  'compare',
];
/** How far into a phase a rehearsal is killed, in milliseconds. */
const DELAYS = [0, 30] as const;

/** A kill for each phase of the rehearsals of a program, as the phase begins and a little later. */
export function killFaults(program: string): KillFault[] {
  return PHASES.flatMap((phase) =>
    DELAYS.map((afterMs) => {
      const change = `killed ${afterMs} ms into ${phase}`;
      return { program, kind: 'killed rehearsal' as const, change, phase, afterMs };
    }),
  );
}

/** Rehearses in a process of its own, which is killed at the moment that the fault names; gives what the process said last. */
export async function killRehearsal({ phase, afterMs }: KillFault, request: RehearsalRequest): Promise<string> {
  const child = fork(new URL('rehearsing.mjs', import.meta.url), { serialization: 'advanced', stdio: 'ignore' });
  const gone = once(child, 'exit');
  let said = 'nothing';
  child.on('message', (message: string) => {
    said = message;
    if (message === phase) void killAfter(child, afterMs);
  });
  child.send(request);
  await gone;
  return `killed in ${said}`;
}

async function killAfter(child: ChildProcess, ms: number): Promise<void> {
  if (ms > 0) await delay(ms);
  child.kill('SIGKILL');
}
