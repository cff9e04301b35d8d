// State transfer of src/app.ts. `timeferry generate` adds what is missing here and keeps what is written.

import type * as Future from 'future/src/app.js';
import type * as Past from 'past/src/app.js';
import type { Mapper, Writable } from '../ferry.js';

type PastAccount = Writable<Past.Account> & { '#pin': string };
type FutureAccount = Writable<Future.Account> & { '#pin': string };
type PastBooking = Writable<Past.Booking>;
type FutureBooking = Writable<Future.Booking>;

/** Currency by member name: past -> future. */
const currencyToFuture = new Map<number, number>([
  [0, 1], // EUR
  [1, 3], // USD
  [2, 0], // CHF
]);
const currencyToPast = new Map([...currencyToFuture].map(([past, future]) => [future, past] as const));

/**
 * Account:
 * - balance number -> bigint. Converted with a guard: 1.5, NaN, Infinity and -0 have no bigint; rehearse to see
 *   whether live values break it.
 * - note string or missing -> string[]. A missing note is an empty list.
 * - frozen is new.
 */
export const account = {
  type: 'src/app.ts#Account',
  law: 'lossy-forward',
  forward(past, future, ferry) {
    if (
      ferry.guard(
        Number.isSafeInteger(past.balance) && !Object.is(past.balance, -0),
        'balance',
        'is no safe whole number',
      )
    ) {
      future.balance = BigInt(past.balance);
    }
    future.note = past.note === undefined ? [] : [past.note];
    future.frozen = false;
  },
  backward(future, past, ferry) {
    if (ferry.guard(Number.isSafeInteger(Number(future.balance)), 'balance', 'is too large for a number')) {
      past.balance = Number(future.balance);
    }
    if (future.note.length > 0) past.note = future.note[0];
  },
} satisfies Mapper<PastAccount, FutureAccount>;

/**
 * Booking:
 * - at Date -> string. Converted with a guard: an invalid Date has no ISO form; rehearse to see whether live values
 *   break it.
 * - cents number -> bigint. Converted with a guard: 1.5, NaN, Infinity and -0 have no bigint; rehearse to see
 *   whether live values break it.
 * - text string -> string | null.
 * - currency: Mapped by member name: EUR, USD, CHF changed value.
 * - settled is new.
 */
export const booking = {
  type: 'src/app.ts#Booking',
  law: 'lossy-forward',
  forward(past, future, ferry) {
    if (ferry.guard(!Number.isNaN(Number(past.at)), 'at', 'is an invalid date')) future.at = past.at.toISOString();
    if (
      ferry.guard(Number.isSafeInteger(past.cents) && !Object.is(past.cents, -0), 'cents', 'is no safe whole number')
    ) {
      future.cents = BigInt(past.cents);
    }
    future.text = past.text;
    if (ferry.guard(currencyToFuture.has(past.currency), 'currency', 'is no member that both versions have')) {
      future.currency = currencyToFuture.get(past.currency) as FutureBooking['currency'];
    }
  },
  backward(future, past, ferry) {
    if (
      ferry.guard(
        !Number.isNaN(Date.parse(future.at)) && new Date(future.at).toISOString() === future.at,
        'at',
        'is not written as Date.toISOString writes it',
      )
    ) {
      past.at = new Date(future.at);
    }
    if (ferry.guard(Number.isSafeInteger(Number(future.cents)), 'cents', 'is too large for a number')) {
      past.cents = Number(future.cents);
    }
    if (ferry.guard(typeof future.text === 'string', 'text', 'does not fit the narrower type')) {
      past.text = future.text as PastBooking['text'];
    }
    if (ferry.guard(currencyToPast.has(future.currency), 'currency', 'is no member that both versions have')) {
      past.currency = currencyToPast.get(future.currency) as PastBooking['currency'];
    }
  },
} satisfies Mapper<PastBooking, FutureBooking>;
