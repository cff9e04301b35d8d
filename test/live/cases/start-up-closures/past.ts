import { serve } from './serve.ts';

type Step = (by: number) => number;

/** Start-up makes one of these for each name; the new version's code captures more. */
function makeCounter(name: string): { step: Step; readonly name: string } {
  let total = 0;
  return {
    name,
    step: (by) => {
      total += by;
      return total;
    },
  };
}

export const counters = { hits: makeCounter('hits'), misses: makeCounter('misses') };
export const steps: Step[] = [counters.hits.step, counters.misses.step];
export const byName = new Map<string, Step>([['hits', counters.hits.step]]);
export const later: Step[] = [];

serve({
  step: (name) => counters[name as 'hits' | 'misses'].step(3),
  later: () => later.push(makeCounter('later').step),
});
