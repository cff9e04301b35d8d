import { AsyncLocalStorage } from 'node:async_hooks';
import { once } from 'node:events';
import { syncBuiltinESMExports } from 'node:module';
import net from 'node:net';

/** Who speaks: the rehearsal asks, a process answers. */
export type Speaker = 'rehearsal' | 'process';

export interface WireFault {
  /** Which conversation with an inspector, in the order in which a rehearsal begins them. */
  readonly conversation: number;
  readonly speaker: Speaker;
  /** Which message of the speaker, counted from 0. */
  readonly message: number;
  readonly what: 'corrupt' | 'drop' | 'cut';
}

/** How many messages each speaker of each conversation sent. */
export type Traffic = Record<Speaker, number>[];

interface Tapped {
  readonly fault: WireFault | undefined;
  readonly traffic: Traffic;
}

/**
 * Lies between rehearsals of this process and the inspectors that they speak to, and spoils one message where it is asked to.
 * Rehearsals outside of `tap` are connected directly.
 */
export class Wire implements AsyncDisposable {
  readonly #connect = net.connect;
  readonly #tapped = new AsyncLocalStorage<Tapped>();
  readonly #server: net.Server;
  readonly #sockets = new Set<net.Socket>();
  /** What is to happen to connections that are on their way, by the local port they come from. */
  readonly #expected = new Map<number, { readonly target: net.NetConnectOpts; readonly tapped: Tapped }>();

  private constructor(server: net.Server) {
    this.#server = server;
    server.on('connection', (socket) => this.#relay(socket));
  }

  static async open(): Promise<Wire> {
    const server = net.createServer({ noDelay: true, pauseOnConnect: true }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const wire = new Wire(server);
    wire.#intercept();
    return wire;
  }

  /** Runs a rehearsal with its conversations laid over this wire; gives its result and what was sent. */
  async tap<T>(fault: WireFault | undefined, run: () => Promise<T>): Promise<{ result: T; traffic: Traffic }> {
    const traffic: Traffic = [];
    return { result: await this.#tapped.run({ fault, traffic }, run), traffic };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    net.connect = this.#connect;
    syncBuiltinESMExports();
    for (const socket of this.#sockets) socket.destroy();
    this.#server.close();
    await once(this.#server, 'close');
  }

  #intercept(): void {
    const wire = this;
    const { port } = this.#server.address() as net.AddressInfo;
    net.connect = function connect(this: unknown, ...args: unknown[]) {
      const tapped = wire.#tapped.getStore();
      const [target] = args as [net.TcpNetConnectOpts];
      // Only the inspector's client asks for this; what a program is asked over HTTP is left alone.
      if (tapped === undefined || target?.noDelay !== true) return Reflect.apply(wire.#connect, this, args);
      const socket = wire.#connect({ ...target, host: '127.0.0.1', port });
      socket.once('connect', () => wire.#expected.set(socket.localPort!, { target, tapped }));
      return socket;
    } as typeof net.connect;
    syncBuiltinESMExports();
  }

  async #relay(near: net.Socket): Promise<void> {
    // Whoever connects says who they are in the same turn in which they learn of it.
    while (!this.#expected.has(near.remotePort!)) await new Promise(setImmediate);
    const { target, tapped } = this.#expected.get(near.remotePort!)!;
    this.#expected.delete(near.remotePort!);
    const far = this.#connect(target as net.TcpNetConnectOpts);
    const sent = { rehearsal: 0, process: 0 };
    const conversation = tapped.traffic.push(sent) - 1;
    const fault = tapped.fault?.conversation === conversation ? tapped.fault : undefined;
    const cut = () => {
      near.destroy();
      far.destroy();
    };
    for (const [from, to, speaker] of [
      [near, far, 'rehearsal'],
      [far, near, 'process'],
    ] as const) {
      this.#sockets.add(from);
      from.on('error', cut).on('close', () => {
        this.#sockets.delete(from);
        cut();
      });
      const messages = new Messages();
      from.on('data', (bytes: Buffer) => {
        for (const piece of messages.take(bytes)) {
          const isHit = piece.isMessage && fault?.speaker === speaker && fault.message === sent[speaker];
          if (piece.isMessage) sent[speaker] += 1;
          if (!isHit) to.write(piece.bytes);
          else if (fault.what === 'cut') cut();
          else if (fault.what === 'corrupt') to.write(spoilt(piece.bytes));
        }
      });
    }
    near.resume();
  }
}

/** Turns over one bit of the middle byte: in a short message that is its content, not its header. */
function spoilt(bytes: Buffer): Buffer {
  const copy = Buffer.from(bytes);
  copy[(copy.length + 4) >> 1]! ^= 0x10;
  return copy;
}

interface Piece {
  readonly bytes: Buffer;
  readonly isMessage: boolean;
}

/** Cuts what one side of a WebSocket sends (RFC 6455, section 5.2) into its messages; the handshake before them passes whole. */
class Messages {
  #rest = Buffer.alloc(0);
  #greeted = false;

  take(bytes: Buffer): Piece[] {
    this.#rest = Buffer.concat([this.#rest, bytes]);
    const pieces: Piece[] = [];
    for (let length = this.#next(); length !== undefined; length = this.#next()) {
      pieces.push({ bytes: this.#rest.subarray(0, length), isMessage: this.#greeted });
      this.#rest = this.#rest.subarray(length);
      this.#greeted = true;
    }
    return pieces;
  }

  /** How many bytes the next whole piece has. */
  #next(): number | undefined {
    const length = this.#greeted ? frameLength(this.#rest) : greetingLength(this.#rest);
    return length === undefined || length > this.#rest.length ? undefined : length;
  }
}

function greetingLength(bytes: Buffer): number | undefined {
  const end = bytes.indexOf('\r\n\r\n');
  return end < 0 ? undefined : end + 4;
}

function frameLength(bytes: Buffer): number | undefined {
  if (bytes.length < 2) return undefined;
  const short = bytes[1]! & 0x7f;
  const header = (short === 127 ? 10 : short === 126 ? 4 : 2) + (bytes[1]! & 0x80 ? 4 : 0);
  if (bytes.length < header) return undefined;
  const length = short === 127 ? Number(bytes.readBigUInt64BE(2)) : short === 126 ? bytes.readUInt16BE(2) : short;
  return header + length;
}
