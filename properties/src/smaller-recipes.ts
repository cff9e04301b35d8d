import type { StateModel } from '@timeferry/analysis/state-model';
import type { Recipe } from './recipe.ts';
import { smallestRecipe } from './smallest-recipe.ts';

/**
 * Recipes that say a little less than one: items left out, half of them first, and fields with the smallest value of their
 * type. What is gone from one that still shows a fault had nothing to do with it.
 */
export function* smallerRecipes(recipe: Recipe, model: StateModel): Generator<Recipe> {
  switch (recipe.kind) {
    case 'array':
    case 'set':
      for (const items of shorter(recipe.items)) yield { ...recipe, items };
      for (const [index, item] of recipe.items.entries()) {
        if (item === null) continue;
        for (const smaller of smallerRecipes(item, model))
          yield { ...recipe, items: recipe.items.with(index, smaller) };
      }
      return;
    case 'map':
      for (const entries of shorter(recipe.entries)) yield { ...recipe, entries };
      for (const [index, [key, value]] of recipe.entries.entries()) {
        for (const smaller of smallerRecipes(value, model))
          yield { ...recipe, entries: recipe.entries.with(index, [key, smaller]) };
      }
      return;
    case 'object':
      yield* smallerObjects(recipe, model);
  }
}

function* smallerObjects(recipe: Extract<Recipe, { kind: 'object' }>, model: StateModel): Generator<Recipe> {
  const declared = recipe.type === null ? undefined : model.types.get(recipe.type)?.fields;
  for (const [index, [name, value]] of recipe.fields.entries()) {
    const field = declared?.find((each) => each.name === name);
    if (!field || field.optional) yield { ...recipe, fields: recipe.fields.toSpliced(index, 1) };
    if (field) {
      const smallest = smallestRecipe(model, field.type);
      if (JSON.stringify(smallest, shown) !== JSON.stringify(value, shown))
        yield { ...recipe, fields: recipe.fields.with(index, [name, smallest]) };
    }
    for (const smaller of smallerRecipes(value, model))
      yield { ...recipe, fields: recipe.fields.with(index, [name, smaller]) };
  }
}

/** Halves, quarters and so on left out, down to single ones. */
function* shorter<Item>(items: readonly Item[]): Generator<readonly Item[]> {
  for (let size = Math.ceil(items.length / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2)) {
    for (let start = 0; start < items.length; start += size) yield items.toSpliced(start, size);
  }
}

function shown(_: string, value: unknown): unknown {
  return typeof value === 'bigint' || typeof value === 'number' ? `${typeof value} ${String(value)}` : value;
}
