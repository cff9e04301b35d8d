import type { ObjectType, StateModel, StateType } from '@timeferry/analysis/state-model';
import fc from 'fast-check';
import { builtins } from './builtin-recipes.ts';
import { opaqueRecipes } from './opaque-recipes.ts';
import {
  bigints,
  constant,
  type Hints,
  keys,
  literalOf,
  numbers,
  strings,
  symbols,
  templateTexts,
  times,
} from './primitive-recipes.ts';
import { type ObjectRecipe, objectPool, type Recipe } from './recipe.ts';

/** What is said of a type of which no value can be made. */
export class NoValueError extends Error {}

export interface RecipeOptions {
  readonly hints: Hints;
  /** Whether plain objects of a type may be without a prototype. */
  mayBeBare(type: string): boolean;
  /** Whether dates at a place may be one object: what makes a text of a date cannot keep that. */
  mayShareDates(place: string): boolean;
  /** Whether a container at a place is always one of its own. */
  mustNotShare(place: string): boolean;
}

/** How deep objects nest before only what is there already is referred to. */
const DEPTH = 4;

/** Makes arbitrary values of the types of one version, as recipes. */
export class ValueRecipes {
  readonly #model: StateModel;
  readonly #options: RecipeOptions;
  readonly #known = new Map<string, fc.Arbitrary<Recipe>>();

  constructor(model: StateModel, options: RecipeOptions) {
    this.#model = model;
    this.#options = options;
  }

  /** Values of a type that stands at `place`. Throws a `NoValueError` where none can be made. */
  of(type: StateType, place: string): fc.Arbitrary<Recipe> {
    return this.#at(type, { place, depth: DEPTH, above: [] });
  }

