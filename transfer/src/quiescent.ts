import type { Debugger, Runtime } from 'node:inspector';
import { setTimeout as delay } from 'node:timers/promises';
import { halfWayFunctions } from './half-way-functions.ts';
import { InspectorError, type InspectorSession } from './inspector-session.ts';
import { LiveHandles } from './live-handles.ts';

/** The program did not come to rest in time. The message names what is in the way. */
export class NotQuiescentError extends Error {
  override readonly name = 'NotQuiescentError';
}

/** A moment at which the process stands still with nothing of the program on the stack. */
export interface Moment {
  readonly callFrameId: string;
  /** Handle of what the paused frame calls `box`. */
  readonly box: string;
}

export interface QuiescentResult<Result> {
  readonly result: Result;
  /** For how long the program could not run, all attempts together, in milliseconds. */
  readonly pauseMs: number;
  /** What was not waited for, a sentence each. */
  readonly unverified: readonly string[];
}

/**
 * Runs `work` while the process stands still between two macrotasks and no async function of the program is half-way.
 * Promises that stay pending from the first look through half of `limitMs` are taken for ones that wait for the outside
 * world; they are not waited for and are reported. Throws a `NotQuiescentError` after `limitMs` milliseconds, an
 * `InspectorError` where the process does not answer. The program runs on in every case.
 */
export async function atQuiescentMoment<Result>(
  session: InspectorSession,
  { limitMs }: { readonly limitMs: number },
  work: (moment: Moment) => Promise<Result>,
): Promise<QuiescentResult<Result>> {
  const live = await LiveHandles.open(session, Math.max(limitMs, 10_000));
  const pauses = new Pauses(live, limitMs);
  let box: string | undefined;
  try {
    await live.send('Debugger.enable');
    await live.send('Debugger.setSkipAllPauses', { skip: false });
    box = await live.hold('createBox');
    await live.call('watchPromises', { objectId: box });
    const search = new PromiseSearch(live, box);
    const start = performance.now();
    for (let attempt = 1; ; attempt++) {
      await search.run();
      const callFrameId = await pauses.pause(box);
      const elapsed = performance.now() - start;
      // A pause makes work wait, which then comes at once: the program needs at least as long to do it.
      const wait = Math.max(20, pauses.lastMs * (1 + (attempt % 3)));
      const isLast = elapsed + wait > limitMs;
      let pending: Pending;
      try {
        pending = await comparePending(live, box);
        const stood = attempt > 1 && (elapsed > limitMs / 2 || isLast);
        if (pending.fresh === 0 && (pending.standing === 0 || stood)) {
          const result = await work({ callFrameId, box });
          const pauseMs = await pauses.resume();
          return { result, pauseMs, unverified: await unverified(live, pending) };
        }
      } finally {
        await pauses.resume();
      }
      if (isLast) throw new NotQuiescentError(await notQuiet(live, pending, limitMs));
      await delay(wait);
    }
  } finally {
    pauses.end();
    if (box !== undefined) await live.call('stopWatching', { objectId: box }).catch(() => {});
    await live.send('Debugger.setSkipAllPauses', { skip: true }).catch(() => {});
    await live.release().catch(() => {});
  }
}

interface Pending {
  readonly fresh: number;
  readonly standing: number;
}

async function comparePending(live: LiveHandles, box: string): Promise<Pending> {
  const [fresh, standing] = await live.call<[number, number]>('comparePending', { objectId: box });
  return { fresh, standing };
}

/**
 * Finds the promises that were pending before somebody kept account of them. That collects garbage and takes longer the
 * larger the heap is, so it is done while the program runs, and again only where promises stay that perhaps nothing holds.
 */
class PromiseSearch {
  readonly #live: LiveHandles;
  readonly #box: string;
  #nextAt = 0;

  constructor(live: LiveHandles, box: string) {
    this.#live = live;
    this.#box = box;
  }

  async run(): Promise<void> {
    const start = performance.now();
    if (start < this.#nextAt) return;
    const live = this.#live;
    await live.call('beginSearch', { objectId: this.#box });
    const heap = await live.heirs(await live.hold('promisePrototype'));
    const params = { objectId: heap, ownProperties: true, generatePreview: true };
    const { result } = await live.send<Runtime.GetPropertiesReturnType>('Runtime.getProperties', params);
    const pending = result.flatMap(({ name, value }) => {
      const state = value?.preview?.properties.find((property) => property.name === '[[PromiseState]]');
      return /^\d+$/.test(name) && state?.value === 'pending' ? [Number(name)] : [];
    });
    await live.call('notePending', { objectId: this.#box }, { objectId: heap }, { value: pending });
    const end = performance.now();
    this.#nextAt = end + SEARCH_SHARE * (end - start);
  }
}

/** So many times as long as a search takes the program runs before the next one. */
const SEARCH_SHARE = 4;

/** Stops the process and lets it go on, and knows for how long it stood. */
class Pauses {
  lastMs = 0;
  readonly #live: LiveHandles;
  readonly #limitMs: number;
  readonly #stop: () => void;
  #total = 0;
  #since: number | undefined;
  #paused: ((callFrameId: string) => void) | undefined;

  constructor(live: LiveHandles, limitMs: number) {
    this.#live = live;
    this.#limitMs = limitMs;
    this.#stop = live.session.on<Debugger.PausedEventDataType>('Debugger.paused', ({ callFrames }) => {
      const top = callFrames[0];
      if (top?.functionName === 'timeferryIdle' && this.#paused !== undefined) {
        this.#since = performance.now();
        this.#paused(top.callFrameId);
        // A `debugger` statement of the program itself does not stop it.
      } else live.send('Debugger.resume').catch(() => {});
    });
  }

  /** Stops the process between two macrotasks; gives the frame. Throws a `NotQuiescentError` where it never gets there. */
  async pause(box: string): Promise<string> {
    let timer: NodeJS.Timeout | undefined;
    const frame = new Promise<string>((resolve, reject) => {
      this.#paused = resolve;
      const message = `The program was busy with one task for ${this.#limitMs} ms and did not come back to its event loop.`;
      timer = setTimeout(() => reject(new NotQuiescentError(message)), this.#limitMs);
    });
    try {
      const scheduled = this.#live.call('pauseWhenIdle', { objectId: box });
      await Promise.race([Promise.all([frame, scheduled]), this.#gone()]);
      return await frame;
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

async function unverified(live: LiveHandles, { standing }: Pending): Promise<string[]> {
  if (standing === 0) return [];
  const names = await halfWay(live);
  return [`${promises(standing)} pending throughout the wait${names}; what waits for them is not transferred.`];
}

async function notQuiet(live: LiveHandles, { fresh, standing }: Pending, limitMs: number): Promise<string> {
  const begun = fresh > 0 ? `${promises(fresh)} pending that had begun meanwhile` : '';
  const old = standing > 0 ? `${promises(standing)} pending since then` : '';
  const what = [begun, old].filter(Boolean).join(', ');
  return `The program did not come to rest in ${limitMs} ms: ${what}${await halfWay(live)}.`;
}

/** Which async functions those belong to; looked up while the program runs on. */
async function halfWay(live: LiveHandles): Promise<string> {
  const names = await halfWayFunctions(live).catch(() => []);
  if (names.length === 0) return '';
  const listed = names.slice(0, 5).join(', ');
  return ` (half-way: ${listed}${names.length > 5 ? ` and ${names.length - 5} more` : ''})`;
}

function promises(count: number): string {
  return count === 1 ? 'one promise was' : `${count} promises were`;
}
