import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Writable } from 'node:stream';
import { agentPath } from './agent-source.ts';

/** What must not outlive this process. A start time tells a process from a later one with its pid. */
export type Charge =
  | { readonly kind: 'group'; readonly pid: number; readonly started: number }
  | { readonly kind: 'folder'; readonly path: string }
  /** An inspector that a process is about to be asked to open: where it listens is not known yet. */
  | {
      readonly kind: 'inspector';
      readonly pid: number;
      readonly started: number;
      /** The listening sockets that the process had before, by their inodes. */
      readonly before: readonly number[];
    };

/** A line of what the guardian is told. */
export type GuardianMessage = { readonly id: number; readonly charge?: Charge };

export interface Guarded {
  /** To be called when the owner has disposed of its charge. May be called again. */
  release(): Promise<void>;
}

let guardian: Promise<Guardian> | undefined;
let guarded = 0;

/**
 * Has a charge disposed of should this process end in whatever way (killed, interrupted, crashed) before it is released.
 * A small process of its own sees to that; it lives as long as there are charges.
 */
export async function guard(charge: Charge): Promise<Guarded> {
  guarded += 1;
  guardian ??= Guardian.start();
  const current = guardian;
  const id = (await current).take(charge);
  let released = false;
  return {
    release: async () => {
      if (released) return;
      released = true;
      (await current).drop(id);
      guarded -= 1;
      if (guarded > 0) return;
      guardian = undefined;
      await (await current).end();
    },
  };
}

class Guardian {
  readonly #child: ChildProcess;
  #lastId = 0;

  private constructor(child: ChildProcess) {
    this.#child = child;
  }

  static async start(): Promise<Guardian> {
    // In a session of its own it does not get the terminal's interrupts.
    const child = spawn(process.execPath, [await agentPath('guardian')], {
      stdio: ['pipe', 'ignore', 'ignore'],
      detached: true,
      env: { ...process.env, NODE_OPTIONS: '' },
    });
    await once(child, 'spawn');
    child.stdin!.on('error', () => {});
    child.unref();
    (child.stdin as Writable & { unref(): void }).unref();
    return new Guardian(child);
  }

  take(charge: Charge): number {
    this.#lastId += 1;
    this.#tell({ id: this.#lastId, charge });
    return this.#lastId;
  }

  drop(id: number): void {
    this.#tell({ id });
  }

  async end(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    this.#child.ref();
    const gone = once(this.#child, 'exit');
    this.#child.stdin!.end();
    await gone;
  }

  #tell(message: GuardianMessage): void {
    this.#child.stdin!.write(`${JSON.stringify(message)}\n`);
  }
}
