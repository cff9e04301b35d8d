import type { StateModel } from '@timeferry/analysis/state-model';
import { makeBuiltin } from './builtin-recipes.ts';
import { type ObjectRecipe, objectPool, type Recipe } from './recipe.ts';
import { smallestRecipe } from './smallest-recipe.ts';
import type { StandInProgram } from './stand-in-program.ts';

/** Builds the value of a recipe in a program. The same recipe gives an equal graph each time. */
export function buildValue(recipe: Recipe, program: StandInProgram, model: StateModel): unknown {
  return new Builder(program, model).build(recipe);
}

class Builder {
  readonly #program: StandInProgram;
  readonly #model: StateModel;
  readonly #pools = new Map<string, unknown[]>();

  constructor(program: StandInProgram, model: StateModel) {
    this.#program = program;
    this.#model = model;
  }

  build(recipe: Recipe): unknown {
    switch (recipe.kind) {
      case 'value':
        return recipe.value;
      case 'symbol':
        return symbolOf(recipe.form, recipe.text);
      case 'object':
        return this.#object(recipe);
      case 'array':
      case 'set':
        return this.#fill(recipe.kind === 'array' ? [] : new Set(), recipe);
      case 'map':
        return this.#fill(new Map(), recipe);
      case 'many':
        return this.#fill(recipe.of === 'array' ? [] : recipe.of === 'set' ? new Set() : new Map(), recipe);
      case 'date':
        return this.#keep(recipe.pool, new Date(recipe.time));
      case 'builtin':
        return makeBuiltin(recipe.name, recipe.data);
      case 'function':
        return recipe.name === null ? Math.max : (this.#program.find(recipe.name) ?? Math.max);
      case 'unmovable':
        return makeUnmovable(recipe.name);
      case 'again':
        return this.#again(recipe);
    }
  }

  #again(recipe: Extract<Recipe, { kind: 'again' }>): unknown {
    const pool = this.#pools.get(recipe.pool);
    if (pool) return pool[recipe.index % pool.length];
    return this.build(smallestRecipe(this.#model, recipe.type));
  }

  #keep<T>(pool: string, made: T): T {
    const known = this.#pools.get(pool);
    if (known) known.push(made);
    else this.#pools.set(pool, [made]);
    return made;
  }

  #object(recipe: ObjectRecipe): unknown {
    const { type, bare, contents, fields } = recipe;
    const target = type === null ? (bare ? Object.create(null) : {}) : this.#program.instance(type, bare);
    for (const pool of type === null ? ['opaque'] : this.#poolsOf(type)) this.#keep(pool, target);
    if (contents) this.#fill(target, contents);
    for (const [name, value] of fields) this.#program.setField(target, name, this.build(value));
    return target;
  }

  /** An instance may stand wherever a type is declared that it is one of. */
  #poolsOf(name: string): string[] {
    const above = [...this.#model.types.values()].filter((type) => type.subtypes.includes(name));
    return [objectPool(name), ...above.filter((type) => type.name !== name).map((type) => objectPool(type.name))];
  }

  #fill(target: unknown, recipe: Recipe): unknown {
    if ('pool' in recipe && recipe.kind !== 'again') this.#keep(recipe.pool, target);
    if (recipe.kind === 'many') this.#fillMany(target, recipe);
    if (recipe.kind === 'map') {
      for (const [key, value] of recipe.entries)
        (target as Map<unknown, unknown>).set(this.build(key), this.build(value));
    }
    if (recipe.kind === 'set') for (const item of recipe.items) (target as Set<unknown>).add(item && this.build(item));
    if (recipe.kind === 'array') {
      const list = target as unknown[];
      for (const [index, item] of recipe.items.entries()) if (item) list[index] = this.build(item);
      list.length = recipe.items.length;
    }
    return target;
  }

  #fillMany(target: unknown, { count, item }: Extract<Recipe, { kind: 'many' }>): void {
    for (let index = 0; index < count; index += 1) {
      if (target instanceof Map) target.set(`key ${index}`, this.build(item));
      else if (target instanceof Set) target.add(`item ${index}`);
      else (target as unknown[])[index] = this.build(item);
    }
  }
}

function symbolOf(form: string, text: string): symbol {
  if (form === 'registered') return Symbol.for(text);
  return form === 'own' ? Symbol(text) : (Symbol as unknown as Record<string, symbol>)[text]!;
}

function makeUnmovable(name: string): unknown {
  if (name === 'WeakMap') return new WeakMap();
  if (name === 'WeakSet') return new WeakSet();
  return name === 'Promise' ? Promise.resolve() : (function* () {})();
}
