/**
 * A value that is computed again after each change. A change takes the computation back that is under way; who asks gets
 * the value of one that no later change has overtaken.
 */
export class Latest<T> {
  readonly #compute: (signal: AbortSignal) => Promise<T>;
  readonly #computed: (value: T) => void;
  readonly #pauseMs: number;
  #timer: NodeJS.Timeout | null = null;
  #work: AbortController | null = null;
  #current: { readonly value: T } | null = null;
  #waiting: ((value: T) => void)[] = [];

  /**
   * `compute` rejects only once its signal is aborted. `computed` is told of each value that becomes the current one.
   * `pauseMs` is how long nothing may change before the computation starts.
   */
  constructor(compute: (signal: AbortSignal) => Promise<T>, computed: (value: T) => void, pauseMs: number) {
    this.#compute = compute;
    this.#computed = computed;
    this.#pauseMs = pauseMs;
  }

  /** Makes what is known, and what is being computed, out of date. */
  invalidate(): void {
    this.#current = null;
    this.#work?.abort();
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#timer = null;
      this.#start();
    }, this.#pauseMs);
  }

  /** The value as of now; computes it when nobody has asked yet. */
  value(): Promise<T> {
    if (this.#current !== null) return Promise.resolve(this.#current.value);
    if (this.#timer === null) this.#start();
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  /** One computation at a time: what is taken back may still be on its way to its end. */
  #start(): void {
    if (this.#work === null) void this.#run();
  }

  async #run(): Promise<void> {
    const work = new AbortController();
    this.#work = work;
    const outcome = await this.#compute(work.signal).then(
      (value) => ({ value }),
      (error: unknown) => {
        if (!work.signal.aborted) throw error;
        return null;
      },
    );
    this.#work = null;
    if (outcome === null || work.signal.aborted) {
      if (this.#timer === null) this.#start();
      return;
    }
    this.#current = outcome;
    this.#computed(outcome.value);
    for (const resolve of this.#waiting.splice(0)) resolve(outcome.value);
  }
}
