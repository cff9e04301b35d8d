import type { Debugger, Runtime } from 'node:inspector';
import { setTimeout as sleep } from 'node:timers/promises';
import type { RecordedEnding } from './held-process-agent.ts';
import type { InspectorSession } from './inspector-session.ts';
import {
  type Frame,
  frameOfSyntaxError,
  framesOfPause,
  framesOfStack,
  framesOfTrace,
  printFrames,
} from './limits-frames.ts';
import type { ProcessGroup } from './process-group.ts';

/** How a run of code in a process ended. After all kinds but `value` and `throw` the process is gone. */
export type Ending = { readonly kind: 'value'; readonly result: Runtime.RemoteObject } | Failure;

export interface Failure {
  readonly kind: 'throw' | 'timeout' | 'exit' | 'crash' | 'memory';
  /** One sentence, or the message of what was thrown. */
  readonly message: string;
  readonly stack: string;
  /** Innermost first; empty where the process does not tell. */
  readonly frames: readonly Frame[];
}

/** A process in which code is run that may do anything. */
export interface Guardable {
  readonly session: InspectorSession;
  readonly group: ProcessGroup;
  scriptUrl(scriptId: string): string | undefined;
  /** What the process noted before it ended itself. */
  recordedEnding(): Promise<RecordedEnding | undefined>;
  end(): Promise<void>;
}

/** A promise that the code gives is awaited. An expression is one expression, no statements. */
export type GuardedCall =
  | { readonly method: 'Runtime.evaluate'; readonly params: Runtime.EvaluateParameterType }
  | { readonly method: 'Runtime.callFunctionOn'; readonly params: Runtime.CallFunctionOnParameterType };

/** How long a process may take to say where it is, and to be gone once its connection is, in milliseconds. */
const answerMs = 2_000;
const noFrames = { stack: '', frames: [] };

/**
 * Runs code in a process and gives how that ended; it never throws. Code that is not over after `timeoutMs` is stopped and
 * located, as is code that comes near the heap's limit. Between calls the debugger stays enabled.
 */
export async function runGuarded(
  process: Guardable,
  call: GuardedCall,
  { timeoutMs }: { readonly timeoutMs: number },
): Promise<Ending> {
  const { session } = process;
  const watch = new PauseWatch(session);
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<'late'>((resolve) => {
    timer = setTimeout(resolve, timeoutMs, 'late');
  });
  try {
    const answer = answerTo(session, fromTheLoop(call));
    const first = await Promise.race([answer, watch.nearHeapLimit, late]);
    if (first === 'lost') return await whyLost(process);
    if (first === 'late') return await stop(process, watch, timeoutMs);
    if ('result' in first) return endingOf(first);
    await process.end();
    return failure('memory', 'It used more memory than the limit allows.', framesOfPause(first, process));
  } finally {
    clearTimeout(timer);
    watch.end();
  }
}

/**
 * The same call, made from a macrotask of the process's own loop: while the inspector itself runs code it takes no further
 * message, so that code without an end could not be paused.
 */
function fromTheLoop({ method, params }: GuardedCall): GuardedCall {
  // The code is handed over as a function so that it sees none of the names used here.
  const later = (code: string): string =>
    `((run) => new Promise((resolve, reject) => setImmediate(() => { try { resolve(run()); } catch (error) { reject(error); } })))(() => (${code}\n))`;
  if (method === 'Runtime.evaluate') {
    return { method, params: { ...params, expression: later(params.expression), awaitPromise: true } };
  }
  const functionDeclaration = `function (...$given) { return ${later(`(${params.functionDeclaration}\n).apply(this, $given)`)}; }`;
  return { method, params: { ...params, functionDeclaration, awaitPromise: true } };
}

async function answerTo(session: InspectorSession, call: GuardedCall): Promise<Runtime.EvaluateReturnType | 'lost'> {
  try {
    await session.send('Runtime.enable');
    await session.send('Debugger.enable');
    // Whoever runs it has a limit of its own.
    return await session.send<Runtime.EvaluateReturnType>(call.method, call.params, {
      timeoutMs: Number.POSITIVE_INFINITY,
    });
  } catch (error) {
    const gone = await Promise.race([session.closed.then(() => true), sleep(0, false)]);
    if (gone) return 'lost';
    // A refusal of the protocol itself, such as a promise that was collected: told as what was thrown.
    return { result: { type: 'undefined' }, exceptionDetails: refusal((error as Error).message) };
  }
}

