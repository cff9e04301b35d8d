import type { TransferPlan } from '@timeferry/analysis/transfer-plan';
import { HOLE, PRIMITIVE, type Table } from './capture-format.ts';
import { type CaptureGraph, type Cell, cellAt, NOTHING } from './capture-graph.ts';
import { type Context, Contexts, undecided } from './compare-context.ts';
import { type FieldPair, pairFields } from './compare-fields.ts';
import { isSameInside } from './compare-insides.ts';
import { countCells, isSameState, isWalked, visitRemarkable } from './compare-same.ts';
import { fieldLabel, itemLabel } from './graph-edges.ts';
import type { GraphTypes } from './graph-types.ts';

/** A place where past and reversed differ. */
export interface Difference {
  readonly context: Context;
  /** The past object that holds the value; -1 for a root. */
  readonly owner: number;
  /** How the path goes on from the owner; the root's name for a root. */
  readonly label: string;
  readonly past: Cell;
  readonly reversed: Cell;
  readonly why: string;
}

/** A past value that was not compared. */
export interface Exclusion {
  readonly context: Context;
  readonly owner: number;
  readonly label: string;
  readonly why: string;
}

export interface ComparisonSink {
  differ(difference: Difference): void;
  exclude(exclusion: Exclusion): void;
  /** A value was moved by what it is, because its declared type does not say what it should be. */
  notVerified(place: Omit<Exclusion, 'why'>): void;
}

export interface ComparisonInput extends Absences {
  readonly past: CaptureGraph;
  readonly reversed: CaptureGraph;
  readonly plan: TransferPlan;
  /** Types of the past capture. */
  readonly types: GraphTypes;
}

/** What is known not to be there. */
export interface Absences {
  /** Functions and classes that the future version does not have: nothing can be said about what was theirs. */
  readonly lost: ReadonlySet<string>;
  /** Why roots of the past version are not in its process, by name. */
  readonly missing: ReadonlyMap<string, string>;
  /** Why closures of a code could not be made, by its name in the past version. */
  readonly refused?: ReadonlyMap<string, string>;
}

/**
 * Compares two captures as graphs: a walk over both at once that pairs their objects one to one, so that a shared object
 * that became two, and two that became one, are differences. Gives how many values were compared.
 */
export function compareGraphs(input: ComparisonInput, sink: ComparisonSink): number {
  const comparison = new Comparison(input, sink);
  for (const root of input.plan.roots) {
    if (root.past === null) continue;
    const context: Context = { type: root.future ?? root.past, field: '', plan: root };
    comparison.compareRoot(root.past, context);
  }
  if (!isSameState(input)) {
    comparison.run();
    return comparison.compared;
  }
  visitRemarkable(input, (owner, key, cell) => comparison.noteField(owner, key, cell));
  return comparison.compared + countCells(input);
}

class Comparison {
  compared = 0;
  readonly #past: CaptureGraph;
  readonly #reversed: CaptureGraph;
  readonly #input: ComparisonInput;
  readonly #sink: ComparisonSink;
  readonly #contexts: Contexts;
  /** The pairing, both ways; -1 where an object has no partner yet. */
  readonly #toReversed: Int32Array;
  readonly #toPast: Int32Array;
  /** Past objects that are paired and not compared yet, in the order of a breadth-first walk. */
  readonly #queue: number[] = [];
  readonly #fieldPairs = new Map<number, readonly FieldPair[]>();

  constructor(input: ComparisonInput, sink: ComparisonSink) {
    this.#past = input.past;
    this.#reversed = input.reversed;
    this.#input = input;
    this.#sink = sink;
    this.#contexts = new Contexts(input);
    this.#toReversed = new Int32Array(input.past.count).fill(-1);
    this.#toPast = new Int32Array(input.reversed.count).fill(-1);
  }

  compareRoot(name: string, context: Context): void {
    const past = this.#past.rootCell(name) ?? NOTHING;
    const place: Place = { context, owner: -1, label: () => name };
    const why = this.#input.missing.get(name) ?? 'the past process has no such variable';
    if (past.id === HOLE) this.#exclude(place, why);
    else {
      this.#note(place, past);
      this.#compareCells(place, past, this.#reversed.rootCell(name) ?? NOTHING);
    }
  }

  run(): void {
    for (let next = 0; next < this.#queue.length; next++) {
      const past = this.#queue[next]!;
      this.#compareObjects(past, this.#toReversed[past]!);
    }
  }

