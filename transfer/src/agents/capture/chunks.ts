import type { Section } from '../../capture-format.ts';

/** Where full chunks go while a capture is taken; gives the offset of the bytes. */
export interface ChunkSink {
  write(bytes: Uint8Array): number;
}

/** Numbers in a chunk: enough that writing one costs little for each, few enough that all open chunks are small. */
const FULL = 8_192;

/** A column of 32-bit integers that is written out as it grows. */
export class IntegerChunks {
  readonly #sink: ChunkSink;
  readonly #pieces: number[] = [];
  #chunk = new Int32Array(0);
  #at = 0;
  #written = 0;

  constructor(sink: ChunkSink) {
    this.#sink = sink;
  }

  get count(): number {
    return this.#written + this.#at;
  }

  push(value: number): void {
    if (this.#at === this.#chunk.length) this.#makeRoom();
    this.#chunk[this.#at++] = value;
  }

  finish(): Section {
    if (this.#at > 0) this.#write();
    return Float64Array.from(this.#pieces);
  }

  #makeRoom(): void {
    if (this.#at >= FULL) this.#write();
    else {
      const larger = new Int32Array(Math.max(16, this.#at * 4));
      larger.set(this.#chunk);
      this.#chunk = larger;
    }
  }

  #write(): void {
    this.#pieces.push(this.#sink.write(new Uint8Array(this.#chunk.buffer, 0, this.#at * 4)), this.#at);
    this.#written += this.#at;
    this.#at = 0;
  }
}

/** A column of numbers that is written out as it grows. */
export class NumberChunks {
  readonly #sink: ChunkSink;
  readonly #pieces: number[] = [];
  #chunk = new Float64Array(0);
  #at = 0;
  #written = 0;

  constructor(sink: ChunkSink) {
    this.#sink = sink;
  }

  get count(): number {
    return this.#written + this.#at;
  }

  push(value: number): void {
    if (this.#at === this.#chunk.length) this.#makeRoom();
    this.#chunk[this.#at++] = value;
  }

  finish(): Section {
    if (this.#at > 0) this.#write();
    return Float64Array.from(this.#pieces);
  }

  #makeRoom(): void {
    if (this.#at >= FULL) this.#write();
    else {
      const larger = new Float64Array(Math.max(16, this.#at * 4));
      larger.set(this.#chunk);
      this.#chunk = larger;
    }
  }

  #write(): void {
    this.#pieces.push(this.#sink.write(new Uint8Array(this.#chunk.buffer, 0, this.#at * 8)), this.#at);
    this.#written += this.#at;
    this.#at = 0;
  }
}

/**
 * A column of other values, of which only strings and bigints are many. They never change, so they are kept as they are
 * and written when the process has gone on.
 */
export class ValueChunks {
  readonly #sink: ChunkSink;
  readonly #pieces: number[] = [];
  readonly #chunks: unknown[][] = [];
  #chunk: unknown[] = [];
  #written = 0;

  constructor(sink: ChunkSink) {
    this.#sink = sink;
  }

  get count(): number {
    return this.#written + this.#chunks.length * FULL + this.#chunk.length;
  }

  push(value: unknown): void {
    if (this.#chunk.length === FULL) {
      this.#chunks.push(this.#chunk);
      this.#chunk = [];
    }
    this.#chunk.push(value);
  }

  /** Writes the next chunk; false where all are written. */
  writeNext(): boolean {
    const chunk = this.#chunks.shift() ?? this.#chunk;
    if (chunk === this.#chunk) this.#chunk = [];
    if (chunk.length === 0) return false;
    this.#pieces.push(this.#sink.write(process.getBuiltinModule('node:v8').serialize(chunk)), chunk.length);
    this.#written += chunk.length;
    return true;
  }

  finish(): Section {
    while (this.writeNext());
    return Float64Array.from(this.#pieces);
  }
}