  #at(type: StateType, spot: Spot): fc.Arbitrary<Recipe> {
    const key = `${spot.depth} ${spot.place}`;
    const known = this.#known.get(key);
    if (known) return known;
    const made = this.#make(type, spot);
    this.#known.set(key, made);
    return made;
  }

  #make(type: StateType, spot: Spot): fc.Arbitrary<Recipe> {
    const { hints } = this.#options;
    switch (type.kind) {
      case 'primitive':
        return primitives(type.name, hints);
      case 'template':
        return templateTexts(type.text, hints) ?? none(`the texts of ${type.text}`);
      case 'literal':
        return fc.constant(constant(literalOf(type.value)));
      case 'enum':
        return enumValues(type);
      case 'union':
        return this.#union(type, spot);
      case 'array':
      case 'set':
      case 'map':
      case 'tuple':
        return this.#container(type, spot);
      case 'date':
        return this.#dates(spot);
      case 'object':
        return this.#objects(type.type, spot);
      case 'function':
        return type.named.length > 0
          ? fc.constantFrom(...type.named).map((name) => ({ kind: 'function', name }))
          : fc.constant({ kind: 'function', name: null });
      case 'builtin':
        return builtins(type.name) ?? none(type.name);
      case 'recursive':
        return this.#again(type.name, spot);
      case 'opaque':
        return type.name === 'never' ? none('never') : opaqueRecipes(hints, type.name === 'object', 2);
      default:
        return fc.constant({ kind: 'unmovable', name: type.kind === 'promise' ? 'Promise' : type.name });
    }
  }

  /** Members of which no value can be made are left out where others are there. */
  #union(type: Extract<StateType, { kind: 'union' }>, spot: Spot): fc.Arbitrary<Recipe> {
    const inside = { ...spot, above: [...spot.above, type] };
    const flat = spot.depth === 0 ? type.members.filter(isFlat) : [];
    const members = flat.length > 0 ? flat : type.members;
    const made = members.flatMap((member, index) => {
      try {
        return [this.#at(member, { ...inside, place: `${spot.place}|${type.members.indexOf(member)}.${index}` })];
      } catch (error) {
        if (error instanceof NoValueError && members.length > 1) return [];
        throw error;
      }
    });
    return made.length === 1 ? made[0]! : fc.oneof({ withCrossShrink: true }, ...made);
  }

  #container(type: Container, spot: Spot): fc.Arbitrary<Recipe> {
    const inside = { ...spot, depth: spot.depth - 1, above: [...spot.above, type] };
    const pool = `place ${spot.place}`;
    const at = (part: StateType, name: string) => this.#at(part, { ...inside, place: `${spot.place}${name}` });
    if (type.kind === 'tuple') return tuples(type, pool, (index) => at(type.slots[index]!.type, `[${index}]`));
    if (spot.depth <= 0) return fc.constant(emptyOf(type.kind, pool));
    const fresh =
      type.kind === 'map'
        ? maps(at(type.key, '{key}'), at(type.value, '{value}'), pool, hasNumberedKeys(type.key))
        : lists(type.kind, at(type.element, '[]'), pool, type.kind === 'array' || hasNumberedKeys(type.element));
    return this.#options.mustNotShare(spot.place) ? fresh : orAgain(fresh, pool, type);
  }

  #dates({ place }: Spot): fc.Arbitrary<Recipe> {
    const pool = `place ${place}`;
    const fresh = times().map((time): Recipe => ({ kind: 'date', pool, time }));
    return this.#options.mayShareDates(place) ? orAgain(fresh, pool, { kind: 'date' }) : fresh;
  }

  #objects(name: string, spot: Spot): fc.Arbitrary<Recipe> {
    const type: StateType = { kind: 'object', type: name };
    if (spot.depth <= 0)
      return fc.nat({ max: 3 }).map((index) => ({ kind: 'again', pool: objectPool(name), index, type }));
    const concrete = concreteTypes(this.#model, name);
    if (concrete.length === 0) none(`${name}, of which nothing can be an instance`);
    const made = concrete.map((each) => this.#object(each, spot.depth - 1));
    return orAgain(made.length === 1 ? made[0]! : fc.oneof(...made), objectPool(name), type);
  }

  #object(type: ObjectType, depth: number): fc.Arbitrary<Recipe> {
    const key = `${depth} object ${type.name}`;
    const known = this.#known.get(key);
    if (known) return known;
    const fields = type.fields.map((field) => {
      const given = lazily(() => this.#at(field.type, { place: `${type.name}.${field.name}`, depth, above: [] }));
      return field.optional ? fc.option(given, { freq: 3 }) : given;
    });
    const made = fc
      .record({
        fields: fc.tuple(...fields),
        extra: type.index && depth >= 0 ? this.#entries(type, type.index, depth) : fc.constant([]),
        bare: this.#options.mayBeBare(type.name)
          ? fc.integer({ min: 0, max: 5 }).map((n) => n === 5)
          : fc.constant(false),
        contents: type.contents
          ? this.#at(type.contents, { place: `${type.name}()`, depth, above: [] })
          : fc.constant(null),
      })
      .map(({ fields: given, extra, bare, contents }): ObjectRecipe => {
        const own = given.flatMap((value, index) => (value ? [[type.fields[index]!.name, value] as const] : []));
        return { kind: 'object', type: type.name, fields: [...own, ...extra], bare, contents };
      });
    this.#known.set(key, made);
    return made;
  }

  /** Keys of a dictionary beside the fields that have names. */
  #entries(type: ObjectType, value: StateType, depth: number): fc.Arbitrary<(readonly [string, Recipe])[]> {
    const taken = new Set(type.fields.map((field) => field.name));
    const names: fc.Arbitrary<string> =
      type.keys?.kind === 'enum'
        ? fc.constantFrom(...type.keys.members.map((member) => String(member.value)))
        : keys(this.#options.hints).filter((key) => !taken.has(key));
    const given = lazily(() => this.#at(value, { place: `${type.name}{}`, depth, above: [] }));
    return fc.uniqueArray(fc.tuple(names, given), { selector: ([key]) => key, maxLength: 4 });
  }

  /** What a type that is named inside of itself stands for: the nearest enclosing one of its form. */
  #again(name: string, spot: Spot): fc.Arbitrary<Recipe> {
    const form = name.endsWith('[]')
      ? 'array'
      : /^(Readonly)?Map</.test(name)
        ? 'map'
        : /^(Readonly)?Set</.test(name)
          ? 'set'
          : 'union';
    const at = spot.above.findLast((type) => type.kind === form) ?? spot.above[0];
    if (!at) return none(name);
    if (spot.depth <= 0) return fc.constant({ kind: 'again', pool: 'nothing', index: 0, type: at });
    return lazily(() => this.#at(at, { ...spot, place: `${spot.place}~`, depth: spot.depth - 1, above: [] }));
  }
}

interface Spot {
  readonly place: string;
  readonly depth: number;
  /** The types around it, up to the object or root that holds it. */
  readonly above: readonly StateType[];
}

type Container = Extract<StateType, { kind: 'array' | 'set' | 'map' | 'tuple' }>;

/** The types whose instances may stand where a type is declared. */
export function concreteTypes(model: StateModel, name: string): ObjectType[] {
  const found = new Map<string, ObjectType>();
  const waiting = [name];
  for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
    const type = model.types.get(at);
    if (!type || found.has(at)) continue;
    found.set(at, type);
    waiting.push(...type.subtypes);
  }
  return [...found.values()].filter((type) => !type.abstract);
}

