// State transfer of src/app.ts. `timeferry generate` adds what is missing here and keeps what is written.

import type * as Future from 'future/src/app.js';
import type * as Past from 'past/src/app.js';
import type { Mapper, RootMapper, Writable } from '../ferry.js';

type PastIndex = Writable<Past.Index> & { order: Past.Index['order'] };
type FutureIndex = Writable<Future.Index> & { '#order': number[] };
type PastNode = Writable<Past.Node>;
type FutureNode = Writable<Future.Node>;

/**
 * Index:
 * - order is now #order.
 * - balanced is new.
 */
export const index = {
  type: 'src/app.ts#Index',
  law: 'new-only',
  forward(past, future, ferry) {
    future.balanced = false;
  },
  backward(future, past, ferry) {},
} satisfies Mapper<PastIndex, FutureIndex>;

/**
 * Node:
 * - key number -> bigint. Converted with a guard: 1.5, NaN, Infinity and -0 have no bigint; rehearse to see whether
 *   live values break it.
 * - left Node or missing -> Node | null.
 * - right Node or missing -> Node | null.
 * - height is new.
 */
export const node = {
  type: 'src/app.ts#Node',
  law: 'lossy-forward',
  forward(past, future, ferry) {
    if (ferry.guard(Number.isSafeInteger(past.key) && !Object.is(past.key, -0), 'key', 'is no safe whole number')) {
      future.key = BigInt(past.key);
    }
    future.left = past.left ? ferry.carry<Future.Node>(past.left, 'src/app.ts#Node') : null;
    future.right = past.right ? ferry.carry<Future.Node>(past.right, 'src/app.ts#Node') : null;
  },
  backward(future, past, ferry) {
    if (ferry.guard(Number.isSafeInteger(Number(future.key)), 'key', 'is too large for a number')) {
      past.key = Number(future.key);
    }
    if (future.left) past.left = ferry.carry<Past.Node>(future.left, 'src/app.ts#Node');
    if (future.right) past.right = ferry.carry<Past.Node>(future.right, 'src/app.ts#Node');
  },
} satisfies Mapper<PastNode, FutureNode>;

/**
 * names: Record<string, number> -> Map<string, number>. Keys that look like whole numbers change their order in a
 * Record, and __proto__ cannot be a key.
 */
export const names = {
  root: 'src/app.ts#names',
  law: 'lossy-backward',
  forward(past, ferry) {
    return ferry.guard(Object.getPrototypeOf(past) !== null, 'names', 'has no prototype, which a Map cannot keep')
      ? ferry.once(past, 'Map<string, number>', (names) => new Map(Object.entries(names)))
      : (undefined as never);
  },
  backward(future, ferry) {
    return ferry.guard(
      JSON.stringify([...future.keys()].map(String)) === JSON.stringify(Object.keys(Object.fromEntries(future))),
      'names',
      'has keys that an object puts into another order',
    )
      ? ferry.once(future, 'names', (names) => Object.fromEntries(names))
      : (undefined as never);
  },
} satisfies RootMapper<Record<string, number>, Map<string, number>>;

/** pinned: (Node | null)[] -> Set<Node | null>. */
export const pinned = {
  root: 'src/app.ts#pinned',
  law: 'lossy-forward',
  forward(past, ferry) {
    return ferry.guard(
      Object.keys(past).length === past.length && new Set(past).size === past.length,
      'pinned',
      'holds a value twice, or a hole',
    )
      ? ferry.once(
          past,
          'Set<Node | null>',
          (pinned) => new Set(pinned.map((item) => ferry.carry<Future.Node | null>(item, 'src/app.ts#Node'))),
        )
      : (undefined as never);
  },
  backward(future, ferry) {
    return ferry.once(future, '(Node | null)[]', (pinned) =>
      [...pinned].map((item) => ferry.carry<Past.Node | null>(item, 'src/app.ts#Node')),
    );
  },
} satisfies RootMapper<(Past.Node | null)[], Set<Future.Node | null>>;
