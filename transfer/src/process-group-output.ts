import type { Readable } from 'node:stream';

/** What a process has written, up to a limit per stream; what exceeds it is read, so that the process does not block, and dropped. */
export class ProcessOutput {
  readonly #stdout: Kept;
  readonly #stderr: Kept;

  constructor(stdout: Readable, stderr: Readable, limit: number) {
    this.#stdout = new Kept(stdout, limit);
    this.#stderr = new Kept(stderr, limit);
  }

  get stdout(): string {
    return this.#stdout.text;
  }

  get stderr(): string {
    return this.#stderr.text;
  }

  /** Whether something was dropped. */
  get exceeded(): boolean {
    return this.#stdout.exceeded || this.#stderr.exceeded;
  }

  /** Resolves with the first match in what a stream has written so far or will write, `undefined` where the stream ends without one. */
  match(stream: 'stdout' | 'stderr', pattern: RegExp): Promise<RegExpExecArray | undefined> {
    return (stream === 'stdout' ? this.#stdout : this.#stderr).match(pattern);
  }

  /** Resolves when both streams have ended. */
  async ended(): Promise<void> {
    for (const kept of [this.#stdout, this.#stderr]) {
      while (!kept.ended) await kept.change();
    }
  }
}

class Kept {
  ended = false;
  exceeded = false;
  readonly #chunks: Buffer[] = [];
  #length = 0;
  #waiting: (() => void)[] = [];

  constructor(stream: Readable, limit: number) {
    stream.on('data', (chunk: Buffer) => {
      const room = limit - this.#length;
      if (chunk.length > room) this.exceeded = true;
      if (room > 0) {
        this.#chunks.push(chunk.subarray(0, room));
        this.#length += Math.min(room, chunk.length);
      }
      this.#wake();
    });
    stream.on('error', () => {});
    stream.on('close', () => {
      this.ended = true;
      this.#wake();
    });
  }

  get text(): string {
    return Buffer.concat(this.#chunks).toString('utf8');
  }

  async match(pattern: RegExp): Promise<RegExpExecArray | undefined> {
    for (;;) {
      const match = pattern.exec(this.text);
      if (match !== null || this.ended) return match ?? undefined;
      await this.change();
    }
  }

  change(): Promise<void> {
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  #wake(): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const wake of waiting) wake();
  }
}
