import type { Debugger } from 'node:inspector';
import { InspectorError } from './inspector-session.ts';
import type { LiveHandles } from './live-handles.ts';

/** The program did not come to rest in time. The message names what is in the way. */
export class NotQuiescentError extends Error {
  override readonly name = 'NotQuiescentError';
}

/** Stops the process and lets it go on, and knows for how long it stood. */
export class Pauses {
  lastMs = 0;
  /** The frame in which the process stands. */
  callFrameId = '';
  readonly #live: LiveHandles;
  readonly #limitMs: number;
  readonly #stop: () => void;
  #total = 0;
  #since: number | undefined;
  #paused: (() => void) | undefined;

  constructor(live: LiveHandles, limitMs: number) {
    this.#live = live;
    this.#limitMs = limitMs;
    this.#stop = live.session.on<Debugger.PausedEventDataType>('Debugger.paused', ({ callFrames }) => {
      const top = callFrames[0];
      if (top?.functionName === 'timeferryIdle' && this.#paused !== undefined) {
        this.#since ??= performance.now();
        this.callFrameId = top.callFrameId;
        this.#paused();
        // A `debugger` statement of the program itself does not stop it.
      } else live.send('Debugger.resume').catch(() => {});
    });
  }

  /** Stops the process between two macrotasks. Throws a `NotQuiescentError` where it never gets there. */
  async pause(box: string): Promise<void> {
    await this.#nextStop(() => this.#live.call('pauseWhenIdle', { objectId: box }));
  }

  /** Runs a job where the process stands, and stops it again; gives the handle of what the job gave. */
  async run(box: string, job: string): Promise<string> {
    await this.#live.call('setJob', { objectId: box }, { objectId: job });
    await this.#nextStop(() => this.#live.send('Debugger.resume'));
    return this.#live.hold('givenByJob', { objectId: box });
  }

  async #nextStop(act: () => Promise<unknown>): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    const stopped = new Promise<void>((resolve, reject) => {
      this.#paused = resolve;
      const message = `The program was busy with one task for ${this.#limitMs} ms and did not come back to its event loop.`;
      timer = setTimeout(() => reject(new NotQuiescentError(message)), this.#limitMs);
    });
    try {
      await Promise.race([Promise.all([stopped, act()]), this.#gone()]);
    } finally {
      clearTimeout(timer);
      this.#paused = undefined;
    }
  }

  /** Lets the program go on where it stands; gives for how long it stood in all. */
  async resume(): Promise<number> {
    if (this.#since !== undefined) {
      await this.#live.send('Debugger.resume');
      this.lastMs = performance.now() - this.#since;
      this.#total += this.lastMs;
      this.#since = undefined;
    }
    return this.#total;
  }

  end(): void {
    this.#stop();
  }

  async #gone(): Promise<never> {
    await this.#live.session.closed;
    throw new InspectorError('The process ended while it was waited for.');
  }
}
