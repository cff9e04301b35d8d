// State transfer of src/cart.ts. `timeferry generate` adds what is missing here and keeps what is written.
import type { Mapper, RootMapper, Writable } from '../ferry.js';
import type * as Future from 'future/src/cart.js';
import type * as FutureModel from 'future/src/model.js';
import type * as Past from 'past/src/cart.js';

type PastCart = Writable<Past.Cart> & { lines: Past.Cart['lines']; coupons: Past.Cart['coupons'] };
type FutureCart = Writable<Future.Cart> & { '#lines': FutureModel.OrderLine[]; coupons: Future.Cart['coupons'] };

/**
 * Cart:
 * - coupons Set<string> -> string[].
 * - lines is now #lines.
 */
export const cart = {
  type: 'src/cart.ts#Cart',
  law: 'lossy-backward',
  forward(past, future, ferry) {
    future.coupons = ferry.once(past.coupons, 'string[]', (coupons) => [...coupons]);
  },
  backward(future, past, ferry) {
    if (ferry.guard(
      Object.keys(future.coupons).length === future.coupons.length && new Set(future.coupons).size === future.coupons.length,
      'coupons',
      'holds a value twice, or a hole',
    )) {
      past.coupons = ferry.once(future.coupons, 'Set<string>', (coupons) => new Set(coupons));
    }
  },
} satisfies Mapper<PastCart, FutureCart>;

/**
 * Cart.opened: number -> bigint. Converted with a guard: 1.5, NaN, Infinity and -0 have no bigint; rehearse to see
 * whether live values break it.
 */
export const cartOpened = {
  root: 'src/cart.ts#Cart.opened',
  law: 'lossy-forward',
  forward(past, ferry) {
    return ferry.guard(Number.isSafeInteger(past) && !Object.is(past, -0), 'opened', 'is no safe whole number')
      ? BigInt(past)
      : (undefined as never);
  },
  backward(future, ferry) {
    return ferry.guard(Number.isSafeInteger(Number(future)), 'opened', 'is too large for a number')
      ? Number(future)
      : (undefined as never);
  },
} satisfies RootMapper<number, bigint>;