function refusal(text: string): Runtime.ExceptionDetails {
  return { exceptionId: 0, text, lineNumber: 0, columnNumber: 0 };
}

function endingOf({ result, exceptionDetails: details }: Runtime.EvaluateReturnType): Ending {
  if (details === undefined) return { kind: 'value', result };
  const { exception } = details;
  const described =
    exception?.description ?? (exception === undefined ? details.text : `Uncaught ${String(exception.value)}`);
  const told = framesOfStack(described);
  const frames = told.length > 0 ? told : framesOfTrace(details.stackTrace);
  const message = described.split(/\n\s+at /)[0]!;
  return { kind: 'throw', message, stack: described.includes('\n') ? described : printFrames(frames), frames };
}

async function stop(process: Guardable, watch: PauseWatch, timeoutMs: number): Promise<Failure> {
  // Only running code can be paused; code that waits for something is nowhere.
  const stack = framesOfPause(await watch.pause(answerMs), process);
  await process.end();
  // The agent that holds effects back looks at the loop from time to time.
  const frames = stack.every(({ url }) => url.startsWith('node:') || url.endsWith('/agents/hold.js')) ? [] : stack;
  const doing = frames.length > 0 ? 'it was still running' : 'it waited for something that did not happen';
  return failure('timeout', `It did not end in ${timeoutMs} ms: ${doing}.`, frames);
}

async function whyLost(process: Guardable): Promise<Failure> {
  const exit = await Promise.race([process.group.exited, sleep(answerMs, undefined)]);
  await process.end();
  await process.group.output.ended();
  const recorded = await process.recordedEnding();
  const { stderr } = process.group.output;
  if (recorded !== undefined) {
    const { kind, message, stack } = recorded;
    const frames = framesOfStack(stack);
    return {
      kind,
      message,
      stack,
      frames: message.startsWith('SyntaxError') ? [...frameOfSyntaxError(stderr), ...frames] : frames,
    };
  }
  if (/heap out of memory|FATAL ERROR: .*[Aa]llocation failed/.test(stderr)) {
    return { kind: 'memory', message: 'It used more memory than the limit allows.', ...noFrames };
  }
  const how = exit?.signal ?? (exit === undefined ? 'it closed its inspector' : `exit code ${exit.code}`);
  return { kind: 'crash', message: `The process ended: ${how}.`, ...noFrames };
}

function failure(kind: Failure['kind'], message: string, frames: readonly Frame[]): Failure {
  return { kind, message, frames, stack: printFrames(frames) };
}

/** Looks at the pauses of a process while code runs in it. */
class PauseWatch {
  /** Resolves with the stack when V8 pauses because the heap is nearly full. */
  readonly nearHeapLimit: Promise<readonly Debugger.CallFrame[]>;
  readonly #session: InspectorSession;
  readonly #off: () => void;
  #paused: ((frames: readonly Debugger.CallFrame[]) => void) | undefined;

  constructor(session: InspectorSession) {
    this.#session = session;
    let full: (frames: readonly Debugger.CallFrame[]) => void;
    this.nearHeapLimit = new Promise((resolve) => {
      full = resolve;
    });
    this.#off = session.on<Debugger.PausedEventDataType>('Debugger.paused', ({ reason, callFrames }) => {
      if (reason === 'OOM') full(callFrames);
      else if (this.#paused !== undefined) this.#paused(callFrames);
      // A `debugger` statement of the program.
      else void session.send('Debugger.resume').catch(() => {});
    });
  }

  /** The stack of what is running; empty where nothing pauses in time. */
  async pause(withinMs: number): Promise<readonly Debugger.CallFrame[]> {
    const paused = new Promise<readonly Debugger.CallFrame[]>((resolve) => {
      this.#paused = resolve;
    });
    const asked = this.#session.send('Debugger.pause').then(
      () => paused,
      () => [],
    );
    const abort = new AbortController();
    try {
      return await Promise.race([asked, sleep(withinMs, [], { signal: abort.signal })]);
    } finally {
      abort.abort();
    }
  }

  end(): void {
    this.#off();
  }
}
