import type { StateType } from '@timeferry/analysis/state-model';

/**
 * How a value is built: plain data, so that it can be made at random, made smaller, and built again in any program.
 * Objects are kept in pools by what may take their place, so that one can stand at several places, its own inside included.
 */
export type Recipe =
  | { readonly kind: 'value'; readonly value: Primitive }
  | { readonly kind: 'symbol'; readonly form: 'registered' | 'well-known' | 'own'; readonly text: string }
  | ObjectRecipe
  | { readonly kind: 'array' | 'set'; readonly pool: string; readonly items: readonly (Recipe | null)[] }
  | { readonly kind: 'map'; readonly pool: string; readonly entries: readonly (readonly [Recipe, Recipe])[] }
  /** `count` times the same item; keys of maps and elements of sets are numbered. */
  | { readonly kind: 'many'; readonly of: 'array' | 'set' | 'map'; readonly count: number; readonly item: Recipe }
  | { readonly kind: 'date'; readonly pool: string; readonly time: number }
  | { readonly kind: 'builtin'; readonly name: string; readonly data: unknown }
  /** A function of the program by its name, or of the runtime where the program names none. */
  | { readonly kind: 'function'; readonly name: string | null }
  /** What no transfer moves: a promise, a weak collection, a handle. */
  | { readonly kind: 'unmovable'; readonly name: string }
  /** One of the objects of the pool that are there already; a small value of the type where there is none. */
  | { readonly kind: 'again'; readonly pool: string; readonly index: number; readonly type: StateType };

export type Primitive = string | number | bigint | boolean | null | undefined;

export interface ObjectRecipe {
  readonly kind: 'object';
  /** Name of its type; `null` for a plain object of no declared type. */
  readonly type: string | null;
  readonly fields: readonly (readonly [name: string, Recipe])[];
  /** Without a prototype. */
  readonly bare: boolean;
  /** What an instance of a class that extends a container holds in it. */
  readonly contents: Recipe | null;
}

/** The pool of the objects of a declared type. */
export function objectPool(type: string): string {
  return `type ${type}`;
}
