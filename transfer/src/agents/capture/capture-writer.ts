import type { CaptureHeader } from '../../capture-format.ts';
import type { ChunkSink } from './chunks.ts';

/** Writes a capture file piece by piece, so that the process never holds a second copy of its state. */
export class CaptureWriter implements ChunkSink {
  readonly #fs = process.getBuiltinModule('node:fs');
  readonly #file: number;
  #offset = 0;

  constructor(path: string) {
    this.#file = this.#fs.openSync(path, 'w', 0o600);
  }

  write(bytes: Uint8Array): number {
    const offset = this.#offset;
    for (let at = 0; at < bytes.length; ) at += this.#fs.writeSync(this.#file, bytes, at);
    this.#offset += bytes.length;
    return offset;
  }

  /** Writes what says where everything is, and closes the file. Gives its length in bytes. */
  end(header: CaptureHeader, correspondence: Int32Array | null): number {
    const headerBytes = process.getBuiltinModule('node:v8').serialize(header);
    const headerAt = this.write(headerBytes);
    const correspondenceAt = correspondence ? this.write(new Uint8Array(correspondence.buffer)) : 0;
    const trailer = [headerAt, headerBytes.length, correspondenceAt, correspondence?.length ?? -1];
    this.write(new Uint8Array(Float64Array.from(trailer).buffer));
    this.close();
    return this.#offset;
  }

  close(): void {
    this.#fs.closeSync(this.#file);
  }
}
