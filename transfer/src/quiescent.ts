import { setTimeout as delay } from 'node:timers/promises';
import { halfWayFunctions } from './half-way-functions.ts';
import type { InspectorSession } from './inspector-session.ts';
import { LiveHandles } from './live-handles.ts';
import { NotQuiescentError, Pauses } from './pauses.ts';
import { PromiseSearch } from './promise-search.ts';

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
    await search.run();
    // How long the first search takes is the size of the heap, not the unrest of the program.
    const start = performance.now();
    for (let attempt = 1; ; attempt++) {
      if (attempt > 1) await search.run();
      await pauses.pause(box);
      const elapsed = performance.now() - start;
      // A pause makes work wait, which then comes at once: the program needs at least as long to do it.
      const wait = Math.max(20, pauses.lastMs * (1 + (attempt % 3)));
      const isLast = elapsed + wait > limitMs;
      let pending: Pending;
      try {
        pending = await comparePending(live, box);
        const stood = attempt > 1 && (elapsed > limitMs / 2 || isLast);
        if (pending.fresh === 0 && (pending.standing === 0 || stood)) {
          const result = await work(momentOf(pauses, box));
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

function momentOf(pauses: Pauses, box: string): Moment {
  return {
    get callFrameId() {
      return pauses.callFrameId;
    },
    box,
    run: (job) => pauses.run(box, job),
  };
}

interface Pending {
  readonly fresh: number;
  readonly standing: number;
}

async function comparePending(live: LiveHandles, box: string): Promise<Pending> {
  const [fresh, standing] = await live.call<[number, number]>('comparePending', { objectId: box });
  return { fresh, standing };
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
