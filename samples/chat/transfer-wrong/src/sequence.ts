// State transfer of src/sequence.ts. `timeferry generate` adds what is missing here and keeps what is written.
import type { RootMapper } from '../ferry.js';

/**
 * makeSequence.last: number -> bigint. Converted with a guard: 1.5, NaN, Infinity and -0 have no bigint; rehearse
 * to see whether live values break it.
 */
export const makeSequenceLast = {
  root: 'src/sequence.ts#makeSequence.last',
  law: 'lossy-forward',
  forward(past, ferry) {
    return ferry.guard(Number.isSafeInteger(past) && !Object.is(past, -0), 'last', 'is no safe whole number')
      ? BigInt(past)
      : (undefined as never);
  },
  backward(future, ferry) {
    return ferry.guard(Number.isSafeInteger(Number(future)), 'last', 'is too large for a number')
      ? Number(future)
      : (undefined as never);
  },
} satisfies RootMapper<number, bigint>;
