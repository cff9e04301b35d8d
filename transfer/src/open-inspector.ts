import { setTimeout as sleep } from 'node:timers/promises';
import { type Guarded, guard } from './guardian.ts';
import { InspectorError } from './inspector-session.ts';
import { askForInspector } from './open-inspector-list.ts';
import { findOpened } from './open-inspector-opened.ts';
import type { ProcessFacts } from './process-facts.ts';
import { readProcessStatus, readStartTime } from './process-facts-proc.ts';
import { holderOf, isListenedOn, type ListeningSocket, listeningSockets } from './process-facts-sockets.ts';

export interface OpenInspector {
  readonly url: string;
  readonly port: number;
  /** Set where it was opened here, and so has to be closed again: closes it should this process end before. */
  readonly guarded?: Guarded;
}

const defaultPort = 9229;
const pollMs = 5;
/** A process that was started this recently may not have set up its handler for SIGUSR1 yet, in milliseconds. */
const settleMs = 1_000;

/**
 * The inspector of a running process: the one that is open already, or else opened by SIGUSR1, which Node answers unless the
 * program handles that signal itself. Throws an `InspectorError` where none opens.
 */
export async function openInspector(facts: ProcessFacts, timeoutMs: number): Promise<OpenInspector> {
  const open = await findOpen(facts, timeoutMs);
  if (open !== undefined) return open;
  await checkSignal(facts.pid);
  const before = listeningSockets(facts.pid).map((socket) => socket.inode);
  const started = readStartTime(facts.pid) ?? 0;
  const guarded = await guard({ kind: 'inspector', pid: facts.pid, started, before });
  process.kill(facts.pid, 'SIGUSR1');
  const opened = await findOpened(facts.pid, before, timeoutMs);
  if (opened !== undefined) return { ...opened, guarded };
  await guarded.release();
  if (readProcessStatus(facts.pid) === undefined) throw new InspectorError(`Process ${facts.pid} ended.`);
  throw new InspectorError(whyClosed(facts, timeoutMs));
}

/**
 * Only a socket that must be the inspector's is spoken to: a request to one of the program's own would run its code.
 */
async function findOpen(facts: ProcessFacts, timeoutMs: number): Promise<{ url: string; port: number } | undefined> {
  const sockets = listeningSockets(facts.pid);
  const expected = inspectorPort(facts);
  const flagged = facts.inspectFlags.some((flag) => !flag.startsWith('--inspect-port') && !isPublishFlag(flag));
  // With `--inspect=0` the port is any; the inspector listens before the program's first statement, so its socket is the first.
  const candidate: ListeningSocket | undefined =
    expected === 0 ? (flagged ? sockets[0] : undefined) : sockets.find((socket) => socket.port === expected);
  if (candidate === undefined) return undefined;
  const url = await askForInspector(candidate.port, timeoutMs);
  return url === undefined ? undefined : { url, port: candidate.port };
}

async function checkSignal(pid: number): Promise<void> {
  for (const deadline = Date.now() + settleMs; Date.now() < deadline; await sleep(pollMs)) {
    if (readProcessStatus(pid)?.catchesSigusr1 === true) return;
  }
  throw new InspectorError(
    `Process ${pid} does not open its inspector when asked (started with --disable-sigusr1?): start it with --inspect=127.0.0.1:0.`,
  );
}

function whyClosed(facts: ProcessFacts, timeoutMs: number): string {
  const port = inspectorPort(facts);
  if (port !== 0 && isListenedOn(port)) {
    const holder = holderOf(port);
    const by = holder === undefined ? '' : ` by ${holder}`;
    return `The inspector of process ${facts.pid} needs the port ${port}, which is taken${by}: free it, or start the process with --inspect-port=0.`;
  }
  return `Process ${facts.pid} did not open its inspector in ${timeoutMs} ms: it is busy, or handles SIGUSR1 itself.`;
}

/** The port that the process's own flags ask for: the last one counts. */
function inspectorPort(facts: ProcessFacts): number {
  let port = defaultPort;
  for (const flag of facts.inspectFlags) {
    const wanted = isPublishFlag(flag) ? undefined : /[=:](\d+)$/.exec(flag)?.[1];
    if (wanted !== undefined) port = Number(wanted);
  }
  return port;
}

function isPublishFlag(flag: string): boolean {
  return flag.startsWith('--inspect-publish-uid');
}
