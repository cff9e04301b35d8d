// State transfer of src/price-cache.ts. `timeferry generate` adds what is missing here and keeps what is written.
import type { Mapper, Writable } from '../ferry.js';
import type * as Future from 'future/src/price-cache.js';
import type * as Past from 'past/src/price-cache.js';

type PastPriceCache = Writable<Past.PriceCache> & {
  entries: Past.PriceCache['entries'];
  hits: Past.PriceCache['hits'];
  misses: Past.PriceCache['misses'];
};
type FuturePriceCache = Writable<Future.PriceCache> & {
  entries: Future.PriceCache['entries'];
  hits: Future.PriceCache['hits'];
  evicted: Future.PriceCache['evicted'];
  misses: Future.PriceCache['misses'];
};

/** PriceCache: evicted is new. */
export const priceCache = {
  type: 'src/price-cache.ts#PriceCache',
  law: 'new-only',
  forward(past, future, ferry) {
    future.evicted = 0;
  },
  backward(future, past, ferry) {},
} satisfies Mapper<PastPriceCache, FuturePriceCache>;
