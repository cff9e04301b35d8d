import type { StateModel } from '@timeferry/analysis/state-model';
import type { TransferPlan } from '@timeferry/analysis/transfer-plan';
import { HOLE, PRIMITIVE } from '@timeferry/transfer/capture-format';
import { type CaptureGraph, type Cell, cellAt, valueAt } from '@timeferry/transfer/capture-graph';
import { visitReferences } from '@timeferry/transfer/graph-edges';
import { type GraphTypes, typeGraph } from '@timeferry/transfer/graph-types';
import { objectPool, type Primitive, type Recipe } from './recipe.ts';

/** How many objects of the live state a recipe takes in, and how many steps from the first. */
const MOST_OBJECTS = 2_000;
const DEEPEST = 40;

/** Says how values of the captured past state are built again. What no recipe can say is left out. */
export class LiveRecipes {
  readonly #graph: CaptureGraph;
  readonly #plan: TransferPlan;
  readonly #model: StateModel;
  readonly #types: GraphTypes;

  constructor(graph: CaptureGraph, plan: TransferPlan, model: StateModel) {
    this.#graph = graph;
    this.#plan = plan;
    this.#model = model;
    this.#types = typeGraph(graph, plan, 'past');
  }

  /** The objects of a pair of types, by its key. */
  objectsOf(key: string): number[] {
    const wanted = this.#plan.types.findIndex((type) => type.key === key);
    const found: number[] = [];
    this.#types.pairs.forEach((pair, id) => {
      if (pair === wanted && wanted !== -1) found.push(id);
    });
    return found;
  }

  /** The objects that a path leads through, the last one first. */
  holdersOf(path: string): number[] {
    const names = this.#graph.capture.rootNames.filter((name) => path.startsWith(name));
    const root = names.toSorted((one, other) => other.length - one.length)[0];
    const holders: number[] = [];
    let rest = path.slice(root?.length ?? 0);
    for (let id = root === undefined ? -1 : (this.#graph.rootCell(root)?.id ?? -1); id >= 0; ) {
      holders.unshift(id);
      let next = { id: -1, label: '' };
      visitReferences(this.#graph, id, (target, label) => {
        const text = label();
        if (text.length > next.label.length && rest.startsWith(text)) next = { id: target, label: text };
      });
      id = next.id;
      rest = rest.slice(next.label.length);
    }
    return holders;
  }

  /** The key of the pair of types that an object belongs to. */
  keyOf(id: number): string | undefined {
    return this.#plan.types[this.#types.pairs[id]!]?.key;
  }

  /** A list of one object, as the values of a type are checked. */
  ofObject(id: number): Recipe {
    const item = new Reader(this.#graph, this.#typeOf, this.#model).read({ id, value: undefined }, 0);
    return { kind: 'array', pool: 'live', items: [item] };
  }

  /** The value of a root; undefined where the process has none. */
  ofRoot(name: string): Recipe | undefined {
    const cell = this.#graph.rootCell(name);
    return (cell && new Reader(this.#graph, this.#typeOf, this.#model).read(cell, 0)) ?? undefined;
  }

  readonly #typeOf = (id: number): string | null => this.#plan.types[this.#types.pairs[id]!]?.past ?? null;
}

/** Reads one value. It counts the objects of each pool as building does, so that one that is met again is the same one. */
class Reader {
  readonly #graph: CaptureGraph;
  readonly #typeOf: (id: number) => string | null;
  readonly #model: StateModel;
  readonly #again = new Map<number, Recipe>();
  readonly #pools = new Map<string, number>();

  constructor(graph: CaptureGraph, typeOf: (id: number) => string | null, model: StateModel) {
    this.#graph = graph;
    this.#typeOf = typeOf;
    this.#model = model;
  }

  /** The recipe of a value; null for a hole, and for what is too far from the first. */
  read({ id, value }: Cell, depth: number): Recipe | null {
    if (id === HOLE) return null;
    if (id === PRIMITIVE) return { kind: 'value', value: value as Primitive };
    const known = this.#again.get(id);
    if (known) return known;
    if (this.#again.size >= MOST_OBJECTS || depth > DEEPEST) return null;
    return this.#object(id, depth + 1);
  }

  #object(id: number, depth: number): Recipe | null {
    const { kind } = this.#graph.tableOf(id);
    const data = this.#graph.dataOf(id);
    const pool = `live ${kind}`;
    switch (kind) {
      case 'array':
        this.#note(id, pool);
        return { kind, pool, items: this.#items(id, 0, depth) };
      case 'set':
        this.#note(id, pool);
        return { kind, pool, items: this.#items(id, 0, depth).filter((item) => item !== null) };
      case 'map':
        this.#note(id, pool);
        return { kind, pool, entries: this.#entries(id, depth) };
      case 'date':
        this.#note(id, pool);
        return { kind, pool, time: data as number };
      case 'symbol': {
        const [form, text] = data as ['registered' | 'well-known' | 'own', string | undefined];
        return { kind, form, text: text ?? '' };
      }
      case 'named':
        return { kind: 'function', name: data as string };
      case 'object':
      case 'entries':
        return this.#fields(id, depth);
      default:
        return null;
    }
  }

  #fields(id: number, depth: number): Recipe {
    const table = this.#graph.tableOf(id);
    const type = this.#typeOf(id);
    this.#note(id, ...(type === null ? ['opaque'] : this.#poolsOf(type)));
    const row = this.#graph.rowOf(id);
    const own = table.fields.flatMap(({ key, attributes }, index) =>
      typeof key === 'string' && attributes === 0 ? [[key, cellAt(table.columns[index]!, row)] as const] : [],
    );
    const [keys, values] = table.items;
    const start = this.#graph.startOf(id);
    for (let at = start; table.kind === 'entries' && at < start + this.#graph.lengthOf(id); at++) {
      const key = valueAt(keys!, at);
      if (typeof key === 'string') own.push([key, cellAt(values!, at)]);
    }
    const fields = own.flatMap(([name, cell]) => {
      const recipe = this.read(cell, depth);
      return recipe === null ? [] : [[name, recipe] as const];
    });
    return { kind: 'object', type, fields, bare: table.proto === null, contents: null };
  }

  #poolsOf(name: string): string[] {
    const above = [...this.#model.types.values()].filter((type) => type.subtypes.includes(name) && type.name !== name);
    return [name, ...above.map((type) => type.name)].map(objectPool);
  }

  /** The first of the pools is the one that a recipe speaks of; an object stands in all of them. */
  #note(id: number, ...pools: readonly string[]): void {
    const [pool] = pools as [string];
    const index = this.#pools.get(pool) ?? 0;
    for (const each of pools) this.#pools.set(each, (this.#pools.get(each) ?? 0) + 1);
    this.#again.set(id, { kind: 'again', pool, index, type: { kind: 'primitive', name: 'undefined' } });
  }

  #items(id: number, which: number, depth: number): (Recipe | null)[] {
    const column = this.#graph.tableOf(id).items[which]!;
    const start = this.#graph.startOf(id);
    const length = Math.min(this.#graph.lengthOf(id), MOST_OBJECTS);
    return Array.from({ length }, (_, index) => this.read(cellAt(column, start + index), depth));
  }

  #entries(id: number, depth: number): (readonly [Recipe, Recipe])[] {
    const [keys, values] = this.#graph.tableOf(id).items;
    const start = this.#graph.startOf(id);
    const length = Math.min(this.#graph.lengthOf(id), MOST_OBJECTS);
    return Array.from({ length }, (_, index) => index).flatMap((index) => {
      const key = this.read(cellAt(keys!, start + index), depth);
      const value = this.read(cellAt(values!, start + index), depth);
      return key === null || value === null ? [] : [[key, value] as const];
    });
  }
}
