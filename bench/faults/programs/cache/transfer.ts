// State transfer of src/app.ts. `timeferry generate` adds what is missing here and keeps what is written.

import type * as Future from 'future/src/app.js';
import type * as Past from 'past/src/app.js';
import type { Mapper, RootMapper, Writable } from '../ferry.js';

type PastEntry = Writable<Past.Entry>;
type FutureEntry = Writable<Future.Entry>;
type PastStore = Writable<Past.Store>;
type FutureStore = Writable<Future.Store>;

/**
 * Entry:
 * - expires number -> Date.
 * - hits number[] -> Set<number>. Duplicates in the list are lost in a Set.
 * - size number -> string. Converted with a guard: -0 becomes "0", and text such as "007" cannot come back;
 *   rehearse to see whether live values break it.
 * - pinned is new.
 */
export const entry = {
  type: 'src/app.ts#Entry',
  law: 'lossy-forward',
  forward(past, future, ferry) {
    future.expires = new Date(past.expires);
    if (
      ferry.guard(
        Object.keys(past.hits).length === past.hits.length &&
          new Set(past.hits).size === past.hits.length &&
          !past.hits.some((item) => Object.is(item, -0)),
        'hits',
        'holds a value twice, a hole or -0',
      )
    ) {
      future.hits = ferry.once(past.hits, 'Set<number>', (hits) => new Set(hits));
    }
    if (ferry.guard(!Object.is(past.size, -0), 'size', 'is -0, which no text keeps')) future.size = String(past.size);
    future.pinned = past.hits.length > 2;
  },
  backward(future, past, ferry) {
    past.expires = future.expires.getTime();
    past.hits = ferry.once(future.hits, 'number[]', (hits) => [...hits]);
    if (ferry.guard(String(Number(future.size)) === future.size, 'size', 'is not written as a number is')) {
      past.size = Number(future.size);
    }
  },
} satisfies Mapper<PastEntry, FutureEntry>;

/**
 * Store:
 * - entries Map<string, Entry> -> Record<string, Entry>. Keys that look like whole numbers change their order in a
 *   Record, and __proto__ cannot be a key.
 * - evicted is new.
 */
export const store = {
  type: 'src/app.ts#Store',
  law: 'lossy-forward',
  forward(past, future, ferry) {
    if (
      ferry.guard(
        JSON.stringify([...past.entries.keys()].map(String)) ===
          JSON.stringify(Object.keys(Object.fromEntries(past.entries))),
        'entries',
        'has keys that an object puts into another order',
      )
    ) {
      future.entries = ferry.once(past.entries, 'Store.entries', (entries) =>
        Object.fromEntries(
          [...entries].map(([key, value]) => [key, ferry.carry<Future.Entry>(value, 'src/app.ts#Entry')]),
        ),
      );
    }
    future.evicted = 0;
  },
  backward(future, past, ferry) {
    if (
      ferry.guard(
        Object.getPrototypeOf(future.entries) !== null,
        'entries',
        'has no prototype, which a Map cannot keep',
      )
    ) {
      past.entries = ferry.once(
        future.entries,
        'Map<string, Entry>',
        (entries) =>
          new Map(
            Object.entries(entries).map(
              ([key, value]) => [key, ferry.carry<Past.Entry>(value, 'src/app.ts#Entry')] as const,
            ),
          ),
      );
    }
  },
} satisfies Mapper<PastStore, FutureStore>;

/** hot: Set<Entry> -> Entry[]. */
export const hot = {
  root: 'src/app.ts#hot',
  law: 'lossy-backward',
  forward(past, ferry) {
    return ferry.once(past, 'Entry[]', (hot) =>
      [...hot].map((item) => ferry.carry<Future.Entry>(item, 'src/app.ts#Entry')),
    );
  },
  backward(future, ferry) {
    return ferry.guard(
      Object.keys(future).length === future.length && new Set(future).size === future.length,
      'hot',
      'holds a value twice, or a hole',
    )
      ? ferry.once(
          future,
          'Set<Entry>',
          (hot) => new Set(hot.map((item) => ferry.carry<Past.Entry>(item, 'src/app.ts#Entry'))),
        )
      : (undefined as never);
  },
} satisfies RootMapper<Set<Past.Entry>, Future.Entry[]>;

/**
 * misses: number -> bigint. Converted with a guard: 1.5, NaN, Infinity and -0 have no bigint; rehearse to see
 * whether live values break it.
 */
export const misses = {
  root: 'src/app.ts#misses',
  law: 'lossy-forward',
  forward(past, ferry) {
    return ferry.guard(Number.isSafeInteger(past) && !Object.is(past, -0), 'misses', 'is no safe whole number')
      ? BigInt(past)
      : (undefined as never);
  },
  backward(future, ferry) {
    return ferry.guard(Number.isSafeInteger(Number(future)), 'misses', 'is too large for a number')
      ? Number(future)
      : (undefined as never);
  },
} satisfies RootMapper<number, bigint>;
