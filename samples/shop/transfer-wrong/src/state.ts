// State transfer of src/state.ts. `timeferry generate` adds what is missing here and keeps what is written.
import type { RootMapper } from '../ferry.js';

/**
 * revenue: number -> bigint. Converted with a guard: 1.5, NaN, Infinity and -0 have no bigint; rehearse to see
 * whether live values break it.
 */
export const revenue = {
  root: 'src/state.ts#revenue',
  law: 'lossy-forward',
  forward(past, ferry) {
    return ferry.guard(Number.isSafeInteger(past) && !Object.is(past, -0), 'revenue', 'is no safe whole number')
      ? BigInt(past)
      : (undefined as never);
  },
  backward(future, ferry) {
    return ferry.guard(Number.isSafeInteger(Number(future)), 'revenue', 'is too large for a number')
      ? Number(future)
      : (undefined as never);
  },
} satisfies RootMapper<number, bigint>;

/** stock: Map<string, number> -> [sku: string, pieces: number][]. */
export const stock = {
  root: 'src/state.ts#stock',
  law: 'lossy-backward',
  forward(past, ferry) {
    return ferry.once(past, '[string, number][]', (stock) => [...stock]);
  },
  backward(future, ferry) {
    return ferry.guard(
      Object.keys(future).length === future.length && new Map(future).size === future.length,
      'stock',
      'holds a key twice, or a hole',
    )
      ? ferry.once(future, 'Map<string, number>', (stock) => new Map(stock))
      : (undefined as never);
  },
} satisfies RootMapper<Map<string, number>, [string, number][]>;
