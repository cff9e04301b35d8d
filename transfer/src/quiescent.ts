import type { InspectorSession } from './inspector-session.ts';
import { LiveHandles } from './live-handles.ts';
import { busy, NotQuiescentError, Pauses } from './pauses.ts';
import { type PlaceOf, PromiseWaits } from './promise-waits.ts';

export { NotQuiescentError } from './pauses.ts';

/** A moment at which the process stands still with nothing of the program on the stack. */
export interface Moment {
  readonly callFrameId: string;
  /** Handle of what the paused frame calls `box`. */
  readonly box: string;
  /** Runs a function that lives in the process as part of this moment, and gives the handle of the object it gives. */
  run(job: string): Promise<string>;
}

export interface QuiescentResult<Result> {
  readonly result: Result;
  /** For how long the program could not run, in milliseconds. */
  readonly pauseMs: number;
  /** What was not waited for, a sentence each. */
  readonly unverified: readonly string[];
}

export interface QuietOptions {
  /** How long a quiet moment is waited for, in milliseconds. */
  readonly limitMs: number;
  /** What a reader knows a line of a script by, as far as there is something. */
  readonly placeOf?: PlaceOf;
}

/** As `QuietWatch.at`, once. */
export async function atQuiescentMoment<Result>(
  session: InspectorSession,
  options: QuietOptions,
  work: (moment: Moment) => Promise<Result>,
): Promise<QuiescentResult<Result>> {
  await using watch = await QuietWatch.open(session, options);
  return await watch.at(work);
}

/** Waits for moments at which a process can be read: between two macrotasks, while no code of the program is half-way. */
export class QuietWatch implements AsyncDisposable {
  readonly #live: LiveHandles;
  readonly #box: string;
  readonly #limitMs: number;
  readonly #pauses: Pauses;
  readonly #waits: PromiseWaits;

  private constructor(pauses: Pauses, box: string, { limitMs, placeOf = () => undefined }: QuietOptions) {
    const { live } = pauses;
    this.#live = live;
    this.#box = box;
    this.#limitMs = limitMs;
    this.#pauses = pauses;
    this.#waits = new PromiseWaits(live, box, placeOf);
  }

  /** Begins to keep account of what the program waits for. Throws an `InspectorError` where the process does not answer. */
  static async open(session: InspectorSession, options: QuietOptions): Promise<QuietWatch> {
    const live = await LiveHandles.open(session, Math.max(options.limitMs, 10_000));
    // From now on it sees to it that `debugger` statements of the program do not stop it.
    const pauses = new Pauses(live, options.limitMs);
    await live.send('Debugger.enable');
    const watch = new QuietWatch(pauses, await live.hold('createBox'), options);
    try {
      await live.call('offerMoment', { objectId: watch.#box });
      await watch.#waits.open();
      return watch;
    } catch (error) {
      await watch.close();
      throw error;
    }
  }

  /**
   * Runs `work` while the process stands still and no code waits for a promise that may settle soon. Code that waits for ten
   * seconds, or half of the limit, is taken to wait for the outside world and is reported. Where the program calls
   * `globalThis[Symbol.for('timeferry.moment')]` before that, it is read there and then. Throws a `NotQuiescentError` after the limit, an
   * `InspectorError` where the process does not answer. The program runs on in every case.
   */
  async at<Result>(work: (moment: Moment) => Promise<Result>): Promise<QuiescentResult<Result>> {
    await this.#live.send('Debugger.setSkipAllPauses', { skip: false });
    try {
      await this.#stop();
      const start = performance.now();
      const { markedBy } = this.#pauses;
      const result = await work(this.#moment());
      await this.#pauses.resume();
      const unverified = markedBy === null ? await this.#unverified() : [await this.#marked(markedBy)];
      return { result, pauseMs: performance.now() - start, unverified };
    } finally {
      await this.#pauses.resume();
    }
  }

  /** Lets the program run as if nobody had watched. */
  async close(): Promise<void> {
    this.#pauses.end();
    await this.#live.call('stopWatching', { objectId: this.#box }).catch(() => {});
    await this.#live.send('Debugger.setSkipAllPauses', { skip: true }).catch(() => {});
    await this.#live.release().catch(() => {});
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  /** Who waits is looked up, ever more seldom, where there is no quiet moment: that holds the program up. */
  async #stop(): Promise<void> {
    const patience = Math.min(this.#limitMs / 2, PATIENCE_MS);
    // How long it takes to look up who waits is the size of the heap, not the unrest of the program.
    let left = this.#limitMs;
    for (let stretch = FIRST_STRETCH_MS; ; stretch *= 4) {
      const found = await this.#pauses.pause(this.#box, patience, Math.min(stretch, left));
      if (found === 'stopped') return;
      left -= stretch;
      const names = found === 'unquiet' ? await this.#waits.narrow() : [];
      if (left > 0) continue;
      throw found === 'busy' ? busy(this.#limitMs) : new NotQuiescentError(await this.#notQuiet(names));
    }
  }

  #moment(): Moment {
    const [pauses, box] = [this.#pauses, this.#box];
    return {
      get callFrameId() {
        return pauses.callFrameId;
      },
      box,
      run: (job) => pauses.run(box, job),
    };
  }

  async #unverified(): Promise<string[]> {
    let waits = await this.#waits.describe();
    if (waits.standing > 0 && waits.names.length === 0) {
      await this.#waits.narrow();
      waits = await this.#waits.describe();
    }
    if (waits.standing === 0) return [];
    const what = `${promises(waits.standing)} pending throughout the wait${listed(waits.names)}`;
    return [`${what}; what waits for them is not transferred.`];
  }

  async #marked(by: string): Promise<string> {
    const { standing, waited } = await this.#waits.describe();
    const left = standing + waited;
    const what = left === 0 ? '' : `; ${promises(left)} pending that code waits for, which is not transferred`;
    return `The program marked the moment itself, in ${by}${what}.`;
  }

  async #notQuiet(names: readonly string[]): Promise<string> {
    const { waited } = await this.#waits.describe();
    const what = `${promises(waited)} pending that code waits for${listed(names)}`;
    return `The program did not come to rest in ${this.#limitMs} ms: ${what}.`;
  }
}

/** How long a promise is taken for one that may settle soon, at most. */
const PATIENCE_MS = 10_000;

const FIRST_STRETCH_MS = 500;

function listed(names: readonly string[]): string {
  if (names.length === 0) return '';
  const more = names.length > 5 ? ` and ${names.length - 5} more` : '';
  return ` (half-way: ${names.slice(0, 5).join(', ')}${more})`;
}

function promises(count: number): string {
  return count === 1 ? 'one promise was' : `${count} promises were`;
}
