import { rm } from 'node:fs/promises';
import type { Charge } from '../../guardian.ts';
import { closeInspectorWithin } from '../../open-inspector-close.ts';
import { findOpened } from '../../open-inspector-opened.ts';
import { readStartTime } from '../../process-facts-proc.ts';

const closeTimeoutMs = 10_000;
/** How long a process that was asked to open its inspector may take, in milliseconds. */
const openTimeoutMs = 2_000;

/** Ends, removes or closes one thing that its owner left behind. */
export async function dispose(charge: Charge): Promise<void> {
  if (charge.kind === 'folder') await rm(charge.path, { recursive: true, force: true, maxRetries: 3 });
  else if (readStartTime(charge.pid) !== charge.started) return;
  else if (charge.kind === 'group') process.kill(-charge.pid, 'SIGKILL');
  else await closeOpened(charge);
}

async function closeOpened({ pid, before }: Extract<Charge, { kind: 'inspector' }>): Promise<void> {
  const opened = await findOpened(pid, before, openTimeoutMs);
  if (opened !== undefined) await closeInspectorWithin(opened.url, closeTimeoutMs);
}
