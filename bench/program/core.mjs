/** Path of the module that all others stand on. */
export const CORE = 'src/core/collections.ts';

/** Generic containers and helpers that the whole program uses. */
export const coreFile = () => `/** Something that is kept under a name. */
export interface Identified {
  readonly id: string;
}

/** A part of a long list. */
export interface Page<T> {
  items: T[];
  total: number;
  next?: string;
}

/** A value that is good until a moment. */
export interface Cached<T> {
  value: T;
  expires: number;
  hits: number;
}

export type Result<T, E = string> = { ok: true; value: T } | { ok: false; error: E };

/** The last so many values. */
export class Ring<T> {
  readonly capacity: number;
  #slots: T[] = [];
  #next = 0;

  constructor(capacity: number) {
    this.capacity = capacity;
  }

  add(value: T): void {
    this.#slots[this.#next] = value;
    this.#next = (this.#next + 1) % this.capacity;
  }

  get size(): number {
    return this.#slots.length;
  }

  values(): readonly T[] {
    return [...this.#slots.slice(this.#next), ...this.#slots.slice(0, this.#next)];
  }
}

/** Entities by name, with a count of what was done to them. */
export class Repository<T extends Identified> {
  protected readonly byId = new Map<string, T>();
  protected writes = 0;
  #reads = 0;

  find(id: string): T | undefined {
    this.#reads += 1;
    return this.byId.get(id);
  }

  save(entity: T): void {
    this.writes += 1;
    this.byId.set(entity.id, entity);
  }

  remove(id: string): boolean {
    this.writes += 1;
    return this.byId.delete(id);
  }

  all(): T[] {
    return [...this.byId.values()];
  }

  usage(): { reads: number; writes: number } {
    return { reads: this.#reads, writes: this.writes };
  }
}

export function pageOf<T>(items: readonly T[], from: number, size: number): Page<T> {
  const page: Page<T> = { items: items.slice(from, from + size), total: items.length };
  if (from + size < items.length) page.next = String(from + size);
  return page;
}

export const ok = <T>(value: T): Result<T, never> => ({ ok: true, value });
export const failed = (error: string): Result<never> => ({ ok: false, error });

export function groupBy<T, K>(items: Iterable<T>, keyOf: (item: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return groups;
}

export function sumOf<T>(items: Iterable<T>, numberOf: (item: T) => number): number {
  let sum = 0;
  for (const item of items) sum += numberOf(item);
  return sum;
}
`;
