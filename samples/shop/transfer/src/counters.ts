// State transfer of src/counters.ts. `timeferry generate` adds what is missing here and keeps what is written.
import type { RootMapper } from '../ferry.js';

/**
 * makeNumbers.next: number -> bigint. Converted with a guard: 1.5, NaN, Infinity and -0 have no bigint; rehearse to
 * see whether live values break it.
 */
export const makeNumbersNext = {
  root: 'src/counters.ts#makeNumbers.next',
  law: 'lossy-forward',
  forward(past, ferry) {
    return ferry.guard(Number.isSafeInteger(past) && !Object.is(past, -0), 'next', 'is no safe whole number')
      ? BigInt(past)
      : (undefined as never);
  },
  backward(future, ferry) {
    return ferry.guard(Number.isSafeInteger(Number(future)), 'next', 'is too large for a number')
      ? Number(future)
      : (undefined as never);
  },
} satisfies RootMapper<number, bigint>;
