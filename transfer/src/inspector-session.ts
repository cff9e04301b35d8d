import { StopClock } from './stop-clock.ts';
import { WebSocketConnection } from './websocket.ts';

/** Something that the inspector of a process refused, or that went wrong on the way to it, in one clear sentence. */
export class InspectorError extends Error {
  override readonly name = 'InspectorError';
  /** The protocol's own number of the error, where the process answered with one. */
  readonly code: number | undefined;

  constructor(message: string, code?: number) {
    super(message);
    this.code = code;
  }
}

export interface SendOptions {
  /** After how many milliseconds without an answer the call fails: `Infinity` for never; default: a minute. */
  readonly timeoutMs?: number;
}

/** How long connecting may take by default, in milliseconds: a busy process answers late. */
const connectTimeoutMs = 10_000;

/** How long an answer may take by default, in milliseconds: a message that got lost must not be waited for for ever. */
const answerTimeoutMs = 60_000;

/** A conversation in the Chrome DevTools protocol with the inspector of one process. */
export class InspectorSession implements AsyncDisposable {
  /** Resolves when the connection is gone, whoever ended it. */
  readonly closed: Promise<void>;
  /** For how long the process stood still. */
  readonly stops = new StopClock();
  readonly #connection: WebSocketConnection;
  readonly #pending = new Map<number, PendingCall>();
  readonly #listeners = new Map<string, Set<(params: never) => void>>();
  #lastId = 0;
  #end: string | undefined;

  private constructor(connection: WebSocketConnection) {
    this.#connection = connection;
    this.closed = new Promise((resolve) => {
      connection.start({
        message: (text) => this.#receive(text),
        closed: (problem) => {
          this.#finish(problem ?? 'The inspector connection is closed.');
          resolve();
        },
      });
    });
  }

  /** Connects to a `ws://` address as a process prints it. Throws an `InspectorError`. */
  static async connect(url: string, options: SendOptions = {}): Promise<InspectorSession> {
    try {
      return new InspectorSession(await WebSocketConnection.open(url, options.timeoutMs ?? connectTimeoutMs));
    } catch (error) {
      throw new InspectorError((error as Error).message);
    }
  }

  /**
   * Calls a method of the protocol. `Result` is what the protocol says it gives (see the types of `node:inspector`).
   * Throws an `InspectorError` where the process refuses, the connection ends, or the time is over.
   */
  send<Result = Record<string, unknown>>(
    method: string,
    params: object = {},
    options: SendOptions = {},
  ): Promise<Result> {
    if (this.#end !== undefined) return Promise.reject(new InspectorError(`${method} was not sent. ${this.#end}`));
    this.#lastId += 1;
    const id = this.#lastId;
    return new Promise<Result>((resolve, reject) => {
      const { timeoutMs = answerTimeoutMs } = options;
      const timer =
        timeoutMs === Number.POSITIVE_INFINITY
          ? undefined
          : setTimeout(() => {
              this.#pending.delete(id);
              reject(new InspectorError(`${method} gave no answer in ${timeoutMs} ms.`));
            }, timeoutMs);
      this.#pending.set(id, { method, timer, resolve: resolve as (result: unknown) => void, reject });
      this.#connection.send(JSON.stringify({ id, method, params }));
    });
  }

  /** Listens to an event of the protocol, `Debugger.paused` for instance; the result ends that. */
  on<Params = Record<string, unknown>>(event: string, listener: (params: Params) => void): () => void {
    const listeners = this.#listeners.get(event) ?? new Set();
    this.#listeners.set(event, listeners);
    listeners.add(listener);
    return () => void listeners.delete(listener);
  }

  /** Ends the conversation. The process stays as it is. */
  async close(): Promise<void> {
    await this.#connection.close();
    await this.closed;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  #receive(text: string): void {
    const message = parseMessage(text);
    if (message.id === undefined) {
      for (const listener of [...(this.#listeners.get(message.method ?? '') ?? [])]) listener(message.params as never);
      return;
    }
    const call = this.#pending.get(message.id);
    if (call === undefined) return;
    this.#pending.delete(message.id);
    clearTimeout(call.timer);
    if (message.error === undefined) call.resolve(message.result);
    else call.reject(new InspectorError(`${call.method} was refused: ${message.error.message}.`, message.error.code));
  }

  #finish(reason: string): void {
    this.#end = reason;
    for (const call of this.#pending.values()) {
      clearTimeout(call.timer);
      call.reject(new InspectorError(`${call.method} was not answered. ${reason}`));
    }
    this.#pending.clear();
  }
}

/** Throws an `Error` with one sentence, which ends the connection: what came after could not be told apart either. */
function parseMessage(text: string): Message {
  try {
    return JSON.parse(text) as Message;
  } catch {
    throw new Error('The inspector sent something that is no message of its protocol.');
  }
}

interface PendingCall {
  readonly method: string;
  readonly timer: NodeJS.Timeout | undefined;
  resolve(result: unknown): void;
  reject(error: InspectorError): void;
}

interface Message {
  readonly id?: number;
  readonly method?: string;
  readonly params?: unknown;
  readonly result?: unknown;
  readonly error?: { readonly code: number; readonly message: string };
}
