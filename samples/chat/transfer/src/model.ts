// State transfer of src/model.ts. `timeferry generate` adds what is missing here and keeps what is written.
import type { Mapper, Writable } from '../ferry.js';
import type * as Future from 'future/src/model.js';
import type * as Past from 'past/src/model.js';

type PastMessage = Writable<Past.Message>;
type FutureMessage = Writable<Future.Message>;
type PastSession = Writable<Past.Session>;
type FutureSession = Writable<Future.Session>;

/** Presence by member name: past -> future. */
const presenceToFuture = new Map<number, number>([
  [0, 1], // Online
  [1, 2], // Away
  [2, 0], // Offline
]);
const presenceToPast = new Map([...presenceToFuture].map(([past, future]) => [future, past] as const));

/**
 * Message:
 * - author is now from.
 * - seq number -> bigint. Converted with a guard: 1.5, NaN, Infinity and -0 have no bigint; rehearse to see whether
 *   live values break it.
 * - reactions Map<string, number> -> [string, number][].
 * - bytes is new.
 */
export const message = {
  type: 'src/model.ts#Message',
  law: 'lossy-forward',
  forward(past, future, ferry) {
    if (ferry.guard(Number.isSafeInteger(past.seq) && !Object.is(past.seq, -0), 'seq', 'is no safe whole number')) {
      future.seq = BigInt(past.seq);
    }
    future.reactions = ferry.once(past.reactions, '[string, number][]', (reactions) => [...reactions]);
    // As the new version counts them when a message comes in.
    future.bytes = Buffer.byteLength(past.text);
  },
  backward(future, past, ferry) {
    if (ferry.guard(Number.isSafeInteger(Number(future.seq)), 'seq', 'is too large for a number')) {
      past.seq = Number(future.seq);
    }
    if (ferry.guard(
      Object.keys(future.reactions).length === future.reactions.length && new Map(future.reactions).size === future.reactions.length,
      'reactions',
      'holds a key twice, or a hole',
    )) {
      past.reactions = ferry.once(future.reactions, 'Map<string, number>', (reactions) => new Map(reactions));
    }
  },
} satisfies Mapper<PastMessage, FutureMessage>;

/**
 * Session:
 * - nickname string or missing -> string. It may no longer be undefined; a guard counts the values that are.
 * - role string -> Role. Only "guest", "member", "moderator" is allowed from now on; a guard counts live values
 *   outside the set.
 * - presence: Mapped by member name: Online, Away, Offline changed value.
 * - lastSeen number -> bigint. Converted with a guard: 1.5, NaN, Infinity and -0 have no bigint; rehearse to see
 *   whether live values break it.
 * - color is dropped, and kept aside for the way back.
 */
export const session = {
  type: 'src/model.ts#Session',
  law: 'lossy-forward',
  forward(past, future, ferry) {
    if (ferry.guard(typeof past.nickname === 'string', 'nickname', 'is missing')) {
      future.nickname = past.nickname as FutureSession['nickname'];
    }
    if (ferry.guard(
      past.role === 'guest' || past.role === 'member' || past.role === 'moderator',
      'role',
      'does not fit the narrower type',
    )) {
      future.role = past.role as FutureSession['role'];
    }
    if (ferry.guard(presenceToFuture.has(past.presence), 'presence', 'is no member that both versions have')) {
      future.presence = presenceToFuture.get(past.presence) as FutureSession['presence'];
    }
    if (ferry.guard(
      Number.isSafeInteger(past.lastSeen) && !Object.is(past.lastSeen, -0),
      'lastSeen',
      'is no safe whole number',
    )) {
      future.lastSeen = BigInt(past.lastSeen);
    }
  },
  backward(future, past, ferry) {
    past.nickname = future.nickname;
    past.role = future.role;
    if (ferry.guard(presenceToPast.has(future.presence), 'presence', 'is no member that both versions have')) {
      past.presence = presenceToPast.get(future.presence) as PastSession['presence'];
    }
    if (ferry.guard(Number.isSafeInteger(Number(future.lastSeen)), 'lastSeen', 'is too large for a number')) {
      past.lastSeen = Number(future.lastSeen);
    }
  },
} satisfies Mapper<PastSession, FutureSession>;
