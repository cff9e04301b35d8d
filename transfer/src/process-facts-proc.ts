import { readFileSync, readlinkSync } from 'node:fs';

/** What /proc/PID/status says, proc(5). */
export interface ProcessStatus {
  /** One letter: R, S, D, T (stopped), Z (zombie), … */
  readonly state: string;
  readonly user: number;
  readonly parent: number;
  readonly threadGroup: number;
  readonly catchesSigusr1: boolean;
}

const sigusr1 = 10n;

/** `undefined` where there is no such process. */
export function readProcessStatus(pid: number): ProcessStatus | undefined {
  let text: string;
  try {
    text = readFileSync(`/proc/${pid}/status`, 'utf8');
  } catch {
    return undefined;
  }
  const field = (name: string): string => new RegExp(`^${name}:\\s*(\\S+)`, 'm').exec(text)?.[1] ?? '';
  return {
    state: field('State'),
    user: Number(field('Uid')),
    parent: Number(field('PPid')),
    threadGroup: Number(field('Tgid')),
    // The mask's lowest bit is signal 1.
    catchesSigusr1: ((BigInt(`0x${field('SigCgt') || '0'}`) >> (sigusr1 - 1n)) & 1n) === 1n,
  };
}

/** When a process started, in clock ticks since boot: with its pid it names the process for good. `undefined` where there is none. */
export function readStartTime(pid: number): number | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The second field, the name, is in parentheses and may hold anything; the start time is field 22.
    return Number(text.slice(text.lastIndexOf(')') + 2).split(' ')[19]);
  } catch {
    return undefined;
  }
}

/** The processes that a process's main thread has started and that are not gone; `undefined` where the system does not say. */
export function readChildren(pid: number): readonly number[] | undefined {
  try {
    return readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ').filter(Boolean).map(Number);
  } catch {
    return undefined;
  }
}

/** Throws what the file system throws. */
export function readProcLink(pid: number, name: 'exe' | 'cwd'): string {
  return readlinkSync(`/proc/${pid}/${name}`).replace(/ \(deleted\)$/, '');
}

/** The NUL-separated items of a file of /proc. Throws what the file system throws. */
export function readProcList(pid: number, name: 'cmdline' | 'environ'): string[] {
  return readFileSync(`/proc/${pid}/${name}`, 'utf8').replace(/\0$/, '').split('\0');
}

/** Whether a process has a library loaded whose file name starts so. */
export function usesLibrary(pid: number, name: string): boolean {
  try {
    return readFileSync(`/proc/${pid}/maps`, 'utf8').includes(`/${name}`);
  } catch {
    return false;
  }
}
