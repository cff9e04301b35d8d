import { rm } from 'node:fs/promises';
import type { Charge } from '../../guardian.ts';
import { closeInspectorWithin } from '../../open-inspector-close.ts';
import { readStartTime } from '../../process-facts-proc.ts';

const closeTimeoutMs = 10_000;

/** Ends, removes or closes one thing that its owner left behind. */
export async function dispose(charge: Charge): Promise<void> {
  if (charge.kind === 'folder') await rm(charge.path, { recursive: true, force: true, maxRetries: 3 });
  else if (readStartTime(charge.pid) !== charge.started) return;
  else if (charge.kind === 'group') process.kill(-charge.pid, 'SIGKILL');
  else await closeInspectorWithin(charge.url, closeTimeoutMs);
}
