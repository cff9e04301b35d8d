import { readFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { listeningSockets } from '@timeferry/transfer/process-facts-sockets';

const pollMs = 50;
/** A program that has used no processor time for so long has started. */
const idleMs = 700;

/**
 * Resolves when a process listens on a TCP port or has been idle for a moment, at the latest after `limitMs`.
 * Where the system has no `/proc` to ask, it waits for the idle time only.
 */
export async function readiness(pid: number, limitMs: number, signal: AbortSignal): Promise<void> {
  const end = Date.now() + limitMs;
  let busy = await processorTime(pid);
  let idleSince = Date.now();
  while (Date.now() < end && !signal.aborted) {
    if (listeningSockets(pid).length > 0) return;
    const now = await processorTime(pid);
    if (now !== busy) {
      busy = now;
      idleSince = Date.now();
    } else if (Date.now() - idleSince >= idleMs) return;
    await delay(pollMs);
  }
}

/** Clock ticks of processor time used so far; 0 where that cannot be read. */
async function processorTime(pid: number): Promise<number> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  // The command's name, in parentheses, may hold blanks: count the fields behind it.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return Number(fields[11] ?? 0) + Number(fields[12] ?? 0);
}
