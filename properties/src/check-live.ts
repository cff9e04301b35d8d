import type { CheckSettings } from './check-subject.ts';
import { type CheckContext, type Counterexample, judge, type SubjectResult } from './check-subject.ts';
import type { Recipe } from './recipe.ts';
import { smallerRecipes } from './smaller-recipes.ts';
import type { Subject } from './subject.ts';

/** How many journeys may be made to find a smaller value. */
const MOST_JOURNEYS = 1_500;

/** Sends live values there and back until one breaks the mapper's law, and makes that one as small as it still does. */
export function checkLive(
  subject: Subject,
  recipes: readonly Recipe[],
  context: CheckContext,
  { run = (journey) => journey(), begin }: Pick<CheckSettings, 'run' | 'begin'>,
): SubjectResult {
  let runs = 0;
  const faultOf = (recipe: Recipe): Counterexample | null => {
    runs += 1;
    begin?.('forward', recipe);
    const judged = run(() => judge(subject, 'forward', recipe, context));
    return judged.kind === 'broken' ? { ...judged.fault, direction: 'forward', recipe } : null;
  };
  for (const recipe of recipes) {
    const found = faultOf(recipe);
    if (found) return { outcome: 'broken', runs, counterexample: shrink(found, faultOf, context), why: null };
  }
  return { outcome: 'holds', runs, counterexample: null, why: null };
}

function shrink(
  found: Counterexample,
  faultOf: (recipe: Recipe) => Counterexample | null,
  { diff }: CheckContext,
): Counterexample {
  let smallest = found;
  let left = MOST_JOURNEYS;
  const smaller = (): Counterexample | null => {
    for (const recipe of smallerRecipes(smallest.recipe, diff.past)) {
      if (left-- <= 0) return null;
      const fault = faultOf(recipe);
      // Another fault would be another test.
      if (fault && lineOf(fault) === lineOf(found)) return fault;
    }
    return null;
  };
  for (let next = smaller(); next; next = smaller()) smallest = next;
  return smallest;
}

function lineOf({ place, message }: Counterexample): string {
  return place ? `${place.line}` : message;
}