  /** Says of a field that is known to be equal what people should know. */
  noteField(owner: number, key: string, cell: Cell): void {
    const place: Place = { context: this.#contexts.ofField(owner, key), owner, label: () => fieldLabel(key) };
    this.#note(place, cell);
    const why = this.#unmovable(cell);
    if (why !== undefined) this.#exclude(place, why);
  }

  #compareCells(place: Place, past: Cell, reversed: Cell): void {
    const why = undecided(place.context) ?? this.#unmovable(past);
    if (why !== undefined) {
      this.#exclude(place, why);
      return;
    }
    this.compared++;
    if (past.id >= 0 && reversed.id >= 0) this.#pair(place, past, reversed);
    else if (past.id !== reversed.id || !Object.is(past.value, reversed.value)) {
      this.#differ(place, past, reversed, whyCellsDiffer(past, reversed));
    }
  }

  #pair(place: Place, past: Cell, reversed: Cell): void {
    const partner = this.#toReversed[past.id]!;
    const claimed = this.#toPast[reversed.id]!;
    if (partner === -1 && claimed === -1) {
      this.#toReversed[past.id] = reversed.id;
      this.#toPast[reversed.id] = past.id;
      this.#contexts.lead(past.id, place.context);
      this.#queue.push(past.id);
    } else if (claimed !== past.id && claimed !== -1) {
      this.#differ(
        place,
        past,
        reversed,
        'merged: what were two objects in the past process are one in the reversed process',
      );
    } else if (partner !== reversed.id) {
      this.#differ(
        place,
        past,
        reversed,
        'split: what was one object in the past process is two in the reversed process',
      );
    }
  }

  /** Why a value of the past cannot be compared: no transfer could have moved it. */
  #unmovable(past: Cell): string | undefined {
    if (past.id < 0) return undefined;
    const table = this.#past.tableOf(past.id);
    if (table.kind === 'excluded') return (this.#past.dataOf(past.id) as [string, string])[1];
    if (HOLDING_KINDS.has(table.kind)) return this.#unmovablePart(past.id, table);
    if (table.kind === 'closure') return this.#input.refused?.get((this.#past.dataOf(past.id) as [string])[0]);
    const name = table.kind === 'named' ? this.#past.dataOf(past.id) : table.proto;
    if (typeof name !== 'string' || !this.#input.lost.has(name)) return undefined;
    return `the future version has no ${name}`;
  }

  /** Why something cannot be moved that is made with what it holds. */
  #unmovablePart(id: number, table: Table): string | undefined {
    const start = this.#past.startOf(id);
    for (let i = 0; i < this.#past.lengthOf(id); i++) {
      const why = this.#unmovable(cellAt(table.items[0]!, start + i));
      if (why !== undefined) return why;
    }
    return undefined;
  }

  #compareObjects(past: number, reversed: number): void {
    const tables = [this.#past.tableOf(past), this.#reversed.tableOf(reversed)] as const;
    const problem = formDifference(...tables, this.#past, past, this.#reversed, reversed);
    if (problem !== undefined) {
      this.#differ(this.#whole(past), refer(past), refer(reversed), problem);
      return;
    }
    const [table, other] = tables;
    if (typeof table.proto === 'number')
      this.#pair(this.#whole(past), refer(table.proto), refer(other.proto as number));
    this.#noteLeftOut(past, table);
    this.#compareFields(past, reversed, table, other);
    if (table.items.length > 0 && table.kind !== 'entries') this.#compareItems(past, reversed, table, other);
  }

  #compareFields(past: number, reversed: number, table: Table, other: Table): void {
    const isDictionary = this.#isDictionary(past);
    for (const pair of this.#pairsOf(past, reversed, table, other, isDictionary)) {
      const context = this.#contexts.ofField(past, pair.key);
      const place: Place = { context, owner: past, label: () => pair.label };
      if (pair.symbols) this.#pair(place, refer(pair.symbols[0]), refer(pair.symbols[1]));
      const cells = [pair.past(this.#past, past), pair.reversed(this.#reversed, reversed)] as const;
      if (context.plan && context.field === pair.key) this.#note(place, cells[0]);
      this.#compareCells(place, ...cells);
      if (pair.why !== undefined) this.#differ(place, ...cells, pair.why);
    }
  }

  /** Objects of two tables pair their fields in one way, which is found out once. Dictionaries pair theirs each. */
  #pairsOf(past: number, reversed: number, table: Table, other: Table, isDictionary: boolean): readonly FieldPair[] {
    if (table.kind === 'entries' || other.kind === 'entries') {
      return pairFields(this.#past, past, this.#reversed, reversed, isDictionary);
    }
    const key =
      this.#past.tableIndexOf(past) * this.#reversed.capture.tables.length + this.#reversed.tableIndexOf(reversed);
    let pairs = this.#fieldPairs.get(isDictionary ? key : -1 - key);
    if (!pairs) {
      pairs = pairFields(this.#past, past, this.#reversed, reversed, isDictionary);
      this.#fieldPairs.set(isDictionary ? key : -1 - key, pairs);
    }
    return pairs;
  }

  /** Whether the order of its keys is part of the state: of a dictionary, and of what no declared type describes. */
  #isDictionary(id: number): boolean {
    const { kind, proto } = this.#past.tableOf(id);
    if (kind !== 'object' && kind !== 'entries') return false;
    const isPlain = proto === 'Object' || proto === null;
    const type = this.#input.plan.types[this.#input.types.pairs[id]!];
    return isPlain && (!type || type.index !== null);
  }

  #compareItems(past: number, reversed: number, table: Table, other: Table): void {
    const context = this.#contexts.ofItems(past);
    const lengths = [this.#past.lengthOf(past), this.#reversed.lengthOf(reversed)] as const;
    const starts = [this.#past.startOf(past), this.#reversed.startOf(reversed)] as const;
    for (let i = 0; i < Math.max(...lengths); i++) {
      for (let which = 0; which < table.items.length; which++) {
        const before = i < lengths[0] ? cellAt(table.items[which]!, starts[0] + i) : NOTHING;
        const after = i < lengths[1] ? cellAt(other.items[which]!, starts[1] + i) : NOTHING;
        const graph = i < lengths[0] ? this.#past : this.#reversed;
        const holder = i < lengths[0] ? past : reversed;
        this.#compareCells({ context, owner: past, label: () => itemLabel(graph, holder, which, i) }, before, after);
      }
    }
  }

  /** Says of a declared field or root what people should know although it is compared. */
  #note(place: Place, past: Cell): void {
    if (place.context.plan?.how === 'drop' && past.id !== HOLE) {
      this.#exclude(place, 'the future version has no place for it; it was kept aside and put back as it was');
    }
    if (past.id < 0 || place.context.plan?.shape.kind !== 'value') return;
    const isOpaque = isWalked(this.#past.tableOf(past.id)) && this.#input.types.pairs[past.id] === -1;
    if (isOpaque) this.#sink.notVerified({ context: place.context, owner: place.owner, label: place.label() });
  }

  /** What is not compared of an object: stacks that would run code, and entries that may be gone at any time. */
  #noteLeftOut(past: number, table: Table): void {
    if (table.kind === 'error' && this.#past.dataOf(past) === null) {
      this.#exclude(this.#whole(past), 'its stack was not read, for the program formats stacks by code of its own');
    }
    const count = WEAK_KINDS.has(table.kind) ? (this.#past.dataOf(past) as number) : 0;
    if (count === 0) return;
    const what =
      count === 1
        ? 'an entry was left out, for no other state holds its key'
        : `${count} entries were left out, for no other state holds their keys`;
    this.#exclude(
      this.#whole(past),
      table.kind === 'weak-ref' ? 'what it refers to was left out, for no other state holds it' : what,
    );
  }

  #whole(past: number): Place {
    return { context: this.#contexts.of(past), owner: past, label: () => '' };
  }

  #differ(place: Place, past: Cell, reversed: Cell, why: string): void {
    this.#sink.differ({ context: place.context, owner: place.owner, label: place.label(), past, reversed, why });
  }

  #exclude(place: Place, why: string): void {
    this.#sink.exclude({ context: place.context, owner: place.owner, label: place.label(), why });
  }
}

