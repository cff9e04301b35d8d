import type { TableBuilder } from './table-builder.ts';
import type { Walk } from './walk.ts';

/**
 * The entries of weak collections. Only those whose key other state holds are state; so their values are walked once the
 * key was met, and what remains at the end is left out.
 */
export class WeakEntries {
  readonly #walk: Walk;
  readonly #collections: Collection[] = [];

  constructor(walk: Walk) {
    this.#walk = walk;
  }

  /** `table` has the row of the collection and gets its items at the end. */
  add(table: TableBuilder, entries: readonly Entry[]): void {
    this.#collections.push({ table, entries, kept: [] });
  }

  /** Numbers the values whose keys were met since; gives whether there were any. */
  spread(): boolean {
    let found = false;
    for (const collection of this.#collections) {
      const left: Entry[] = [];
      for (const entry of collection.entries) {
        if (this.#walk.idOf(keyOf(entry)) === undefined) {
          left.push(entry);
          continue;
        }
        collection.kept.push(entry);
        if (isReference(entry.value)) this.#walk.number(entry.value);
        found = true;
      }
      collection.entries = left;
    }
    return found;
  }

  /** Adds the items to the tables, in the order of their keys' numbers: they have none of their own. */
  finish(): void {
    for (const { table, entries, kept } of this.#collections) {
      kept.sort((a, b) => this.#walk.idOf(keyOf(a))! - this.#walk.idOf(keyOf(b))!);
      const [keys, values] = table.items;
      for (const entry of kept) {
        this.#walk.push(keys!, keyOf(entry));
        if (values) this.#walk.push(values, entry.value);
      }
      table.lengths.push(kept.length);
      table.data.pushValue(entries.length);
    }
  }
}

/** Entries of a weak set have a value alone. */
interface Entry {
  readonly key?: object;
  readonly value: unknown;
}

interface Collection {
  readonly table: TableBuilder;
  entries: readonly Entry[];
  readonly kept: Entry[];
}

function keyOf({ key, value }: Entry): unknown {
  return key ?? value;
}

function isReference(value: unknown): boolean {
  return (typeof value === 'object' && value !== null) || typeof value === 'function' || typeof value === 'symbol';
}
