import { type Column, PRIMITIVE, type Table } from '../../capture-format.ts';
import { CaptureGraph, refAt, valueAt } from '../../capture-graph.ts';
import { openCapture } from '../../capture-reader.ts';

/**
 * What a transfer reads from: the capture of the version before, and on the way back also the capture of the past
 * process, for what the future version had no place for. Objects of both share one numbering, the kept-aside ones
 * after the others; an object of the past that has a counterpart in the capture before *is* that counterpart.
 */
export class Source {
  readonly main: CaptureGraph;
  readonly aside: CaptureGraph | null;
  readonly #asideToMain: Int32Array;
  readonly #mainToAside: Int32Array;

  constructor(main: CaptureGraph, aside: CaptureGraph | null) {
    this.main = main;
    this.aside = aside;
    this.#asideToMain = main.capture.correspondence ?? new Int32Array(0);
    this.#mainToAside = new Int32Array(main.count).fill(-1);
    for (let id = 0; aside && id < this.#asideToMain.length; id++) {
      const counterpart = this.#asideToMain[id]!;
      if (counterpart >= 0) this.#mainToAside[counterpart] = id;
    }
  }

  get count(): number {
    return this.main.count + (this.aside?.count ?? 0);
  }

  isAside(id: number): boolean {
    return id >= this.main.count;
  }

  graphOf(id: number): CaptureGraph {
    return this.isAside(id) ? this.aside! : this.main;
  }

  /** The number of an object in its own capture. */
  localOf(id: number): number {
    return this.isAside(id) ? id - this.main.count : id;
  }

  tableOf(id: number): Table {
    return this.graphOf(id).tableOf(this.localOf(id));
  }

  /** The reference in a cell of an object's table: a number in the shared numbering, `PRIMITIVE` or `HOLE`. */
  refOf(id: number, column: Column, row: number): number {
    const ref = refAt(column, row);
    return ref >= 0 && this.isAside(id) ? this.fromAside(ref) : ref;
  }

  /** What the kind of an object holds inside. */
  dataOf(id: number): unknown {
    return this.graphOf(id).dataOf(this.localOf(id));
  }

  valueOf(column: Column, row: number): unknown {
    return valueAt(column, row);
  }

  /** The object of the past capture that an object of the capture before came from. */
  pastOf(id: number): number {
    return this.isAside(id) ? this.localOf(id) : this.#mainToAside[id]!;
  }

  /** The shared number of an object of the past capture. */
  fromAside(pastId: number): number {
    if (pastId < 0) return PRIMITIVE;
    const counterpart = this.#asideToMain[pastId] ?? -1;
    return counterpart >= 0 ? counterpart : this.main.count + pastId;
  }
}

/** Reads a capture inside a process. */
export function readGraph(file: string): CaptureGraph {
  const bytes = process.getBuiltinModule('node:fs').readFileSync(file);
  return new CaptureGraph(openCapture(bytes));
}
