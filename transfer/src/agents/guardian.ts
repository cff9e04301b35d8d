import { createInterface } from 'node:readline';
import type { GuardianMessage } from '../guardian.ts';
import { dispose } from './guardian/dispose.ts';

// Runs until its standard input ends, which happens when its parent does; then it disposes of what the parent left.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => {});
void watch();

async function watch(): Promise<void> {
  const charges = new Map<number, NonNullable<GuardianMessage['charge']>>();
  for await (const line of createInterface({ input: process.stdin })) {
    const { id, charge } = JSON.parse(line) as GuardianMessage;
    if (charge === undefined) charges.delete(id);
    else charges.set(id, charge);
  }
  // The groups first: they may still write into the folders.
  for (const kind of ['group', 'inspector', 'folder'] as const) {
    const left = [...charges.values()].filter((charge) => charge.kind === kind);
    await Promise.allSettled(left.map(dispose));
  }
  process.exit(0);
}
