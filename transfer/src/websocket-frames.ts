/** A frame of the WebSocket protocol, RFC 6455 section 5.2. */
export interface Frame {
  readonly final: boolean;
  readonly opcode: number;
  readonly payload: Buffer;
}

export const Opcode = { continuation: 0x0, text: 0x1, close: 0x8, ping: 0x9, pong: 0xa } as const;
export type Opcode = (typeof Opcode)[keyof typeof Opcode];

/** The largest payload that is accepted, in bytes. */
const maxPayload = 1024 ** 3;

/** Takes the next whole frame out of the buffer, `undefined` where it is not all there yet. Throws where it is no frame of a server. */
export function decodeFrame(buffer: FrameBuffer): Frame | undefined {
  const start = buffer.peek(2);
  if (start === undefined) return undefined;
  if ((start[1]! & 0x80) !== 0) throw new Error('The inspector sent a masked frame, which only clients may do.');
  const short = start[1]! & 0x7f;
  const headerLength = short === 127 ? 10 : short === 126 ? 4 : 2;
  const header = buffer.peek(headerLength);
  if (header === undefined) return undefined;
  const length = short === 127 ? Number(header.readBigUInt64BE(2)) : short === 126 ? header.readUInt16BE(2) : short;
  if (length > maxPayload)
    throw new Error(`The inspector sent a frame of ${length} bytes; the limit is ${maxPayload}.`);
  if (buffer.length < headerLength + length) return undefined;
  buffer.take(headerLength);
  return { final: (header[0]! & 0x80) !== 0, opcode: header[0]! & 0x0f, payload: buffer.take(length) };
}

/** What every text frame with a length in 64 bits starts with, as long as it is under 4 GiB. */
export const longTextStart: Buffer = Buffer.from([0x81, 0xff, 0, 0, 0, 0]);

/** The bytes of one final frame, masked as a client must; `long` writes its length in 64 bits, whatever it is. */
export function encodeFrame(
  opcode: Opcode,
  payload: Buffer,
  mask: Buffer,
  long = false,
): readonly [header: Buffer, payload: Buffer] {
  const extended = long || payload.length > 0xffff ? 8 : payload.length > 125 ? 2 : 0;
  const header = Buffer.alloc(6 + extended);
  header[0] = 0x80 | opcode;
  header[1] = 0x80 | (extended === 8 ? 127 : extended === 2 ? 126 : payload.length);
  if (extended === 2) header.writeUInt16BE(payload.length, 2);
  if (extended === 8) header.writeBigUInt64BE(BigInt(payload.length), 2);
  mask.copy(header, 2 + extended);
  const masked = Buffer.allocUnsafe(payload.length);
  for (let i = 0; i < payload.length; i += 1) masked[i] = payload[i]! ^ mask[i & 3]!;
  return [header, masked];
}

/** Received bytes, kept in the pieces they came in so that a large frame is copied once. */
export class FrameBuffer {
  #pieces: Buffer[] = [];
  #length = 0;

  get length(): number {
    return this.#length;
  }

  push(piece: Buffer): void {
    this.#pieces.push(piece);
    this.#length += piece.length;
  }

  /** The first `count` bytes, left where they are. */
  peek(count: number): Buffer | undefined {
    if (this.#length < count) return undefined;
    if (this.#pieces[0]!.length >= count) return this.#pieces[0]!.subarray(0, count);
    const bytes = this.take(count);
    this.#pieces.unshift(bytes);
    this.#length += bytes.length;
    return bytes;
  }

  /** Removes the first `count` bytes, of which there must be enough. */
  take(count: number): Buffer {
    const taken: Buffer[] = [];
    let missing = count;
    let index = 0;
    while (missing > 0 && this.#pieces[index]!.length <= missing) {
      taken.push(this.#pieces[index]!);
      missing -= this.#pieces[index]!.length;
      index += 1;
    }
    this.#pieces.splice(0, index);
    if (missing > 0) {
      taken.push(this.#pieces[0]!.subarray(0, missing));
      this.#pieces[0] = this.#pieces[0]!.subarray(missing);
    }
    this.#length -= count;
    return taken.length === 1 ? taken[0]! : Buffer.concat(taken, count);
  }
}
