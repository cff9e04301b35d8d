/**
 * A value that is computed again after each change, once changes pause. Who asks gets the value of a computation that
 * no later change has overtaken.
 */
export class Latest<T> implements Disposable {
  readonly #compute: () => Promise<T>;
  readonly #pauseMs: number;
  #timer: NodeJS.Timeout | null = null;
  #running = false;
  #disposed = false;
  #revision = 0;
  #current: { readonly value: T } | null = null;
  #waiting: ((value: T) => void)[] = [];

  /** `compute` must not reject. `pauseMs` is how long nothing may change before it runs. */
  constructor(compute: () => Promise<T>, pauseMs: number) {
    this.#compute = compute;
    this.#pauseMs = pauseMs;
  }

  /** Makes what is known out of date. */
  invalidate(): void {
    this.#revision += 1;
    this.#current = null;
    if (this.#timer !== null) clearTimeout(this.#timer);
    if (this.#disposed) return;
    this.#timer = setTimeout(() => {
      this.#timer = null;
      if (!this.#running) void this.#run();
    }, this.#pauseMs);
  }

  /** The value as of now; computes it when nobody has asked yet. Stays pending for ever after disposal. */
  value(): Promise<T> {
    if (this.#current !== null) return Promise.resolve(this.#current.value);
    if (this.#timer === null && !this.#running) this.invalidate();
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  [Symbol.dispose](): void {
    this.#disposed = true;
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    this.#waiting = [];
  }

  async #run(): Promise<void> {
    this.#running = true;
    let revision: number;
    let value: T;
    do {
      revision = this.#revision;
      value = await this.#compute();
    } while (revision !== this.#revision && !this.#disposed);
    this.#running = false;
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    this.#current = { value };
    for (const resolve of this.#waiting.splice(0)) resolve(value);
  }
}
