import type { HeldEffect, Phase, RehearsalError } from './rehearsal-report.ts';
import type { RehearsalEvents } from './rehearse-request.ts';

/** A transfer that went wrong: the answer of a rehearsal, not an error of the rehearsal itself. */
export class RehearsalFailure extends Error {
  override readonly name = 'RehearsalFailure';
  readonly error: RehearsalError;
  /** What the process that failed had held back. */
  readonly held: readonly HeldEffect[];

  constructor(error: RehearsalError, held: readonly HeldEffect[] = []) {
    super(error.message);
    this.error = error;
    this.held = held;
  }
}

/** Runs the phases one after the other and knows how long each took. */
export class Phases {
  readonly times: { readonly phase: Phase; readonly ms: number }[] = [];
  readonly #events: RehearsalEvents;
  readonly #signal: AbortSignal | undefined;

  constructor(events: RehearsalEvents, signal: AbortSignal | undefined) {
    this.#events = events;
    this.#signal = signal;
  }

  /** Throws the signal's reason where the rehearsal was aborted before or meanwhile, else what `work` throws. */
  async run<Result>(phase: Phase, work: () => Promise<Result>): Promise<Result> {
    this.#signal?.throwIfAborted();
    this.#events.onPhase?.(phase, false);
    const start = performance.now();
    try {
      return await work();
    } catch (error) {
      this.#signal?.throwIfAborted();
      throw error;
    } finally {
      this.times.push({ phase, ms: Math.round((performance.now() - start) * 10) / 10 });
      this.#events.onPhase?.(phase, true);
    }
  }
}
