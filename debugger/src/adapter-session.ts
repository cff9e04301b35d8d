import { UserError } from '@timeferry/project/user-error';
import {
  ContinuedEvent,
  DebugSession,
  Event,
  InitializedEvent,
  OutputEvent,
  TerminatedEvent,
  Thread,
} from '@vscode/debugadapter';
import type { DebugProtocol } from '@vscode/debugprotocol';
import { ProgressReport } from './progress-report.ts';
import { Cancelled, Rehearsal } from './rehearsal.ts';
import { readRequest } from './rehearsal-request.ts';
import { StopPresenter } from './stop-presenter.ts';
import { outcomeSentence, type Stop, stopsOf } from './stopped-view.ts';

/** The one thread that an editor sees. */
const threadId = 1;

/**
 * A debug session that is a rehearsal: it runs once the editor has configured itself, stops at each group of mismatches,
 * or at the failure, and terminates behind the last one or after a match. A process that it was attached to runs on,
 * whatever happens; what the session started itself ends with it.
 */
export class AdapterSession extends DebugSession {
  readonly #presenter = new StopPresenter(
    (line) => this.convertDebuggerLineToClient(line),
    (column) => this.convertDebuggerColumnToClient(column),
  );
  readonly #configured: Promise<void>;
  #setConfigured: () => void = () => {};
  #showsProgress = false;
  #progress: ProgressReport | null = null;
  #rehearsal: Rehearsal | null = null;
  /** The rehearsal that runs, or the last one; it never rejects. */
  #running: Promise<void> = Promise.resolve();
  /** What is still to look at; the first is shown. */
  #stops: readonly Stop[] = [];
  #ended: Promise<void> | null = null;

  constructor() {
    super();
    this.setDebuggerLinesStartAt1(true);
    this.setDebuggerColumnsStartAt1(true);
    this.#configured = new Promise((resolve) => {
      this.#setConfigured = resolve;
    });
  }

  protected override initializeRequest(
    response: DebugProtocol.InitializeResponse,
    args: DebugProtocol.InitializeRequestArguments,
  ): void {
    this.#showsProgress = args.supportsProgressReporting === true;
    response.body = {
      supportsConfigurationDoneRequest: true,
      supportsExceptionInfoRequest: true,
      supportsRestartRequest: true,
      supportsTerminateRequest: true,
      supportsCancelRequest: true,
    };
    this.sendResponse(response);
    this.sendEvent(new InitializedEvent());
  }

  protected override configurationDoneRequest(response: DebugProtocol.ConfigurationDoneResponse): void {
    this.sendResponse(response);
    this.#setConfigured();
  }

  protected override attachRequest(
    response: DebugProtocol.AttachResponse,
    args: DebugProtocol.AttachRequestArguments,
  ): void {
    this.#begin('attach', response, args);
  }

  protected override launchRequest(
    response: DebugProtocol.LaunchResponse,
    args: DebugProtocol.LaunchRequestArguments,
  ): void {
    this.#begin('launch', response, args);
  }

  /** Answers once the past process is reached, so that whatever is wrong with the request is said in the response. */
  #begin(kind: 'attach' | 'launch', response: DebugProtocol.Response, args: unknown): void {
    try {
      if (this.#rehearsal !== null) throw new UserError('This session rehearses already; start another one.');
      this.#rehearsal = new Rehearsal(readRequest(kind, args), {
        phase: (phase) => this.#progress?.phase(phase),
        output: (category, line) => this.sendEvent(new OutputEvent(`${line}\n`, category)),
      });
    } catch (error) {
      this.#refuse(response, error);
      return;
    }
    const rehearsal = this.#rehearsal;
    this.#running = this.#configured.then(() => {
      if (this.#ended === null) return this.#rehearse(rehearsal, response);
      this.#refuse(response, new Cancelled());
    });
  }

  /** Rehearses again against the same past process, for instance after the mapper was edited. */
  protected override async restartRequest(response: DebugProtocol.RestartResponse): Promise<void> {
    const rehearsal = this.#rehearsal;
    if (rehearsal === null) {
      this.#refuse(response, new UserError('There is no rehearsal to restart; start a session first.'));
      return;
    }
    await this.#stopRunning();
    this.#show([]);
    this.sendEvent(new ContinuedEvent(threadId, true));
    this.#running = this.#rehearse(rehearsal, response);
  }

  async #rehearse(rehearsal: Rehearsal, response: DebugProtocol.Response): Promise<void> {
    let waiting: DebugProtocol.Response | null = response;
    const answer = () => {
      if (waiting !== null) this.sendResponse(waiting);
      waiting = null;
    };
    this.#progress = this.#showsProgress ? ProgressReport.start((event) => this.sendEvent(event)) : null;
    try {
      const { report, roots, dumps } = await rehearsal.run(answer);
      answer();
      this.sendEvent(new Event('timeferry.report', { ...report, roots }));
      this.sendEvent(new OutputEvent(`${outcomeSentence(report)}\n`, 'important'));
      this.#show(stopsOf(report, roots, dumps));
      if (this.#stops.length === 0) this.sendEvent(new TerminatedEvent());
    } catch (error) {
      if (waiting !== null) this.#refuse(waiting, error);
      else this.sendEvent(new OutputEvent(`${sentenceOf(error)}\n`, 'important'));
      // Whoever cancels knows what comes next.
      if (!(error instanceof Cancelled)) this.sendEvent(new TerminatedEvent());
    } finally {
      this.#progress?.end();
      this.#progress = null;
    }
  }

  /** Shows the first of some stops; none clears what was shown. */
  #show(stops: readonly Stop[]): void {
    this.#stops = stops;
    const stop = stops[0] ?? null;
    this.#presenter.present(stop);
    if (stop === null) return;
    const body: DebugProtocol.StoppedEvent['body'] = {
      reason: 'exception',
      description: stop.description,
      text: stop.text,
      threadId,
      allThreadsStopped: true,
    };
    this.sendEvent(new Event('stopped', body));
  }

  protected override continueRequest(response: DebugProtocol.ContinueResponse): void {
    response.body = { allThreadsContinued: true };
    this.#goOn(response);
  }

  protected override nextRequest(response: DebugProtocol.NextResponse): void {
    this.#goOn(response);
  }

  protected override stepInRequest(response: DebugProtocol.StepInResponse): void {
    this.#goOn(response);
  }

  protected override stepOutRequest(response: DebugProtocol.StepOutResponse): void {
    this.#goOn(response);
  }

  #goOn(response: DebugProtocol.Response): void {
    this.sendResponse(response);
    if (this.#stops.length === 0) return;
    this.#show(this.#stops.slice(1));
    if (this.#stops.length === 0) this.sendEvent(new TerminatedEvent());
  }

  protected override pauseRequest(response: DebugProtocol.PauseResponse): void {
    this.#refuse(response, new UserError('A rehearsal cannot be paused; cancel its progress or stop the session.'));
  }

  protected override threadsRequest(response: DebugProtocol.ThreadsResponse): void {
    response.body = { threads: [new Thread(threadId, 'rehearsal')] };
    this.sendResponse(response);
  }

  protected override stackTraceRequest(response: DebugProtocol.StackTraceResponse): void {
    const stackFrames = this.#presenter.stackFrames();
    response.body = { stackFrames, totalFrames: stackFrames.length };
    this.sendResponse(response);
  }

  protected override scopesRequest(response: DebugProtocol.ScopesResponse): void {
    response.body = { scopes: this.#presenter.scopes() };
    this.sendResponse(response);
  }

  protected override variablesRequest(
    response: DebugProtocol.VariablesResponse,
    args: DebugProtocol.VariablesArguments,
  ): void {
    response.body = { variables: this.#presenter.variables(args.variablesReference) };
    this.sendResponse(response);
  }

  protected override exceptionInfoRequest(response: DebugProtocol.ExceptionInfoResponse): void {
    const stop = this.#stops[0];
    if (stop === undefined) {
      this.#refuse(response, new UserError('The rehearsal has not stopped.'));
      return;
    }
    const { exceptionId, text, description, stack } = stop;
    response.body = {
      exceptionId,
      description: text,
      breakMode: 'always',
      details: { message: text, typeName: description, ...(stack === undefined ? {} : { stackTrace: stack }) },
    };
    this.sendResponse(response);
  }

  /** Stops the rehearsal whose progress the editor shows. */
  protected override async cancelRequest(
    response: DebugProtocol.CancelResponse,
    args: DebugProtocol.CancelArguments,
  ): Promise<void> {
    const isRunning = this.#progress !== null && args.progressId === this.#progress.id;
    if (isRunning) await this.#stopRunning();
    this.sendResponse(response);
    if (isRunning) this.sendEvent(new TerminatedEvent());
  }

  protected override async terminateRequest(response: DebugProtocol.TerminateResponse): Promise<void> {
    await this.#end();
    this.sendResponse(response);
    this.sendEvent(new TerminatedEvent());
  }

  protected override async disconnectRequest(response: DebugProtocol.DisconnectResponse): Promise<void> {
    await this.#end();
    this.sendResponse(response);
    this.shutdown();
  }

  /** Ends what the session started, then the adapter itself. */
  override shutdown(): void {
    void this.#end().then(() => process.exit(0));
  }

  async #stopRunning(): Promise<void> {
    this.#rehearsal?.cancel();
    await this.#running;
  }

  #end(): Promise<void> {
    this.#ended ??= this.#close();
    return this.#ended;
  }

  async #close(): Promise<void> {
    // A session that ends before the editor has configured itself has nothing running.
    this.#rehearsal?.cancel();
    this.#setConfigured();
    await this.#running;
    this.#show([]);
    await this.#rehearsal?.close();
  }

  #refuse(response: DebugProtocol.Response, error: unknown): void {
    // No variables: a sentence may hold braces that mean themselves.
    this.sendErrorResponse(response, {
      id: 1,
      format: sentenceOf(error),
      variables: {},
      showUser: !(error instanceof Cancelled),
    });
  }
}

/** What is wrong, for people; a fault of our own also says where it happened. */
function sentenceOf(error: unknown): string {
  if (error instanceof UserError || error instanceof Cancelled) return error.message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
