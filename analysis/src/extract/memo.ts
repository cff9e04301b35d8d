import type { ts } from 'ts-morph';
import { namesWritten, outlineOf } from './outline.ts';
import { exactly, partOf } from './surface.ts';
import { WordIndex } from './word-index.ts';

/** What was looked at for a result, besides other results, as far as an edit can change it. */
export interface Trace extends Sources {
  /** What was said of functions: whether start-up runs them. */
  readonly startUp: Map<ts.Node, boolean>;
  /** What was found to be stored in what some declarations declare. */
  readonly stored: Map<ts.Node, readonly ts.Node[]>;
}

/** What an edit can touch. */
export interface Sources {
  /** Names of files of which any text counts. */
  readonly files: Set<string>;
  /** Keys of the parts of files whose declarations count. */
  readonly parts: Set<string>;
  /** Names of files whose declarations count, with those of everything that they import. */
  readonly closures: Set<string>;
  /** Words whose every occurrence in the sources was looked at. */
  readonly words: Set<string>;
  /** Words of which it mattered whether something callable has that name. */
  readonly callables: Set<string>;
}

const KINDS = ['files', 'parts', 'closures', 'words', 'callables'] as const;

interface Entry {
  readonly table: Map<unknown, Entry>;
  readonly key: unknown;
  value: unknown;
  readonly trace: Trace;
  /** The results that it was found from, and those that were found from it. */
  readonly below: Set<Entry>;
  readonly above: Set<Entry>;
}

type Index = Map<string, Set<Entry>>;

/**
 * Results that outlive the checker they were found with, each with its trace and the results that it was found from: with
 * these it is forgotten. They hold plain data, and nodes of files that a trace among these names.
 */
export class Memo {
  /** Which files write a word as a name. */
  readonly words = new WordIndex((file) => namesWritten(file).keys());
  /** Which files may call a function or class of the program by a word. */
  readonly callables = new WordIndex((file) => outlineOf(file).callableWords);
  readonly #tables = new Map<string, Map<unknown, Entry>>();
  /** What has been found by looking at what. */
  readonly #index = new Map<keyof Sources, Index>(KINDS.map((kind) => [kind, new Map()]));
  /** What was found from something said of start-up or of stored values. */
  readonly #conditional = new Set<Entry>();
  #finding: Entry | undefined;

  /** What is being traced now, if anything is. */
  get trace(): Trace | undefined {
    return this.#finding?.trace;
  }

  /** A result that is known, or else found out. What asks for it is found from it. */
  get<Value>(table: string, key: unknown, find: () => Value): Value {
    const entries = this.#table(table);
    const known = entries.get(key);
    if (known) {
      join(known, this.#finding);
      return known.value as Value;
    }
    const outer = this.#finding;
    const entry: Entry = {
      table: entries,
      key,
      value: undefined,
      trace: newTrace(),
      below: new Set(),
      above: new Set(),
    };
    this.#finding = entry;
    try {
      const value = find();
      entry.value = value;
      entries.set(key, entry);
      return value;
    } finally {
      this.#finding = outer;
      this.#enter(entry);
      join(entry, outer);
    }
  }

  /** The same, of which what asks for it says by itself what it depends on. */
  apart<Value>(table: string, key: unknown, find: () => Value): Value {
    return this.untraced(() => this.get(table, key, find));
  }

  /** A result that is known already. */
  peek<Value>(table: string, key: unknown): Value | undefined {
    return this.#table(table).get(key)?.value as Value | undefined;
  }

  /** A node that is part of a result, which therefore does not outlive its file. */
  holds<Node extends ts.Node | undefined>(node: Node): Node {
    if (node) this.trace?.files.add(node.getSourceFile().fileName);
    return node;
  }

  /** What is declared where a node stands counts; in the body of a function, whatever its file says. */
  declared(node: ts.Node): void {
    this.#addPart(node, (part) => part);
  }

  /** The same, with the place and the spelling. */
  written(node: ts.Node): void {
    this.#addPart(node, exactly);
  }

  #addPart(node: ts.Node, how: (part: string) => string): void {
    if (!this.trace || node.getSourceFile().isDeclarationFile) return;
    const part = partOf(node);
    if (part === undefined) this.holds(node);
    else this.trace.parts.add(how(part));
  }

  /** Finds something out without a trace of it. */
  untraced<Value>(find: () => Value): Value {
    const outer = this.#finding;
    this.#finding = undefined;
    try {
      return find();
    } finally {
      this.#finding = outer;
    }
  }

  /** All that is known in a table. */
  entries<Value>(table: string): (readonly [key: unknown, value: Value])[] {
    return [...this.#table(table)].map(([key, { value }]) => [key, value as Value]);
  }

  /** Forgets what was found from any of some sources. */
  forget(touched: Readonly<Record<keyof Sources, ReadonlySet<string>>>): void {
    for (const kind of KINDS) {
      const found = this.#index.get(kind)!;
      for (const source of touched[kind]) for (const entry of found.get(source) ?? []) this.#remove(entry);
    }
  }

  /** Forgets what was found from something said of start-up or of stored values that does not hold any more. */
  forgetUnless(holds: (trace: Trace) => boolean): void {
    for (const entry of this.#conditional) if (!holds(entry.trace)) this.#remove(entry);
  }

  /** Forgets of a table what is not among some keys. */
  retain(table: string, keys: ReadonlyMap<unknown, unknown>): void {
    const entries = this.#table(table);
    for (const [key, entry] of entries) if (!keys.has(key)) this.#remove(entry);
  }

  clear(): void {
    this.#tables.clear();
    for (const found of this.#index.values()) found.clear();
    this.#conditional.clear();
  }

  #enter(entry: Entry): void {
    const { trace } = entry;
    if (trace.startUp.size + trace.stored.size > 0) this.#conditional.add(entry);
    for (const kind of KINDS) {
      const index = this.#index.get(kind)!;
      for (const source of trace[kind]) {
        const found = index.get(source);
        if (found) found.add(entry);
        else index.set(source, new Set([entry]));
      }
    }
  }

  /** Forgets a result and all that was found from it. */
  #remove(entry: Entry): void {
    const removed = new Set([entry]);
    for (const each of removed) {
      const { table, key, trace, below, above } = each;
      if (table.get(key) === each) table.delete(key);
      this.#conditional.delete(each);
      for (const kind of KINDS) {
        const index = this.#index.get(kind)!;
        for (const source of trace[kind]) index.get(source)?.delete(each);
      }
      for (const other of below) other.above.delete(each);
      for (const other of above) removed.add(other);
    }
  }

  #table(name: string): Map<unknown, Entry> {
    const known = this.#tables.get(name);
    if (known) return known;
    const made = new Map<unknown, Entry>();
    this.#tables.set(name, made);
    return made;
  }
}

/** Remembers that one result was found from another. */
function join(below: Entry, above: Entry | undefined): void {
  if (above === undefined) return;
  below.above.add(above);
  above.below.add(below);
}

const newTrace = (): Trace => ({
  files: new Set(),
  parts: new Set(),
  closures: new Set(),
  words: new Set(),
  callables: new Set(),
  startUp: new Map(),
  stored: new Map(),
});
