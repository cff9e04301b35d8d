import { readdir, readlink } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { listeningSockets } from '@timeferry/transfer/process-facts-sockets';
import type { RunningProgram } from './program.ts';

/** How long what is left of a killed rehearsal may take to go, in milliseconds: its guardian sees to that. */
const SETTLE_MS = 10_000;

/**
 * What is wrong with the past process or its surroundings after a rehearsal: it does not serve, listens on other ports than
 * the `sockets` it had, or processes are left.
 */
export async function harmTo(program: RunningProgram, sockets: number): Promise<string[]> {
  for (const deadline = Date.now() + SETTLE_MS; ; await delay(50)) {
    const harm = await harmNow(program, sockets);
    if (harm.length === 0 || Date.now() > deadline) return harm;
  }
}

async function harmNow(program: RunningProgram, sockets: number): Promise<string[]> {
  const harm: string[] = [];
  const answer = await program.served().catch((error: Error) => error.message);
  if (answer !== 'served') harm.push(`it no longer serves: ${answer}`);
  if (listeningSockets(program.pid).length !== sockets) harm.push('it listens on another port');
  const strays = await straysOf(program);
  if (strays.length > 0) harm.push(`processes are left: ${strays.join(', ')}`);
  return harm;
}

/** Processes that were started in the program's folder, the past one left out. */
async function straysOf({ folder, pid }: RunningProgram): Promise<number[]> {
  const pids = (await readdir('/proc')).map(Number).filter((each) => Number.isInteger(each) && each !== pid);
  const inside = await Promise.all(
    pids.map(async (each) => {
      const cwd = await readlink(`/proc/${each}/cwd`).catch(() => '');
      return cwd.startsWith(folder);
    }),
  );
  return pids.filter((_, index) => inside[index]);
}
