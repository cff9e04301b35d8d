import { setTimeout as sleep } from 'node:timers/promises';
import { askForInspector } from './open-inspector-list.ts';
import { readProcessStatus } from './process-facts-proc.ts';
import { listeningSockets } from './process-facts-sockets.ts';

const pollMs = 5;

/** The inspector that a process opens within so many milliseconds; `before` is what it listened on until then. */
export async function findOpened(
  pid: number,
  before: readonly number[],
  timeoutMs: number,
): Promise<{ url: string; port: number } | undefined> {
  const deadline = Date.now() + timeoutMs;
  for (; Date.now() < deadline && readProcessStatus(pid) !== undefined; await sleep(pollMs)) {
    const added = listeningSockets(pid).filter((socket) => !before.includes(socket.inode));
    for (const { port } of added) {
      const url = await askForInspector(port, Math.max(deadline - Date.now(), 1));
      if (url !== undefined) return { url, port };
    }
  }
  return undefined;
}
