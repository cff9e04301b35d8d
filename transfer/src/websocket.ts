import { createHash, randomBytes } from 'node:crypto';
import { connect, type Socket } from 'node:net';
import { decodeFrame, encodeFrame, type Frame, FrameBuffer, longTextStart, Opcode } from './websocket-frames.ts';

/** The fixed text that the handshake hashes together with the key, RFC 6455 section 1.3. */
const handshakeGuid = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11';
/** How long a handshake's header may be, in bytes. */
const maxHeaderLength = 16 * 1024;
/** How long the peer may take to answer a close frame, in milliseconds. */
const closeTimeoutMs = 500;

export interface WebSocketHandlers {
  message(text: string): void;
  /** Called once, with a sentence that says why, or `undefined` where the connection was closed in the regular way. */
  closed(problem: string | undefined): void;
}

/** A client's end of a WebSocket (RFC 6455) that carries text, as the inspector of a Node process speaks it. */
export class WebSocketConnection {
  readonly #socket: Socket;
  readonly #buffer = new FrameBuffer();
  #handlers: WebSocketHandlers | undefined;
  #fragments: Buffer[] = [];
  /** How many bytes of the next text frame are on their way already. */
  #begun = 0;

  private constructor(socket: Socket, head: Buffer) {
    this.#socket = socket;
    this.#buffer.push(head);
  }

  /**
   * Connects to a `ws://host:port/path` address.
   * Throws an `Error` with one sentence where nothing listens, the answer is no WebSocket's, or `timeoutMs` have passed.
   */
  static async open(address: string, timeoutMs: number): Promise<WebSocketConnection> {
    const url = new URL(address);
    const socket = connect({ host: url.hostname, port: Number(url.port), noDelay: true });
    try {
      return new WebSocketConnection(socket, await shakeHands(socket, url, timeoutMs));
    } catch (error) {
      socket.destroy();
      throw error;
    }
  }

  /** Starts to deliver what arrives. To be called once, in the same turn in which the connection was opened. */
  start(handlers: WebSocketHandlers): void {
    this.#handlers = handlers;
    this.#socket.on('data', (chunk: Buffer) => this.#receive(chunk));
    this.#socket.on('error', (error) => this.#finish(`The connection broke: ${error.message}.`));
    this.#socket.on('close', () => this.#finish(undefined));
    this.#receive(Buffer.alloc(0));
  }

  send(text: string): void {
    this.#write(Opcode.text, Buffer.from(text, 'utf8'));
  }

