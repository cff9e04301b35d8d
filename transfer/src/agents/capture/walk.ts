import { codeOf, type NodeKind, type Prototype } from '../../capture-format.ts';
import type { CapturedScope, LiveProgram } from '../../live-program.ts';
import { describeCallable } from './callables.ts';
import type { ChunkSink } from './chunks.ts';
import type { ColumnBuilder } from './column-builder.ts';
import { type FastObjects, openFastObjects } from './fast-objects.ts';
import { hiddenInsideOf, isHidden, whyHidden } from './hidden-insides.ts';
import type { Intrinsics } from './intrinsics.ts';
import { type Inside, insideOf } from './kinds.ts';
import { type Description, describeFields, describePrivates, startOfForm } from './object-fields.ts';
import { type PrototypeFacts, Prototypes } from './prototypes.ts';
import { describeSymbol } from './symbols.ts';
import { type TableBuilder, TableIndex } from './table-builder.ts';
import { insideOfTimer, isTimer } from './timers.ts';
import { WeakEntries } from './weak-entries.ts';

/**
 * Walks a graph of live objects into tables. Objects are numbered when they are first seen and encoded in that order,
 * so the list of numbered objects is the queue, and depth costs no stack. No getter, trap or method of the program runs.
 */
export class Walk {
  readonly tables: TableIndex;
  readonly prototypes: Prototypes;
  /** Codes of the closures that were met. */
  readonly codes = new Set<string>();
  readonly #program: LiveProgram;
  readonly #intrinsics: Intrinsics;
  readonly #fast: FastObjects | null;
  readonly #ids = new Map<unknown, number>();
  readonly #objects: unknown[] = [];
  #next = 0;
  /** Scopes that closures capture are numbered like objects. */
  readonly #scopes = new Set<CapturedScope>();
  /** Scopes in the order of their rows: which roots they hold is known when all closures that see them were met. */
  readonly #encodedScopes: { readonly table: TableBuilder; readonly scope: CapturedScope }[] = [];
  /** Objects that only the debugger can look into, not encoded yet. */
  readonly #pending: number[] = [];
  readonly #asked = new Set<number>();
  readonly #weak = new WeakEntries(this);
  readonly #description: Description;
  readonly #symbolId = (symbol: symbol): number => this.number(symbol);
  readonly #types = process.getBuiltinModule('node:util').types;

