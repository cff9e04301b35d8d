import { type ChildProcess, spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** The past version of the collaboration server. */
export class HocuspocusServer implements AsyncDisposable {
  readonly pid: number;
  readonly port: number;
  readonly #child: ChildProcess;
  readonly #exited: Promise<unknown>;

  private constructor(child: ChildProcess, port: number) {
    this.#child = child;
    this.pid = child.pid!;
    this.port = port;
    this.#exited = new Promise((resolve) => child.once('exit', resolve));
  }

  static async start(folder: string): Promise<HocuspocusServer> {
    const child = spawn(process.execPath, ['server.js'], {
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
        const match = /^listening on (\d+)/.exec(line);
        if (match !== null) resolve(Number(match[1]));
      });
      child.once('exit', () => reject(new Error(`The collaboration server did not start: ${words}`)));
    });
    return new HocuspocusServer(child, port);
  }

  /** The text of each open document, as the server has it. */
  async documents(): Promise<Readonly<Record<string, string>>> {
    const response = await fetch(`http://127.0.0.1:${this.port}/documents`, { headers: { connection: 'close' } });
    return (await response.json()) as Record<string, string>;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#child.kill('SIGKILL');
    await this.#exited;
  }
}

/** A client that edits a document through Hocuspocus's own provider. */
export class Writer implements AsyncDisposable {
  readonly #provider: Provider;
  readonly #socket: { destroy(): void };
  readonly #text: SharedText;

  private constructor(provider: Provider, socket: { destroy(): void }, text: SharedText) {
    this.#provider = provider;
    this.#socket = socket;
    this.#text = text;
  }

  /** Resolves when the server has sent the document. */
  static async open(folder: string, port: number, name: string): Promise<Writer> {
    const require = createRequire(join(folder, 'package.json'));
    const { HocuspocusProvider, HocuspocusProviderWebsocket } = require('@hocuspocus/provider') as ProviderPackage;
    const { Doc } = require('yjs') as { Doc: new () => { getText(name: string): SharedText } };
    const document = new Doc();
    const url = `ws://127.0.0.1:${port}`;
    const websocketProvider = new HocuspocusProviderWebsocket({ url, WebSocketPolyfill: require('ws') });
    const provider = new HocuspocusProvider({ websocketProvider, name, document, token: 'anybody' });
    await new Promise<void>((resolve) => provider.on('synced', resolve));
    return new Writer(provider, websocketProvider, document.getText('text'));
  }

  get text(): string {
    return this.#text.toString();
  }

  append(text: string): void {
    this.#text.insert(this.#text.length, text);
  }

  /** Is called whenever the connection to the server is lost. */
  onLost(listener: () => void): void {
    this.#provider.on('disconnect', listener);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#provider.destroy();
    this.#socket.destroy();
  }
}

interface SharedText {
  readonly length: number;
  insert(at: number, text: string): void;
  toString(): string;
}

/** What is used here of the package `@hocuspocus/provider`. */
interface ProviderPackage {
  readonly HocuspocusProvider: new (options: object) => Provider;
  readonly HocuspocusProviderWebsocket: new (options: object) => { destroy(): void };
}

interface Provider {
  on(event: 'synced' | 'disconnect', listener: () => void): void;
  destroy(): void;
}
