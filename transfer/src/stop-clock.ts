/** Adds up for how long a process stood still because of what was asked of it. Stops that overlap count once. */
export class StopClock {
  #total = 0;
  #depth = 0;
  #since = 0;
  #searching = 0;

  /** So far, in milliseconds. */
  get ms(): number {
    return this.#total + (this.#depth > 0 ? performance.now() - this.#since : 0);
  }

  /** The part of it that searches of the heap took. */
  get searchMs(): number {
    return this.#searching;
  }

  begin(): void {
    if (this.#depth === 0) this.#since = performance.now();
    this.#depth += 1;
  }

  end(): void {
    this.#depth -= 1;
    if (this.#depth === 0) this.#total += performance.now() - this.#since;
  }

  /** Takes the time that a search of the heap takes, for which the process stands still. */
  async during<Result>(search: Promise<Result>): Promise<Result> {
    this.begin();
    const start = performance.now();
    try {
      return await search;
    } finally {
      this.#searching += performance.now() - start;
      this.end();
    }
  }
}
