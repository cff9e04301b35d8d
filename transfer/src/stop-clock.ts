/** Adds up for how long a process stood still because of what was asked of it. Stops that overlap count once. */
export class StopClock {
  #total = 0;
  #depth = 0;
  #since = 0;

  /** So far, in milliseconds. */
  get ms(): number {
    return this.#total + (this.#depth > 0 ? performance.now() - this.#since : 0);
  }

  begin(): void {
    if (this.#depth === 0) this.#since = performance.now();
    this.#depth += 1;
  }

  end(): void {
    this.#depth -= 1;
    if (this.#depth === 0) this.#total += performance.now() - this.#since;
  }

  /** Takes the time that a call takes for which the process stands still. */
  async during<Result>(call: Promise<Result>): Promise<Result> {
    this.begin();
    try {
      return await call;
    } finally {
      this.end();
    }
  }
}