  /** Says goodbye and gives the socket back; resolves when it is gone. */
  async close(): Promise<void> {
    if (this.#socket.destroyed) return;
    const gone = new Promise<void>((resolve) => this.#socket.once('close', () => resolve()));
    this.#write(Opcode.close, Buffer.from([0x03, 0xe8]));
    const timer = setTimeout(() => this.#socket.destroy(), closeTimeoutMs);
    await gone;
    clearTimeout(timer);
  }

  /** Drops the connection at once. */
  destroy(): void {
    this.#socket.destroy();
  }

  #write(opcode: Opcode, payload: Buffer): void {
    if (!this.#socket.writable) return;
    // What was begun as a text frame has to become one.
    if (this.#begun > 0 && opcode !== Opcode.text) this.#write(Opcode.text, Buffer.alloc(0));
    const [header, masked] = encodeFrame(opcode, payload, randomBytes(4), this.#begun > 0);
    this.#socket.cork();
    this.#socket.write(header.subarray(this.#begun));
    this.#socket.write(masked);
    this.#socket.uncork();
    this.#begun = 0;
  }

  /**
   * The peer keeps a message back until the one before it is acknowledged (RFC 896), and an acknowledgement with nothing to
   * ride on is sent up to 40 ms late (RFC 1122): for so long the program would stand still at each step. The next text
   * frame is something to ride on: its first bytes are always the same, and each of them can go ahead alone.
   */
  #acknowledge(): void {
    if (this.#begun === longTextStart.length || !this.#socket.writable) return;
    this.#socket.write(longTextStart.subarray(this.#begun, this.#begun + 1));
    this.#begun += 1;
  }

  #receive(chunk: Buffer): void {
    if (chunk.length > 0) this.#acknowledge();
    this.#buffer.push(chunk);
    try {
      for (let frame = decodeFrame(this.#buffer); frame !== undefined; frame = decodeFrame(this.#buffer)) {
        this.#handle(frame);
      }
    } catch (error) {
      this.#finish((error as Error).message);
    }
  }

  #handle(frame: Frame): void {
    if (frame.opcode === Opcode.ping) this.#write(Opcode.pong, frame.payload);
    else if (frame.opcode === Opcode.close) this.#socket.end();
    else if (frame.opcode === Opcode.text || frame.opcode === Opcode.continuation) {
      this.#fragments.push(frame.payload);
      if (frame.final) this.#deliver();
    }
  }

  #deliver(): void {
    const payload = this.#fragments.length === 1 ? this.#fragments[0]! : Buffer.concat(this.#fragments);
    this.#fragments = [];
    let text: string;
    try {
      text = payload.toString('utf8');
    } catch {
      throw new Error(`A message of ${payload.length} bytes is longer than a string can be.`);
    }
    this.#handlers?.message(text);
  }

  #finish(problem: string | undefined): void {
    const handlers = this.#handlers;
    this.#handlers = undefined;
    this.#socket.destroy();
    handlers?.closed(problem);
  }
}

/** Gives the bytes that came after the header of the answer. */
function shakeHands(socket: Socket, url: URL, timeoutMs: number): Promise<Buffer> {
  const key = randomBytes(16).toString('base64');
  return new Promise<Buffer>((resolve, reject) => {
    let received = Buffer.alloc(0);
    const settle = (result: Buffer | string): void => {
      clearTimeout(timer);
      socket.removeAllListeners();
      if (typeof result === 'string') {
        // A socket that is given up may still fail.
        socket.on('error', () => {});
        reject(new Error(result));
      } else resolve(result);
    };
    const timer = setTimeout(() => settle(`${url.host} gave no answer in ${timeoutMs} ms.`), timeoutMs);
    socket.on('error', (error) => settle(`Cannot connect to ${url.host}: ${error.message}.`));
    socket.on('close', () => settle(`${url.host} closed the connection before the handshake was over.`));
    socket.on('connect', () => socket.write(requestHeader(url, key)));
    socket.on('data', (chunk: Buffer) => {
      received = Buffer.concat([received, chunk]);
      const end = received.indexOf('\r\n\r\n');
      if (end >= 0) {
        const problem = headerProblem(received.toString('latin1', 0, end), key);
        settle(problem === undefined ? received.subarray(end + 4) : `${url.host} ${problem}`);
      } else if (received.length > maxHeaderLength) settle(`${url.host} answered with an endless header.`);
    });
  });
}

function requestHeader(url: URL, key: string): string {
  return [
    `GET ${url.pathname}${url.search} HTTP/1.1`,
    `Host: ${url.host}`,
    'Upgrade: websocket',
    'Connection: Upgrade',
    `Sec-WebSocket-Key: ${key}`,
    'Sec-WebSocket-Version: 13',
    '',
    '',
  ].join('\r\n');
}

function headerProblem(header: string, key: string): string | undefined {
  const [status = '', ...fields] = header.split('\r\n');
  if (!/^HTTP\/1\.1 101\b/.test(status)) return `refused the connection: ${status}.`;
  const expected = createHash('sha1')
    .update(key + handshakeGuid)
    .digest('base64');
  const accept = fields.find((field) => /^sec-websocket-accept:/i.test(field))?.replace(/^[^:]*:\s*/, '');
  return accept?.trim() === expected ? undefined : 'answered the handshake with a wrong key.';
}