  constructor(program: LiveProgram, sink: ChunkSink, intrinsics: Intrinsics) {
    this.#program = program;
    this.#intrinsics = intrinsics;
    this.tables = new TableIndex(sink);
    this.#description = { form: this.tables.start('object', 'Object', 'extensible'), values: [] };
    this.prototypes = new Prototypes(program, this.#intrinsics);
    this.#fast = openFastObjects(this, this.tables, intrinsics);
  }

  get count(): number {
    return this.#objects.length;
  }

  /** Adds a cell for a value; objects in it are encoded by `run`. */
  push(column: ColumnBuilder, value: unknown): void {
    switch (typeof value) {
      case 'number':
        column.pushNumber(value);
        break;
      case 'string':
      case 'bigint':
        column.pushOther(value);
        break;
      case 'object':
      case 'function':
      case 'symbol':
        column.pushReference(value === null ? NULL_CODE : this.number(value));
        break;
      default:
        column.pushValue(value);
    }
  }

  /** Encodes everything that was pushed, and all that it reaches, except for what waits for the debugger. */
  run(): void {
    for (const id of this.#pending.splice(0)) this.#encode(id, this.#objects[id]);
    do {
      for (; this.#next < this.#objects.length; this.#next++) this.#encode(this.#next, this.#objects[this.#next]);
    } while (this.#weak.spread() || this.#next < this.#objects.length);
  }

  /** What waits for the debugger and has not been given out before. */
  takePending(): readonly object[] {
    const fresh = this.#pending.filter((id) => !this.#asked.has(id));
    for (const id of fresh) this.#asked.add(id);
    return fresh.map((id) => this.#objects[id] as object);
  }

  /** Encodes what nobody could look into as left out, and what had to wait for everything else. */
  finish(): void {
    for (const id of this.#pending.splice(0)) this.#addLeaf(id, 'excluded', whyHidden(this.#objects[id] as object));
    for (const { table, scope } of this.#encodedScopes)
      table.data.pushValue([scope.label, scope.roots.map(({ root, variable }) => [root, variable])]);
    this.#weak.finish();
  }

  /** The number of an object that the walk has met. */
  idOf(value: unknown): number | undefined {
    return this.#ids.get(value);
  }

  /** The object of a number that the walk has given. */
  objectAt(id: number): unknown {
    return this.#objects[id];
  }

  /** Gives an object its number; one that has none yet is encoded later. */
  number(value: unknown): number {
    let id = this.#ids.get(value);
    if (id === undefined) {
      id = this.#objects.length;
      this.#ids.set(value, id);
      this.#objects.push(value);
    }
    return id;
  }

  #encode(id: number, value: unknown): void {
    if (this.#scopes.has(value as CapturedScope)) {
      this.#encodeScope(id, value as CapturedScope);
      return;
    }
    if (typeof value === 'object' && this.#fast?.read(id, value as object)) return;
    const leaf = this.#leafOf(value);
    if (leaf) this.#addLeaf(id, ...leaf);
    else if (isHidden(value as object, this.#program, this.#types)) this.#encodeHidden(id, value as object);
    else if (typeof value === 'function') this.#encodeCallable(id, value);
    else this.#encodeObject(id, value as object);
  }

  /** What stands for itself, and what cannot be moved at first sight. */
  #leafOf(value: unknown): [kind: NodeKind, data: unknown] | undefined {
    if (typeof value === 'symbol') return ['symbol', describeSymbol(value, this.#intrinsics)];
    const known = this.#intrinsics.nameOf(value);
    if (known !== undefined) return ['named', known];
    if (this.#types.isModuleNamespaceObject(value)) return ['excluded', ['module', 'a module namespace is code']];
    return undefined;
  }

  #encodeObject(id: number, object: object): void {
    if (isTimer(object, this.#program)) {
      this.#encodeAs(id, object, TIMER_FACTS, insideOfTimer(object, this.#program));
      return;
    }
    const prototype = Object.getPrototypeOf(object) as object | null;
    const facts = this.prototypes.factsOf(prototype);
    const inside = facts.refusal ? null : insideOf(object, facts.base, this.#types);
    if (!inside || inside.kind === 'excluded') {
      this.#addLeaf(id, 'excluded', facts.refusal ?? inside!.data);
      return;
    }
    const table = this.#encodeAs(id, object, facts, inside);
    if (table) this.#fast?.learn(object, table, inside, facts.privates);
  }

  #encodeHidden(id: number, object: object): void {
    const hidden = this.#program.hiddenIn?.(object);
    if (!hidden) {
      this.#pending.push(id);
      return;
    }
    if (hidden.kind === 'refused') {
      this.#addLeaf(id, 'excluded', [hidden.what, hidden.why]);
      return;
    }
    if (hidden.kind === 'closure') {
      this.codes.add(hidden.code);
      for (const scope of hidden.scopes) this.#scopes.add(scope);
    }
    const inside = hiddenInsideOf(object, hidden);
    // Whoever asks a proxy for its prototype runs a trap.
    const isPlain = typeof object === 'function' || inside.kind === 'proxy';
    const facts = isPlain ? FUNCTION_FACTS : this.prototypes.factsOf(Object.getPrototypeOf(object) as object | null);
    const table = facts.refusal ? undefined : this.#encodeAs(id, object, facts, inside);
    if (!table) this.#addLeaf(id, 'excluded', facts.refusal);
    else if (hidden.kind === 'weak') this.#weak.add(table, hidden.entries);
  }

  #encodeScope(id: number, scope: CapturedScope): void {
    this.#description.form = this.tables.start('scope', null, 'extensible');
    this.#description.values.length = 0;
    for (const { name, read } of scope.variables) {
      let value: unknown;
      try {
        value = read();
      } catch {
        // Not initialised yet.
        continue;
      }
      this.#description.form = this.#description.form.next(name, 0);
      this.#description.values.push(value);
    }
    const table = this.tables.tableAt(this.#description.form);
    this.#fill(id, table, { kind: 'scope', keys: [] });
    this.#encodedScopes.push({ table, scope });
  }

  /** Gives the table that the object was added to; undefined where it went among the dictionaries. */
  #encodeAs(id: number, object: object, facts: PrototypeFacts, inside: Inside): TableBuilder | undefined {
    const { proto, privates } = facts;
    const prototype: Prototype = typeof proto === 'object' && proto !== null ? this.number(proto) : proto;
    this.#description.form =
      inside.kind === 'proxy' || inside.kind === 'timer'
        ? this.tables.start(inside.kind, null, 'extensible')
        : startOfForm(this.tables, inside.kind, prototype, object);
    const mayBeDictionary = inside.kind === 'object' && privates.length === 0;
    if (describeFields(this.#description, object, inside.keys, this.#symbolId, mayBeDictionary)) {
      this.#encodeDictionary(id, object, prototype, inside.keys);
      return undefined;
    }
    if (privates.length > 0) describePrivates(this.#description, object, privates);
    const table = this.tables.tableAt(this.#description.form);
    this.#fill(id, table, inside);
    return table;
  }

  #fill(id: number, table: TableBuilder, inside: Inside): void {
    table.ids.push(id);
    const { values } = this.#description;
    for (let i = 0; i < values.length; i++) this.push(table.columns[i]!, values[i]);
    if (inside.data !== undefined) table.data.pushValue(inside.data);
    if (table.items.length > 0 && !WEAK_KINDS.has(inside.kind)) {
      table.lengths.push(inside.fill?.(table.items, this) ?? 0);
    }
  }

  #encodeDictionary(id: number, object: object, proto: Prototype, keys: readonly (string | symbol)[]): void {
    const table = this.tables.tableAt(startOfForm(this.tables, 'entries', proto, object));
    const [names, contents] = table.items as [ColumnBuilder, ColumnBuilder];
    table.ids.push(id);
    table.lengths.push(keys.length);
    for (const key of keys) this.push(names, key);
    for (const value of this.#description.values) this.push(contents, value);
  }

  #encodeCallable(id: number, callable: Function): void {
    const { name, keys, why } = describeCallable(callable, this.#program);
    if (name === undefined) {
      this.#addLeaf(id, 'excluded', ['function', why]);
      return;
    }
    this.#description.form = startOfForm(this.tables, 'named', 'Function', callable);
    describeFields(this.#description, callable, keys, this.#symbolId, false);
    this.#fill(id, this.tables.tableAt(this.#description.form), { kind: 'named', keys, data: name });
  }

  #addLeaf(id: number, kind: NodeKind, data: unknown): void {
    const table = this.tables.tableAt(this.tables.start(kind, null, 'extensible'));
    table.ids.push(id);
    table.data.pushValue(data);
  }
}

const TIMER_FACTS: PrototypeFacts = { proto: null, base: 'Timeout', privates: [], refusal: null };
const FUNCTION_FACTS: PrototypeFacts = { proto: 'Function', base: 'Function', privates: [], refusal: null };
/** Kinds whose items are added at the end. */
const WEAK_KINDS: ReadonlySet<NodeKind> = new Set(['weak-map', 'weak-set', 'weak-ref']);
const NULL_CODE = codeOf(null);
