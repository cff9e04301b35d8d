import { type Column, HOLE, PRIMITIVE } from '../../capture-format.ts';

/** Collects the cells of one column. */
export class ColumnBuilder {
  #refs: number[] | null = null;
  readonly #values: unknown[] = [];
  #references = 0;
  #numbers = 0;

  get length(): number {
    return this.#values.length;
  }

  /** Adds a primitive that is no symbol. */
  pushValue(value: unknown): void {
    this.#refs?.push(PRIMITIVE);
    this.#values.push(value);
    if (typeof value === 'number') this.#numbers++;
  }

  pushReference(id: number): void {
    this.#refs ??= new Array<number>(this.#values.length).fill(PRIMITIVE);
    this.#refs.push(id);
    this.#values.push(undefined);
    this.#references++;
  }

  pushHole(): void {
    this.pushReference(HOLE);
  }

  finish(): Column {
    const values = this.#values;
    const refs = this.#refs && Int32Array.from(this.#refs);
    if (this.#references === values.length && refs) return { refs, values: null };
    if (this.#numbers + this.#references < values.length) return { refs, values };
    const numbers = new Float64Array(values.length);
    for (let i = 0; i < numbers.length; i++) numbers[i] = (values[i] as number | undefined) ?? 0;
    return { refs, values: numbers };
  }
}
