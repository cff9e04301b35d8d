import type { ts } from 'ts-morph';
import { namesWritten, outlineOf } from './outline.ts';
import { WordIndex } from './word-index.ts';

/** What a result was found from, as far as an edit can change it. */
export interface Trace {
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
  /** What was said of functions: whether start-up runs them. */
  readonly startUp: Map<ts.Node, boolean>;
  /** What was found to be stored in what some declarations declare. */
  readonly stored: Map<ts.Node, readonly ts.Node[]>;
}

interface Entry {
  readonly value: unknown;
  readonly trace: Trace;
}

/**
 * Results that outlive the checker they were found with, each with its trace. They hold plain data, and nodes of files
 * that their trace names.
 */
export class Memo {
  /** Which files write a word as a name. */
  readonly written = new WordIndex((file) => namesWritten(file).keys());
  /** Which files may call a function or class of the program by a word. */
  readonly callables = new WordIndex((file) => outlineOf(file).callableWords);
  readonly #tables = new Map<string, Map<unknown, Entry>>();
  #trace: Trace | undefined;

  /** What is being traced now, if anything is. */
  get trace(): Trace | undefined {
    return this.#trace;
  }

  /** A result that is known, or else found out. It counts as found from the same for what asks for it. */
  get<Value>(table: string, key: unknown, find: () => Value): Value {
    const entries = this.#table(table);
    const known = entries.get(key);
    if (known) {
      this.#add(known.trace);
      return known.value as Value;
    }
    const outer = this.#trace;
    const trace: Trace = newTrace();
    this.#trace = trace;
    try {
      const value = find();
      entries.set(key, { value, trace });
      return value;
    } finally {
      this.#trace = outer;
      this.#add(trace);
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
    if (node) this.#trace?.files.add(node.getSourceFile().fileName);
    return node;
  }

  /** Finds something out without a trace of it. */
  untraced<Value>(find: () => Value): Value {
    const outer = this.#trace;
    this.#trace = undefined;
    try {
      return find();
    } finally {
      this.#trace = outer;
    }
  }

  /** All that is known in a table. */
  entries<Value>(table: string): (readonly [key: unknown, value: Value])[] {
    return [...this.#table(table)].map(([key, { value }]) => [key, value as Value]);
  }

  /** Forgets what is stale by its trace. */
  forget(isStale: (trace: Trace) => boolean): void {
    for (const entries of this.#tables.values()) {
      for (const [key, { trace }] of entries) if (isStale(trace)) entries.delete(key);
    }
  }

  /** Forgets of a table what is not among some keys. */
  retain(table: string, keys: ReadonlyMap<unknown, unknown>): void {
    const entries = this.#table(table);
    for (const key of entries.keys()) if (!keys.has(key)) entries.delete(key);
  }

  clear(): void {
    this.#tables.clear();
  }

  #table(name: string): Map<unknown, Entry> {
    const known = this.#tables.get(name);
    if (known) return known;
    const made = new Map<unknown, Entry>();
    this.#tables.set(name, made);
    return made;
  }

  #add(from: Trace): void {
    const into = this.#trace;
    if (!into) return;
    for (const file of from.files) into.files.add(file);
    for (const part of from.parts) into.parts.add(part);
    for (const file of from.closures) into.closures.add(file);
    for (const word of from.words) into.words.add(word);
    for (const word of from.callables) into.callables.add(word);
    for (const [node, answer] of from.startUp) into.startUp.set(node, answer);
    for (const [node, values] of from.stored) into.stored.set(node, values);
  }
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
