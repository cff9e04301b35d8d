import type { Debugger } from 'node:inspector';
import { InspectorError } from './inspector-session.ts';
import type { LiveHandles } from './live-handles.ts';

/** The program did not come to rest in time. The message names what is in the way. */
export class NotQuiescentError extends Error {
  override readonly name = 'NotQuiescentError';
}

/** Stops the process and lets it go on. */
export class Pauses {
  readonly live: LiveHandles;
  /** The frame in which the process stands. */
  callFrameId = '';
  /** The function of the program that marked the moment at which the process stands; null where it stands idle. */
  markedBy: string | null = null;
  readonly #limitMs: number;
  readonly #stop: () => void;
  #stands = false;
  /** Nobody waits for it to stop any more; it would stand for ever. */
  #isOver = false;
  #paused: (() => void) | undefined;

  constructor(live: LiveHandles, limitMs: number) {
    this.live = live;
    this.#limitMs = limitMs;
    this.#stop = live.session.on<Debugger.PausedEventDataType>('Debugger.paused', ({ callFrames }) => {
      const top = callFrames[0];
      if (top?.functionName === 'timeferryIdle' && !this.#isOver) {
        if (!this.#stands) live.session.stops.begin();
        this.#stands = true;
        this.callFrameId = top.callFrameId;
        const isMarked = callFrames[1]?.functionName === 'timeferryMoment';
        this.markedBy = isMarked ? callFrames[2]?.functionName || 'a module' : null;
        this.#paused?.();
        // A `debugger` statement of the program itself does not stop it.
      } else live.send('Debugger.resume').catch(() => {});
    });
  }

  /** Stops the process at its next quiet moment; says what was in the way where there was none in `forMs` milliseconds. */
  async pause(box: string, patienceMs: number, forMs: number): Promise<'stopped' | 'unquiet' | 'busy'> {
    const begin = () => this.live.call('stopWhenQuiet', { objectId: box }, { value: patienceMs });
    if (await this.#nextStop(begin, forMs)) return 'stopped';
    const looks = await this.live.call<number>('stopLooking', { objectId: box });
    // It may have stopped while it was told not to.
    if (this.#stands) return 'stopped';
    return looks === 0 ? 'busy' : 'unquiet';
  }

  /** Runs a job where the process stands, and stops it again; gives the handle of what the job gave. */
  async run(box: string, job: string): Promise<string> {
    await this.live.call('setJob', { objectId: box }, { objectId: job });
    if (!(await this.#nextStop(() => this.live.send('Debugger.resume'), this.#limitMs))) {
      this.#isOver = true;
      throw busy(this.#limitMs);
    }
    return this.live.hold('givenByJob', { objectId: box });
  }

  /** Gives false where the process did not stop in time. */
  async #nextStop(act: () => Promise<unknown>, forMs: number): Promise<boolean> {
    let timer: NodeJS.Timeout | undefined;
    const stopped = new Promise<boolean>((resolve) => {
      this.#paused = () => resolve(true);
      timer = setTimeout(() => resolve(false), forMs);
    });
    try {
      const [isStopped] = await Promise.race([Promise.all([stopped, act()]), this.#gone()]);
      return isStopped;
    } finally {
      clearTimeout(timer);
      this.#paused = undefined;
    }
  }

  /** Lets the program go on where it stands. */
  async resume(): Promise<void> {
    if (!this.#stands) return;
    this.#stands = false;
    // Refused where a job still runs there.
    await this.live.send('Debugger.resume').catch(() => {});
    this.live.session.stops.end();
  }

  end(): void {
    this.#isOver = true;
    this.#stop();
  }

  async #gone(): Promise<never> {
    await this.live.session.closed;
    throw new InspectorError('The process ended while it was waited for.');
  }
}

export function busy(limitMs: number): NotQuiescentError {
  return new NotQuiescentError(
    `The program was busy with one task for ${limitMs} ms and did not come back to its event loop.`,
  );
}
