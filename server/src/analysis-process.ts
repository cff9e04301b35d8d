import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import {
  type CancellationToken,
  createMessageConnection,
  type Diagnostic,
  type InitializeParams,
  IPCMessageReader,
  IPCMessageWriter,
  LSPErrorCodes,
  type MessageConnection,
  ResponseError,
} from 'vscode-languageserver/node';
import { EditorState } from './editor-state.ts';

/** The editor, as the analysis needs it. */
export interface EditorSide {
  request(method: string, params: unknown, token: CancellationToken): Promise<unknown>;
  notify(method: string, params: unknown): void;
  /** Shows one sentence to the user. */
  warn(message: string): void;
}

const PUBLISH = 'textDocument/publishDiagnostics';

/**
 * The process that analyses, which can be busy for long, or run out of memory, behind an editor that must not notice. After
 * a crash it is started once more and told what the editor has told so far; after a second one it stays off, and says so.
 */
export class AnalysisProcess {
  readonly #editor: EditorSide;
  readonly #state: EditorState;
  readonly #script: string;
  /** Documents that have marks now. */
  readonly #marked = new Set<string>();
  #running: { readonly child: ChildProcess; readonly connection: MessageConnection } | null = null;
  #crashes = 0;

  /** `script` is what the process runs. */
  constructor(editor: EditorSide, initialization: InitializeParams, script = scriptPath()) {
    this.#editor = editor;
    this.#state = new EditorState(initialization);
    this.#script = script;
    this.#start();
  }

  /** The answer; rejects at once when the editor takes the request back, or when the process crashes. */
  request(method: string, params: unknown, token: CancellationToken): Promise<unknown> {
    const running = this.#running;
    if (running === null) return Promise.reject(new ResponseError(LSPErrorCodes.RequestFailed, 'The analysis is off.'));
    return new Promise((resolve, reject) => {
      const withdraw = () => reject(new ResponseError(LSPErrorCodes.RequestCancelled, 'The request was cancelled.'));
      if (token.isCancellationRequested) return withdraw();
      const withdrawn = token.onCancellationRequested(withdraw);
      const lost = new ResponseError(LSPErrorCodes.ServerCancelled, 'The analysis was started again.');
      void running.connection
        .sendRequest(method, params, token)
        .then(resolve, (error: unknown) => reject(this.#running === running ? error : lost))
        .finally(() => withdrawn.dispose());
    });
  }

  notify(method: string, params: unknown): void {
    this.#state.follow({ method, params });
    if (this.#running !== null) this.#send(this.#running.connection, method, params);
  }

  async stop(): Promise<void> {
    const running = this.#running;
    this.#running = null;
    running?.connection.dispose();
    running?.child.kill('SIGKILL');
    if (running?.child.exitCode === null && running.child.signalCode === null) await once(running.child, 'exit');
  }

  #start(): void {
    const child = fork(this.#script, {
      // Standard output belongs to the messages for the editor.
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      // The port of an inspector is taken already.
      execArgv: [
        ...process.execArgv.filter((argument) => !argument.startsWith('--inspect')),
        // What one edit needs is garbage after it: where it fits into the young generation, nothing of it is copied.
        '--max-semi-space-size=64',
      ],
    });
    const connection = createMessageConnection(new IPCMessageReader(child), new IPCMessageWriter(child));
    const running = { child, connection };
    this.#running = running;
    const ended = (reason: string) => {
      if (this.#running === running) this.#crashed(reason);
    };
    child.once('error', (error) => ended(error.message));
    child.once('exit', (code, signal) => ended(reasonOf(code, signal)));
    connection.onRequest((method, params, token) => this.#editor.request(method, params, token));
    connection.onNotification((method, params) => this.#fromAnalysis(method, params));
    connection.onUnhandledProgress((params) => this.#editor.notify('$/progress', params));
    connection.listen();
    // The editor has its answer already: it does not depend on what the analysis finds.
    connection.sendRequest('initialize', this.#state.initialization).catch(() => {});
    for (const { method, params } of this.#state.notifications()) this.#send(connection, method, params);
  }

  /** What cannot be sent is told again once the process is back. */
  #send(connection: MessageConnection, method: string, params: unknown): void {
    connection.sendNotification(method, params).catch(() => {});
  }

  #fromAnalysis(method: string, params: unknown): void {
    if (method === PUBLISH) {
      const { uri, diagnostics } = params as { uri: string; diagnostics: readonly Diagnostic[] };
      if (diagnostics.length > 0) this.#marked.add(uri);
      else this.#marked.delete(uri);
    }
    this.#editor.notify(method, params);
  }

  #crashed(reason: string): void {
    const connection = this.#running?.connection;
    this.#running = null;
    connection?.dispose();
    // Nobody would take them away any more.
    for (const uri of this.#marked) this.#editor.notify(PUBLISH, { uri, diagnostics: [] });
    this.#marked.clear();
    this.#crashes += 1;
    if (this.#crashes > 1) {
      this.#editor.warn(
        `Timeferry's analysis has failed again (${reason}); it stays off until the server is restarted.`,
      );
      return;
    }
    this.#editor.warn(`Timeferry's analysis has failed (${reason}) and was started again.`);
    this.#start();
  }
}

/** V8 aborts the process when its heap is full. */
function reasonOf(code: number | null, signal: NodeJS.Signals | null): string {
  if (signal === 'SIGABRT' || code === 134) return 'it ran out of memory';
  return signal === null ? `it ended with exit code ${code}` : `it was ended by ${signal}`;
}

/** Beside the bundle that this code is part of, or in the repository where it runs from its sources. */
function scriptPath(): string {
  const beside = fileURLToPath(new URL('./analysis.cjs', import.meta.url));
  return existsSync(beside) ? beside : fileURLToPath(new URL('../../dist/analysis.cjs', import.meta.url));
}
