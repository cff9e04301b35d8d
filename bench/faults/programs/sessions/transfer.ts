// State transfer of src/app.ts. `timeferry generate` adds what is missing here and keeps what is written.

import type * as Future from 'future/src/app.js';
import type * as Past from 'past/src/app.js';
import type { Mapper, RootMapper, Writable } from '../ferry.js';

type PastSession = Writable<Past.Session>;
type FutureSession = Writable<Future.Session>;
interface PastSessionUser {
  name: string;
  mail: string;
}
interface FutureSessionUser {
  name: string;
  address: string;
}

/**
 * Session:
 * - user { name: string; mail: string } -> { name: string; address: string }.
 * - visits number -> bigint. Converted with a guard: 1.5, NaN, Infinity and -0 have no bigint; rehearse to see
 *   whether live values break it.
 * - roles ('admin' | 'user')[] -> Set<'admin' | 'user' | 'guest'>. Duplicates in the list are lost in a Set.
 * - last string | undefined -> Date | undefined. Converted with a guard: text that is not exactly an ISO date does
 *   not come back as it was; rehearse to see whether live values break it.
 * - token is new.
 */
export const session = {
  type: 'src/app.ts#Session',
  law: 'lossy-forward',
  forward(past, future, ferry) {
    future.user = ferry.carry(past.user, 'src/app.ts#Session.user');
    if (
      ferry.guard(Number.isSafeInteger(past.visits) && !Object.is(past.visits, -0), 'visits', 'is no safe whole number')
    ) {
      future.visits = BigInt(past.visits);
    }
    if (
      ferry.guard(
        Object.keys(past.roles).length === past.roles.length && new Set(past.roles).size === past.roles.length,
        'roles',
        'holds a value twice, or a hole',
      )
    ) {
      future.roles = ferry.once(past.roles, "Set<'admin' | 'user' | 'guest'>", (roles) => new Set(roles));
    }
    if (past.last === undefined) future.last = undefined;
    else if (
      ferry.guard(
        !Number.isNaN(Date.parse(past.last)) && new Date(past.last).toISOString() === past.last,
        'last',
        'is not written as Date.toISOString writes it',
      )
    ) {
      future.last = new Date(past.last);
    }
    future.token = `token of ${past.id}`;
  },
  backward(future, past, ferry) {
    past.user = ferry.carry(future.user, 'src/app.ts#Session.user');
    if (ferry.guard(Number.isSafeInteger(Number(future.visits)), 'visits', 'is too large for a number')) {
      past.visits = Number(future.visits);
    }
    past.roles = ferry.once(future.roles, "('admin' | 'user')[]", (roles) =>
      [...roles].map((item) =>
        ferry.guard(item === 'admin' || item === 'user', 'roles', 'does not fit the narrower type')
          ? (item as 'admin' | 'user')
          : (undefined as never),
      ),
    );
    if (future.last === undefined) past.last = undefined;
    else if (ferry.guard(!Number.isNaN(Number(future.last)), 'last', 'is an invalid date')) {
      past.last = future.last.toISOString();
    }
  },
} satisfies Mapper<PastSession, FutureSession>;

/**
 * Session.user:
 * - mail is gone or has another name.
 * - address is new.
 */
export const sessionUser = {
  type: 'src/app.ts#Session.user',
  law: 'lossy-forward',
  forward(past, future, ferry) {
    future.address = past.mail;
  },
  backward(future, past, ferry) {
    past.mail = future.address;
  },
} satisfies Mapper<PastSessionUser, FutureSessionUser>;

/**
 * makeStore.created: number -> bigint. Converted with a guard: 1.5, NaN, Infinity and -0 have no bigint; rehearse
 * to see whether live values break it.
 */
export const makeStoreCreated = {
  root: 'src/app.ts#makeStore.created',
  law: 'lossy-forward',
  forward(past, ferry) {
    return ferry.guard(Number.isSafeInteger(past) && !Object.is(past, -0), 'created', 'is no safe whole number')
      ? BigInt(past)
      : (undefined as never);
  },
  backward(future, ferry) {
    return ferry.guard(Number.isSafeInteger(Number(future)), 'created', 'is too large for a number')
      ? Number(future)
      : (undefined as never);
  },
} satisfies RootMapper<number, bigint>;

/** recent: Session[] -> Set<Session>. */
export const recent = {
  root: 'src/app.ts#recent',
  law: 'lossy-forward',
  forward(past, ferry) {
    return ferry.guard(
      Object.keys(past).length === past.length && new Set(past).size === past.length,
      'recent',
      'holds a value twice, or a hole',
    )
      ? ferry.once(
          past,
          'Set<Session>',
          (recent) => new Set(recent.map((item) => ferry.carry<Future.Session>(item, 'src/app.ts#Session'))),
        )
      : (undefined as never);
  },
  backward(future, ferry) {
    return ferry.once(future, 'Session[]', (recent) =>
      [...recent].map((item) => ferry.carry<Past.Session>(item, 'src/app.ts#Session')),
    );
  },
} satisfies RootMapper<Past.Session[], Set<Future.Session>>;
