import { type ColumnHeader, codeOf, HOLE, NUMBER, OTHER } from '../../capture-format.ts';
import { type ChunkSink, IntegerChunks, NumberChunks, ValueChunks } from './chunks.ts';

/** What a column has held so far; one of numbers or of others alone needs no code for each cell. */
const NOTHING = 0;
const NUMBERS = 1;
const OTHERS = 2;
const CODES = 3;

/** Collects the cells of one column. */
export class ColumnBuilder {
  readonly #codes: IntegerChunks;
  readonly #numbers: NumberChunks;
  readonly #others: ValueChunks;
  #mode = NOTHING;

  constructor(sink: ChunkSink) {
    this.#codes = new IntegerChunks(sink);
    this.#numbers = new NumberChunks(sink);
    this.#others = new ValueChunks(sink);
  }

  get length(): number {
    if (this.#mode === CODES) return this.#codes.count;
    return this.#mode === NUMBERS ? this.#numbers.count : this.#others.count;
  }

  /** Adds a primitive that is no symbol. */
  pushValue(value: unknown): void {
    if (typeof value === 'number') this.pushNumber(value);
    else if (value === null || value === undefined || typeof value === 'boolean') this.pushReference(codeOf(value));
    else this.pushOther(value);
  }

  pushNumber(value: number): void {
    if (this.#mode !== NUMBERS) this.#note(NUMBERS, NUMBER);
    this.#numbers.push(value);
  }

  /** Adds what is no number and has no code: a string, a bigint, what an object holds inside. */
  pushOther(value: unknown): void {
    if (this.#mode !== OTHERS) this.#note(OTHERS, OTHER);
    this.#others.push(value);
  }

  /** Adds the number of an object, or the code of a constant. */
  pushReference(code: number): void {
    if (this.#mode !== CODES) this.#startCodes();
    this.#codes.push(code);
  }

  pushHole(): void {
    this.pushReference(HOLE);
  }

  /** Writes the next part of what had to wait; false where nothing waits. */
  writeNext(): boolean {
    return this.#others.writeNext();
  }

  finish(): ColumnHeader {
    return {
      codes: this.#mode === CODES ? this.#codes.finish() : null,
      numbers: this.#numbers.finish(),
      others: this.#others.finish(),
    };
  }

  #note(mode: number, code: number): void {
    if (this.#mode === NOTHING) this.#mode = mode;
    else this.pushReference(code);
  }

  #startCodes(): void {
    const code = this.#mode === NUMBERS ? NUMBER : OTHER;
    for (let left = this.length; left > 0; left--) this.#codes.push(code);
    this.#mode = CODES;
  }
}
