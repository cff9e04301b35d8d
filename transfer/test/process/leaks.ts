import { readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { readProcessStatus } from '../../src/process-facts-proc.ts';

/** Whether a process has the pid, a zombie included. */
export function processExists(pid: number): boolean {
  return readProcessStatus(pid) !== undefined;
}

/** Child processes of this one, its sockets, and its private folders: what a test must leave as it found it. */
export function leftovers(): { children: number[]; sockets: number; folders: string[] } {
  const handles = process.getActiveResourcesInfo();
  return {
    children: childrenOf(process.pid),
    sockets: handles.filter((kind) => kind === 'TCPSocketWrap').length,
    folders: readdirSync(tmpdir()).filter((name) => name.startsWith(`timeferry-${process.pid}-`)),
  };
}

export function childrenOf(pid: number): number[] {
  return readdirSync('/proc')
    .map(Number)
    .filter((child) => Number.isInteger(child) && parentOf(child) === pid);
}

function parentOf(pid: number): number | undefined {
  return readProcessStatus(pid)?.parent;
}
