// State transfer of src/model.ts. `timeferry generate` adds what is missing here and keeps what is written.
import type { Mapper, Writable } from '../ferry.js';
import type * as Future from 'future/src/model.js';
import type * as Past from 'past/src/model.js';

type PastCustomer = Writable<Past.Customer>;
type FutureCustomer = Writable<Future.Customer>;
type PastOrder = Writable<Past.Order>;
type FutureOrder = Writable<Future.Order>;

/** OrderStatus by member name: past -> future. */
const orderStatusToFuture = new Map<number, number>([
  [0, 0], // Placed
  [1, 2], // Paid
  [2, 4], // Shipped
]);
const orderStatusToPast = new Map([...orderStatusToFuture].map(([past, future]) => [future, past] as const));

/**
 * Customer:
 * - mail is now email.
 * - tier string -> Tier. Only "basic", "silver", "gold" is allowed from now on; a guard counts live values outside
 *   the set.
 * - phone string or missing -> string. It may no longer be undefined; a guard counts the values that are.
 * - wishes is new.
 */
export const customer = {
  type: 'src/model.ts#Customer',
  law: 'lossy-forward',
  forward(past, future, ferry) {
    if (ferry.guard(
      past.tier === 'basic' || past.tier === 'silver' || past.tier === 'gold',
      'tier',
      'does not fit the narrower type',
    )) {
      future.tier = past.tier as FutureCustomer['tier'];
    }
    if (ferry.guard(typeof past.phone === 'string', 'phone', 'is missing')) {
      future.phone = past.phone as FutureCustomer['phone'];
    }
    future.wishes = [];
  },
  backward(future, past, ferry) {
    past.tier = future.tier;
    past.phone = future.phone;
  },
} satisfies Mapper<PastCustomer, FutureCustomer>;

/**
 * Order:
 * - number number -> bigint. Converted with a guard: 1.5, NaN, Infinity and -0 have no bigint; rehearse to see
 *   whether live values break it.
 * - placedAt Date -> string. Converted with a guard: an invalid Date has no ISO form; rehearse to see whether live
 *   values break it.
 * - status: Mapped by member name: Paid, Shipped changed value.
 * - payment: Every past value is still legal; new values have no way back.
 * - note string -> string[].
 * - gift boolean -> 0 | 1.
 * - total is new.
 */
export const order = {
  type: 'src/model.ts#Order',
  law: 'lossy-forward',
  forward(past, future, ferry) {
    if (ferry.guard(
      Number.isSafeInteger(past.number) && !Object.is(past.number, -0),
      'number',
      'is no safe whole number',
    )) {
      future.number = BigInt(past.number);
    }
    if (ferry.guard(!Number.isNaN(Number(past.placedAt)), 'placedAt', 'is an invalid date')) {
      future.placedAt = past.placedAt.toISOString();
    }
    if (ferry.guard(orderStatusToFuture.has(past.status), 'status', 'is no member that both versions have')) {
      future.status = orderStatusToFuture.get(past.status) as FutureOrder['status'];
    }
    future.payment = ferry.carry(past.payment, 'src/model.ts#Order.payment | src/model.ts#Order.payment (2)');
    future.note = [past.note];
    future.gift = past.gift ? 1 : 0;
    // Prices do not change after an order, so the sum can still be told from its lines.
    future.total = past.lines.reduce((sum, { product, quantity }) => sum + product.gross * quantity, 0);
  },
  backward(future, past, ferry) {
    if (ferry.guard(Number.isSafeInteger(Number(future.number)), 'number', 'is too large for a number')) {
      past.number = Number(future.number);
    }
    if (ferry.guard(
      !Number.isNaN(Date.parse(future.placedAt)) && new Date(future.placedAt).toISOString() === future.placedAt,
      'placedAt',
      'is not written as Date.toISOString writes it',
    )) {
      past.placedAt = new Date(future.placedAt);
    }
    if (ferry.guard(orderStatusToPast.has(future.status), 'status', 'is no member that both versions have')) {
      past.status = orderStatusToPast.get(future.status) as PastOrder['status'];
    }
    if (ferry.guard(
      'kind' in future.payment && (future.payment.kind === 'card' || future.payment.kind === 'invoice'),
      'payment',
      'does not fit the narrower type',
    )) {
      past.payment = ferry.carry(future.payment, 'src/model.ts#Order.payment | src/model.ts#Order.payment (2)');
    }
    if (ferry.guard(future.note?.length === 1 && 0 in future.note, 'note', 'does not hold exactly one value')) {
      past.note = future.note[0];
    }
    past.gift = future.gift === 1;
  },
} satisfies Mapper<PastOrder, FutureOrder>;
