// An editor without a window, for measuring: the built language server over standard input and output.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import {
  CancellationTokenSource,
  createProtocolConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver-protocol/node';

/** A running server with one workspace folder. */
export class Editor {
  #server;
  #connection;
  #folder;
  /** What the server says to the user: what is measured may not be what is wanted. */
  complaints = [];
  /** By document and version: who waits for its diagnostics. */
  #waiting = new Map();

  /**
   * @param {string} server the server's script
   * @param {string} folder the workspace
   * @param {string} cache the folder that stands for the user's cache
   */
  constructor(server, folder, cache) {
    this.#folder = folder;
    this.#server = spawn(process.execPath, [server, '--stdio'], {
      env: { ...process.env, XDG_CACHE_HOME: cache },
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    this.#connection = createProtocolConnection(
      new StreamMessageReader(this.#server.stdout),
      new StreamMessageWriter(this.#server.stdin),
    );
    this.#connection.onNotification('textDocument/publishDiagnostics', ({ uri, version }) => {
      this.#waiting.get(`${uri} ${version}`)?.();
    });
    for (const method of ['window/showMessage', 'window/logMessage']) {
      this.#connection.onNotification(method, ({ message }) => this.complaints.push(message));
    }
  }

  async start() {
    this.#connection.listen();
    const workspaceFolders = [{ uri: pathToFileURL(this.#folder).href, name: 'workspace' }];
    const params = { processId: process.pid, rootUri: null, capabilities: {}, workspaceFolders };
    await this.#connection.sendRequest('initialize', params);
    await this.#connection.sendNotification('initialized', {});
  }

  /** Opens a document with a text; gives the milliseconds until its diagnostics. */
  open(file, text) {
    const textDocument = { uri: this.#uri(file), languageId: 'typescript', version: 1, text };
    return this.#timed(file, 1, 'textDocument/didOpen', { textDocument });
  }

  /** Changes a document; gives the milliseconds until the diagnostics of that version. */
  change(file, version, change) {
    const textDocument = { uri: this.#uri(file), version };
    return this.#timed(file, version, 'textDocument/didChange', { textDocument, contentChanges: [change] });
  }

  /** Asks for a hover, takes it back at once, and gives the milliseconds until the answer. */
  async withdrawnRequest(file) {
    const source = new CancellationTokenSource();
    const params = { textDocument: { uri: this.#uri(file) }, position: { line: 0, character: 0 } };
    const start = performance.now();
    const answer = this.#connection.sendRequest('textDocument/hover', params, source.token).catch(() => {});
    source.cancel();
    await answer;
    return performance.now() - start;
  }

  async stop() {
    await this.#connection.sendRequest('shutdown');
    await this.#connection.sendNotification('exit');
    if (this.#server.exitCode === null) await once(this.#server, 'exit');
    this.#connection.dispose();
  }

  #uri(file) {
    return pathToFileURL(join(this.#folder, file)).href;
  }

  async #timed(file, version, method, params) {
    const key = `${this.#uri(file)} ${version}`;
    const published = new Promise((resolve) => this.#waiting.set(key, () => resolve(performance.now())));
    const start = performance.now();
    void this.#connection.sendNotification(method, params);
    const end = await published;
    this.#waiting.delete(key);
    return end - start;
  }
}
