import { type ChildProcess, spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** A message as peers send it through the server. */
export interface PeerMessage {
  readonly type: string;
  readonly src?: string;
  readonly dst?: string;
  readonly payload?: unknown;
}

/** The past release of PeerServer, started as its users start it: plain `node`, nothing prepared. */
export class PeerServer implements AsyncDisposable {
  readonly pid: number;
  readonly port: number;
  readonly #child: ChildProcess;
  #stderr = '';
  readonly #exited: Promise<unknown>;

  private constructor(child: ChildProcess, port: number) {
    this.#child = child;
    this.pid = child.pid!;
    this.port = port;
    child.stderr!.on('data', (text: Buffer) => {
      this.#stderr += text;
    });
    this.#exited = new Promise((resolve) => child.once('exit', resolve));
  }

  static async start(folder: string): Promise<PeerServer> {
    // 0.6.0 takes its own empty TLS defaults for a certificate unless it is told that there is none.
    const options = ['--port', '0', '--host', '127.0.0.1', '--no-ssl', '--allow_discovery'];
    const patience = ['--expire_timeout', '3600000', '--alive_timeout', '3600000'];
    const child = spawn(process.execPath, ['node_modules/peer-past/bin/peerjs', ...options, ...patience], {
      cwd: folder,
      // Other tests may have an inspector open on the port that everybody uses.
      env: { ...process.env, NODE_OPTIONS: '--inspect-port=0' },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let words = '';
    child.stderr.on('data', (text: Buffer) => {
      words += text;
    });
    const port = await new Promise<number>((resolve, reject) => {
      createInterface({ input: child.stdout }).on('line', (line) => {
        const match = /^Started PeerServer on .*, port: (\d+)/.exec(line);
        if (match !== null) resolve(Number(match[1]));
      });
      child.once('exit', () => reject(new Error(`PeerServer did not start: ${words}`)));
    });
    return new PeerServer(child, port);
  }

  /** Ids of the peers that are connected, as the server's own discovery route lists them. */
  async peers(): Promise<readonly string[]> {
    const response = await fetch(`http://127.0.0.1:${this.port}/peerjs/peers`);
    return (await response.json()) as string[];
  }

  /** Where its inspector listened when it was opened last, as the process itself announced it. */
  inspectorAddress(): string {
    const address = /Debugger listening on ws:\/\/([^/\s]+)/.exec(this.#stderr)?.[1];
    if (address === undefined) throw new Error('The inspector of PeerServer was never opened.');
    return address;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#child.kill('SIGKILL');
    await this.#exited;
  }
}

/** A peer that is connected to the server. */
export class Peer implements AsyncDisposable {
  readonly received: PeerMessage[] = [];
  readonly #socket: Socket;
  #waiting: (() => void)[] = [];

  private constructor(socket: Socket) {
    this.#socket = socket;
    socket.on('message', (data) => {
      this.received.push(JSON.parse(String(data)) as PeerMessage);
      for (const wake of this.#waiting.splice(0)) wake();
    });
  }

  /** Resolves when the server has welcomed the peer. */
  static async connect(folder: string, port: number, id: string): Promise<Peer> {
    const WebSocket = createRequire(join(folder, 'package.json'))('ws') as new (url: string) => Socket;
    const peer = new Peer(new WebSocket(`ws://127.0.0.1:${port}/peerjs?key=peerjs&id=${id}&token=token-of-${id}`));
    await peer.receive(1);
    return peer;
  }

  send(message: PeerMessage): void {
    this.#socket.send(JSON.stringify(message));
  }

  /** Resolves with all messages so far when there are that many. */
  async receive(count: number): Promise<readonly PeerMessage[]> {
    while (this.received.length < count) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    return this.received;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const closed = new Promise((resolve) => this.#socket.once('close', resolve));
    this.#socket.terminate();
    await closed;
  }
}

/** What is used here of a WebSocket of the package `ws`. */
interface Socket {
  on(event: 'message', listener: (data: Buffer) => void): void;
  once(event: 'close', listener: (code: number) => void): void;
  send(text: string): void;
  terminate(): void;
}