function primitives(name: Extract<StateType, { kind: 'primitive' }>['name'], hints: Hints): fc.Arbitrary<Recipe> {
  switch (name) {
    case 'string':
      return strings(hints);
    case 'number':
      return numbers(hints);
    case 'bigint':
      return bigints(hints);
    case 'boolean':
      return fc.boolean().map(constant);
    case 'symbol':
      return symbols();
    default:
      return fc.constant(constant(name === 'null' ? null : undefined));
  }
}

/** Members; of flags also their combinations. */
function enumValues({ members, flags }: Extract<StateType, { kind: 'enum' }>): fc.Arbitrary<Recipe> {
  const single = fc.constantFrom(...members.map((member) => constant(member.value)));
  if (!flags) return single;
  const combined = fc.subarray([...members]).map((some) => some.reduce((bits, { value }) => bits | Number(value), 0));
  return fc.oneof(single, combined.map(constant));
}

function tuples(
  type: Extract<StateType, { kind: 'tuple' }>,
  pool: string,
  at: (index: number) => fc.Arbitrary<Recipe>,
): fc.Arbitrary<Recipe> {
  const slots = type.slots.map((slot, index) =>
    slot.form === 'rest' ? fc.array(at(index), { maxLength: 3 }) : at(index).map((one) => [one]),
  );
  const required = type.slots.findLastIndex((slot) => slot.form === 'required') + 1;
  return fc
    .tuple(fc.tuple(...slots), fc.integer({ min: required, max: slots.length }))
    .map(([all, length]) => ({ kind: 'array', pool, items: all.slice(0, length).flat() }));
}

function lists(
  kind: 'array' | 'set',
  item: fc.Arbitrary<Recipe>,
  pool: string,
  mayBeHuge: boolean,
): fc.Arbitrary<Recipe> {
  const held = kind === 'array' ? fc.option(item, { freq: 12 }) : item;
  const few = fc.array(held, { maxLength: 4 }).map((items): Recipe => ({ kind, pool, items }));
  return mayBeHuge ? fc.oneof({ arbitrary: few, weight: 60 }, { arbitrary: many(kind, item), weight: 1 }) : few;
}

function maps(
  key: fc.Arbitrary<Recipe>,
  value: fc.Arbitrary<Recipe>,
  pool: string,
  mayBeHuge: boolean,
): fc.Arbitrary<Recipe> {
  const few = fc
    .array(fc.tuple(key, value), { maxLength: 4 })
    .map((entries): Recipe => ({ kind: 'map', pool, entries }));
  return mayBeHuge ? fc.oneof({ arbitrary: few, weight: 60 }, { arbitrary: many('map', value), weight: 1 }) : few;
}

function many(of: 'array' | 'set' | 'map', item: fc.Arbitrary<Recipe>): fc.Arbitrary<Recipe> {
  return fc.record({ kind: fc.constant('many' as const), of: fc.constant(of), count: fc.constant(500), item });
}

/** Only whole sets of values can be numbered. */
function hasNumberedKeys(type: StateType): boolean {
  return type.kind === 'primitive' && type.name === 'string';
}

function emptyOf(kind: 'array' | 'set' | 'map', pool: string): Recipe {
  return kind === 'map' ? { kind, pool, entries: [] } : { kind, pool, items: [] };
}

function orAgain(fresh: fc.Arbitrary<Recipe>, pool: string, type: StateType): fc.Arbitrary<Recipe> {
  const again = fc.nat({ max: 3 }).map((index): Recipe => ({ kind: 'again', pool, index, type }));
  return fc.oneof({ withCrossShrink: true }, { arbitrary: fresh, weight: 5 }, { arbitrary: again, weight: 1 });
}

/** An arbitrary that is looked up when it is first used, so that types may hold themselves. */
function lazily(make: () => fc.Arbitrary<Recipe>): fc.Arbitrary<Recipe> {
  return fc.constant(null).chain(() => make());
}

function isFlat(type: StateType): boolean {
  return ['primitive', 'template', 'literal', 'enum'].includes(type.kind);
}

function none(what: string): never {
  throw new NoValueError(`No value of ${what} can be made.`);
}
