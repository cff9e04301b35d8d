import { setTimeout as sleep } from 'node:timers/promises';
import { InspectorError, InspectorSession } from './inspector-session.ts';
import { type OpenInspector, openInspector } from './open-inspector.ts';
import { closeInspectorOver, closeInspectorWithin } from './open-inspector-close.ts';
import { describeProcess, type ProcessFacts } from './process-facts.ts';
import { listeningSockets } from './process-facts-sockets.ts';

export interface AttachOptions {
  /** How long opening the inspector and connecting may take each, in milliseconds. */
  readonly timeoutMs?: number;
  /** Detaches when aborted. */
  readonly signal?: AbortSignal;
}

const defaultTimeoutMs = 5_000;
/** How long the inspector may take to close, in milliseconds. */
const closeTimeoutMs = 5_000;

/** Attaches to a running Node process. Throws a `ProcessError` or an `InspectorError` with one clear sentence. */
export async function attach(pid: number, options: AttachOptions = {}): Promise<AttachedProcess> {
  const facts = describeProcess(pid);
  const { timeoutMs = defaultTimeoutMs, signal } = options;
  signal?.throwIfAborted();
  const inspector = await openInspector(facts, timeoutMs);
  try {
    const session = await InspectorSession.connect(inspector.url, { timeoutMs });
    const attached = new AttachedProcess(facts, session, inspector);
    signal?.addEventListener('abort', () => void attached.detach().catch(() => {}), { once: true });
    return attached;
  } catch (error) {
    if (inspector.guarded) await closeInspectorWithin(inspector.url, closeTimeoutMs).catch(() => {});
    await inspector.guarded?.release();
    throw error;
  }
}

/** A running process that this one looks into. It runs on when it is let go, its inspector as closed as it was before. */
export class AttachedProcess implements AsyncDisposable {
  readonly facts: ProcessFacts;
  readonly session: InspectorSession;
  readonly #inspector: OpenInspector;
  #detached: Promise<void> | undefined;

  constructor(facts: ProcessFacts, session: InspectorSession, inspector: OpenInspector) {
    this.facts = facts;
    this.session = session;
    this.#inspector = inspector;
  }

  /** Lets the process go; may be called again. Throws an `InspectorError` where an inspector that was opened here stays open. */
  detach(): Promise<void> {
    this.#detached ??= this.#detach();
    return this.#detached;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.detach();
  }

  async #detach(): Promise<void> {
    try {
      for (const domain of ['Debugger', 'HeapProfiler', 'Runtime']) {
        // Disabling the debugger also resumes a paused process; one that is gone needs nothing.
        await this.session.send(`${domain}.disable`, {}, { timeoutMs: closeTimeoutMs }).catch(() => {});
      }
      if (this.#inspector.guarded) await closeInspectorOver(this.session, closeTimeoutMs).catch(() => {});
      await this.session.close();
      if (this.#inspector.guarded) await this.#closeInspector();
    } finally {
      await this.#inspector.guarded?.release();
    }
  }

  async #closeInspector(): Promise<void> {
    // The program may have been started anew on the same port: only a socket of this process counts.
    const isOpen = (): boolean =>
      listeningSockets(this.facts.pid).some((socket) => socket.port === this.#inspector.port);
    // The session that was to close it may have been lost.
    if (isOpen()) await closeInspectorWithin(this.#inspector.url, closeTimeoutMs).catch(() => {});
    for (const deadline = Date.now() + closeTimeoutMs; isOpen(); await sleep(5)) {
      if (Date.now() > deadline) {
        const { pid } = this.facts;
        throw new InspectorError(`The inspector of process ${pid} is still open on port ${this.#inspector.port}.`);
      }
    }
  }
}
