import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { readProcList } from './process-facts-proc.ts';

/** A TCP socket that a process listens on. */
export interface ListeningSocket {
  /** Names the socket on this machine. */
  readonly inode: number;
  readonly fd: number;
  readonly port: number;
  readonly loopback: boolean;
}

const listenState = '0A';

/** The TCP sockets that a process listens on, in the order of their descriptors; none where it is gone. */
export function listeningSockets(pid: number): ListeningSocket[] {
  const descriptors = socketDescriptors(pid);
  if (descriptors.size === 0) return [];
  return [...listeners(pid, 'tcp'), ...listeners(pid, 'tcp6')]
    .flatMap(({ inode, port, loopback }) => {
      const fd = descriptors.get(inode);
      return fd === undefined ? [] : [{ inode, fd, port, loopback }];
    })
    .sort((a, b) => a.fd - b.fd);
}

/** The process that listens on a port, `node server.js (pid 12)`; `undefined` where none is found that may be looked at. */
export function holderOf(port: number): string | undefined {
  for (const name of readdirSync('/proc')) {
    const pid = Number(name);
    if (Number.isInteger(pid) && listeningSockets(pid).some((socket) => socket.port === port)) {
      return `${readProcList(pid, 'cmdline').slice(0, 3).join(' ')} (pid ${pid})`;
    }
  }
  return undefined;
}

/** Whether somebody on this machine listens on a port. */
export function isListenedOn(port: number): boolean {
  return [...listeners('self', 'tcp'), ...listeners('self', 'tcp6')].some((socket) => socket.port === port);
}

/** From inode to descriptor. */
function socketDescriptors(pid: number): Map<number, number> {
  const folder = `/proc/${pid}/fd`;
  const found = new Map<number, number>();
  let names: string[];
  try {
    names = readdirSync(folder);
  } catch {
    return found;
  }
  for (const name of names) {
    try {
      const inode = /^socket:\[(\d+)\]$/.exec(readlinkSync(`${folder}/${name}`))?.[1];
      if (inode !== undefined) found.set(Number(inode), Number(name));
    } catch {
      // Closed since the folder was listed.
    }
  }
  return found;
}

/** The listening sockets in the network namespace of a process, proc_net_tcp of the kernel's documentation. */
function listeners(pid: number | 'self', table: 'tcp' | 'tcp6'): Omit<ListeningSocket, 'fd'>[] {
  let text: string;
  try {
    text = readFileSync(`/proc/${pid}/net/${table}`, 'utf8');
  } catch {
    return [];
  }
  return text
    .split('\n')
    .slice(1)
    .map((line) => line.trim().split(/\s+/))
    .filter((fields) => fields[3] === listenState)
    .map((fields) => {
      const [address = '', port = ''] = fields[1]!.split(':');
      return { inode: Number(fields[9]), port: Number.parseInt(port, 16), loopback: isLoopback(address) };
    });
}

/** Addresses are in words of four bytes, each in the machine's byte order. */
function isLoopback(address: string): boolean {
  return /^(0{16}FFFF0000)?[0-9A-F]{6}7F$/.test(address) || address === `${'0'.repeat(24)}01000000`;
}
