import fc from 'fast-check';
import { bigints, constant, type Hints, numbers, strings, texts, times } from './primitive-recipes.ts';
import type { Recipe } from './recipe.ts';

const POOL = 'opaque';

/** Values of `any` and `unknown`, or of `object`: plain graphs of what a transfer walks by its actual value. */
export function opaqueRecipes(hints: Hints, objectsOnly: boolean, depth: number): fc.Arbitrary<Recipe> {
  const flat = fc.oneof(
    numbers(hints),
    strings(hints),
    bigints(hints),
    fc.constantFrom<Recipe>(constant(null), constant(undefined), constant(true), constant(false)),
  );
  const date = times().map((time): Recipe => ({ kind: 'date', pool: POOL, time }));
  const empty = fc.constant<Recipe>({ kind: 'object', type: null, fields: [], bare: false, contents: null });
  if (depth === 0) return objectsOnly ? fc.oneof(empty, date) : flat;
  const inner = opaqueRecipes(hints, false, depth - 1);
  const item = fc.oneof({ arbitrary: inner, weight: 5 }, { arbitrary: again(), weight: 1 });
  const structured = fc.oneof(empty, date, objects(hints, item), lists(item), maps(item));
  return objectsOnly ? structured : fc.oneof({ withCrossShrink: true }, flat, structured);
}

function objects(hints: Hints, item: fc.Arbitrary<Recipe>): fc.Arbitrary<Recipe> {
  return fc.record({
    kind: fc.constant('object' as const),
    type: fc.constant(null),
    fields: fc.uniqueArray(fc.tuple(texts(hints), item), { selector: ([key]) => key, maxLength: 3 }),
    bare: fc.boolean(),
    contents: fc.constant(null),
  });
}

function lists(item: fc.Arbitrary<Recipe>): fc.Arbitrary<Recipe> {
  return fc.record({
    kind: fc.constantFrom('array', 'set'),
    pool: fc.constant(POOL),
    items: fc.array(item, { maxLength: 3 }),
  });
}

function maps(item: fc.Arbitrary<Recipe>): fc.Arbitrary<Recipe> {
  return fc.record({
    kind: fc.constant('map' as const),
    pool: fc.constant(POOL),
    entries: fc.array(fc.tuple(item, item), { maxLength: 3 }),
  });
}

function again(): fc.Arbitrary<Recipe> {
  const type = { kind: 'opaque', name: 'unknown' } as const;
  return fc.nat({ max: 3 }).map((index): Recipe => ({ kind: 'again', pool: POOL, index, type }));
}