const HOLDING_KINDS = new Set(['timer', 'bound', 'once', 'proxy', 'promise']);
const WEAK_KINDS = new Set(['weak-map', 'weak-set', 'weak-ref']);

interface Place {
  readonly context: Context;
  readonly owner: number;
  readonly label: () => string;
}

function refer(id: number): Cell {
  return { id, value: undefined };
}

function whyCellsDiffer(past: Cell, reversed: Cell): string {
  if (past.id === HOLE) return 'the past process has nothing there';
  if (reversed.id === HOLE) return 'the reversed process has nothing there';
  return past.id === PRIMITIVE && reversed.id === PRIMITIVE
    ? 'the value differs'
    : 'one is an object and the other is not';
}

/** How two objects differ in what they are, before any of their fields is looked at. */
function formDifference(
  table: Table,
  other: Table,
  pastGraph: CaptureGraph,
  past: number,
  reversedGraph: CaptureGraph,
  reversed: number,
): string | undefined {
  const kind = (one: Table) => (one.kind === 'entries' ? 'object' : one.kind);
  if (kind(table) !== kind(other)) return 'the kind of the object differs';
  const isProtoSame = typeof table.proto === 'number' ? typeof other.proto === 'number' : table.proto === other.proto;
  if (!isProtoSame) return 'the prototype differs';
  if (table.integrity !== other.integrity)
    return `it was ${table.integrity} in the past process and is ${other.integrity} in the reversed one`;
  if (!isSameInside(table.kind, pastGraph.dataOf(past), reversedGraph.dataOf(reversed))) return 'the value differs';
  return undefined;
}
