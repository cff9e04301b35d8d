// State transfer of src/app.ts. `timeferry generate` adds what is missing here and keeps what is written.
import type { Mapper, RootMapper, Writable } from '../ferry.js';
import type * as Future from 'future/src/app.js';
import type * as Past from 'past/src/app.js';

type PastMember = Writable<Past.Member> & { joined: Past.Member['joined'] };
type FutureMember = Writable<Future.Member> & { '#joined': Date };
type PastMessage = Writable<Past.Message>;
type FutureMessage = Writable<Future.Message>;
type PastRoom = Writable<Past.Room>;
type FutureRoom = Writable<Future.Room>;

/**
 * Member:
 * - rooms Set<Room> -> Room[].
 * - joined is now #joined.
 */
export const member = {
  type: 'src/app.ts#Member',
  law: 'lossy-backward',
  forward(past, future, ferry) {
    future.rooms = ferry.once(
      past.rooms,
      'Room[]',
      (rooms) => [...rooms].map((item) => ferry.carry<Future.Room>(item, 'src/app.ts#Room')),
    );
  },
  backward(future, past, ferry) {
    if (ferry.guard(
      Object.keys(future.rooms).length === future.rooms.length && new Set(future.rooms).size === future.rooms.length,
      'rooms',
      'holds a value twice, or a hole',
    )) {
      past.rooms = ferry.once(
        future.rooms,
        'Set<Room>',
        (rooms) => new Set(rooms.map((item) => ferry.carry<Past.Room>(item, 'src/app.ts#Room'))),
      );
    }
  },
} satisfies Mapper<PastMember, FutureMember>;

/**
 * Message:
 * - sent number -> bigint. Converted with a guard: 1.5, NaN, Infinity and -0 have no bigint; rehearse to see
 *   whether live values break it.
 * - edits string[] or missing -> string[]. It may no longer be undefined; a guard counts the values that are.
 */
export const message = {
  type: 'src/app.ts#Message',
  law: 'lossy-forward',
  forward(past, future, ferry) {
    if (ferry.guard(Number.isSafeInteger(past.sent) && !Object.is(past.sent, -0), 'sent', 'is no safe whole number')) {
      future.sent = BigInt(past.sent);
    }
    future.edits = past.edits ? ferry.carry(past.edits) : [];
  },
  backward(future, past, ferry) {
    if (ferry.guard(Number.isSafeInteger(Number(future.sent)), 'sent', 'is too large for a number')) {
      past.sent = Number(future.sent);
    }
    if (future.edits.length > 0) past.edits = ferry.carry(future.edits);
  },
} satisfies Mapper<PastMessage, FutureMessage>;

/**
 * Room:
 * - members Member[] -> Set<Member>. Duplicates in the list are lost in a Set.
 * - limits { members: number; messages: number } -> [members: number, messages: number].
 * - open is new.
 */
export const room = {
  type: 'src/app.ts#Room',
  law: 'lossy-forward',
  forward(past, future, ferry) {
    if (ferry.guard(
      Object.keys(past.members).length === past.members.length && new Set(past.members).size === past.members.length,
      'members',
      'holds a value twice, or a hole',
    )) {
      future.members = ferry.once(
        past.members,
        'Set<Member>',
        (members) => new Set(members.map((item) => ferry.carry<Future.Member>(item, 'src/app.ts#Member'))),
      );
    }
    future.limits = ferry.once(past.limits, 'limits', (limits): [number, number] => [limits.members, limits.messages]);
    future.open = true;
  },
  backward(future, past, ferry) {
    past.members = ferry.once(
      future.members,
      'Member[]',
      (members) => [...members].map((item) => ferry.carry<Past.Member>(item, 'src/app.ts#Member')),
    );
    past.limits = ferry.once(future.limits, 'limits', ([members, messages]) => ({ members, messages }));
  },
} satisfies Mapper<PastRoom, FutureRoom>;

/** members: Record<string, Member> -> Map<string, Member>. */
export const members = {
  root: 'src/app.ts#members',
  law: 'lossy-backward',
  forward(past, ferry) {
    return ferry.guard(Object.getPrototypeOf(past) !== null, 'members', 'has no prototype, which a Map cannot keep')
      ? ferry.once(
        past,
        'Map<string, Member>',
        (members) => new Map(Object.entries(members).map(([key, value]) => [
          key,
          ferry.carry<Future.Member>(value, 'src/app.ts#Member'),
        ] as const)),
      )
      : (undefined as never);
  },
  backward(future, ferry) {
    return ferry.guard(
      JSON.stringify([...future.keys()].map(String)) === JSON.stringify(Object.keys(Object.fromEntries(future))),
      'members',
      'has keys that an object puts into another order',
    )
      ? ferry.once(
        future,
        'members',
        (members) => Object.fromEntries([...members].map(([key, value]) => [
          key,
          ferry.carry<Past.Member>(value, 'src/app.ts#Member'),
        ])),
      )
      : (undefined as never);
  },
} satisfies RootMapper<Record<string, Past.Member>, Map<string, Future.Member>>;

/**
 * total: number -> string. Converted with a guard: -0 becomes "0", and text such as "007" cannot come back;
 * rehearse to see whether live values break it.
 */
export const total = {
  root: 'src/app.ts#total',
  law: 'lossy-forward',
  forward(past, ferry) {
    return ferry.guard(!Object.is(past, -0), 'total', 'is -0, which no text keeps')
      ? String(past)
      : (undefined as never);
  },
  backward(future, ferry) {
    return ferry.guard(String(Number(future)) === future, 'total', 'is not written as a number is')
      ? Number(future)
      : (undefined as never);
  },
} satisfies RootMapper<number, string>;
