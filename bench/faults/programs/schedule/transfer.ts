// State transfer of src/app.ts. `timeferry generate` adds what is missing here and keeps what is written.

import type * as Future from 'future/src/app.js';
import type * as Past from 'past/src/app.js';
import type { Mapper, RootMapper, Writable } from '../ferry.js';

type PastCalendar = Writable<Past.Calendar>;
type FutureCalendar = Writable<Future.Calendar>;
type PastSlot = Writable<Past.Slot>;
type FutureSlot = Writable<Future.Slot>;

/** Day by member name: past -> future. */
const dayToFuture = new Map<number, number>([
  [0, 1], // Monday
  [1, 2], // Tuesday
  [2, 3], // Wednesday
]);
const dayToPast = new Map([...dayToFuture].map(([past, future]) => [future, past] as const));

/**
 * Calendar:
 * - holidays Set<Day> -> Day[].
 * - children Calendar[] -> Set<Calendar>. Duplicates in the list are lost in a Set.
 * - title is gone or has another name.
 * - titles is new.
 */
export const calendar = {
  type: 'src/app.ts#Calendar',
  law: 'lossy-forward',
  forward(past, future, ferry) {
    future.holidays = ferry.once(past.holidays, '(0 | 1 | 2 | 3)[]', (holidays) =>
      [...holidays].map((item) =>
        ferry.guard(dayToFuture.has(item), 'holidays', 'is no member that both versions have')
          ? (dayToFuture.get(item) as never)
          : (undefined as never),
      ),
    );
    if (
      ferry.guard(
        Object.keys(past.children).length === past.children.length &&
          new Set(past.children).size === past.children.length,
        'children',
        'holds a value twice, or a hole',
      )
    ) {
      future.children = ferry.once(
        past.children,
        'Set<Calendar>',
        (children) => new Set(children.map((item) => ferry.carry<Future.Calendar>(item, 'src/app.ts#Calendar'))),
      );
    }
    future.titles = [past.title];
  },
  backward(future, past, ferry) {
    if (
      ferry.guard(
        Object.keys(future.holidays).length === future.holidays.length &&
          new Set(future.holidays).size === future.holidays.length,
        'holidays',
        'holds a value twice, or a hole',
      )
    ) {
      past.holidays = ferry.once(
        future.holidays,
        'Set<0 | 1 | 2>',
        (holidays) =>
          new Set(
            holidays.map((item) =>
              ferry.guard(dayToPast.has(item), 'holidays', 'is no member that both versions have')
                ? (dayToPast.get(item) as never)
                : (undefined as never),
            ),
          ),
      );
    }
    past.children = ferry.once(future.children, 'Calendar[]', (children) =>
      [...children].map((item) => ferry.carry<Past.Calendar>(item, 'src/app.ts#Calendar')),
    );
    past.title = future.titles[0] ?? '';
  },
} satisfies Mapper<PastCalendar, FutureCalendar>;

/**
 * Slot:
 * - day: Mapped by member name: Monday, Tuesday, Wednesday changed value.
 * - from number -> string. Converted with a guard: -0 becomes "0", and text such as "007" cannot come back;
 *   rehearse to see whether live values break it.
 * - who string | null -> string | undefined.
 * - until is gone or has another name.
 * - length is new.
 */
export const slot = {
  type: 'src/app.ts#Slot',
  law: 'lossy-forward',
  forward(past, future, ferry) {
    if (ferry.guard(dayToFuture.has(past.day), 'day', 'is no member that both versions have')) {
      future.day = dayToFuture.get(past.day) as FutureSlot['day'];
    }
    if (ferry.guard(!Object.is(past.from, -0), 'from', 'is -0, which no text keeps')) future.from = String(past.from);
    future.who = past.who ?? undefined;
    future.length = past.until - past.from;
  },
  backward(future, past, ferry) {
    if (ferry.guard(dayToPast.has(future.day), 'day', 'is no member that both versions have')) {
      past.day = dayToPast.get(future.day) as PastSlot['day'];
    }
    if (ferry.guard(String(Number(future.from)) === future.from, 'from', 'is not written as a number is')) {
      past.from = Number(future.from);
    }
    past.who = future.who ?? null;
    past.until = Number(future.from) + future.length;
  },
} satisfies Mapper<PastSlot, FutureSlot>;

/**
 * Calendar.made: number -> bigint. Converted with a guard: 1.5, NaN, Infinity and -0 have no bigint; rehearse to
 * see whether live values break it.
 */
export const calendarMade = {
  root: 'src/app.ts#Calendar.made',
  law: 'lossy-forward',
  forward(past, ferry) {
    return ferry.guard(Number.isSafeInteger(past) && !Object.is(past, -0), 'made', 'is no safe whole number')
      ? BigInt(past)
      : (undefined as never);
  },
  backward(future, ferry) {
    return ferry.guard(Number.isSafeInteger(Number(future)), 'made', 'is too large for a number')
      ? Number(future)
      : (undefined as never);
  },
} satisfies RootMapper<number, bigint>;

/** calendars: Map<number, Calendar> -> Map<string, Calendar>. */
export const calendars = {
  root: 'src/app.ts#calendars',
  law: 'lossy-forward',
  forward(past, ferry) {
    return ferry.once(
      past,
      'Map<string, Calendar>',
      (calendars) =>
        new Map(
          [...calendars].map(
            ([key, value]) =>
              [
                ferry.guard(!Object.is(key, -0), 'calendars', 'is -0, which no text keeps')
                  ? String(key)
                  : (undefined as never),
                ferry.carry<Future.Calendar>(value, 'src/app.ts#Calendar'),
              ] as const,
          ),
        ),
    );
  },
  backward(future, ferry) {
    return ferry.once(
      future,
      'Map<number, Calendar>',
      (calendars) =>
        new Map(
          [...calendars].map(
            ([key, value]) =>
              [
                ferry.guard(String(Number(key)) === key, 'calendars', 'is not written as a number is')
                  ? Number(key)
                  : (undefined as never),
                ferry.carry<Past.Calendar>(value, 'src/app.ts#Calendar'),
              ] as const,
          ),
        ),
    );
  },
} satisfies RootMapper<Map<number, Past.Calendar>, Map<string, Future.Calendar>>;
