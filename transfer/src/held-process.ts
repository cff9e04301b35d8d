import { readFile } from 'node:fs/promises';
import type { Debugger } from 'node:inspector';
import { join } from 'node:path';
import { effectsFile, endingFile, type HeldCount, holdSymbol, type RecordedEnding } from './held-process-agent.ts';
import { heldLaunch } from './held-process-launch.ts';
import { evaluate } from './inspector-evaluate.ts';
import { InspectorSession } from './inspector-session.ts';
import { type Failure, type Guardable, runGuarded } from './limits.ts';
import { createPrivateFolder, type PrivateFolder } from './private-folder.ts';
import { type Exit, ProcessGroup } from './process-group.ts';
import { inspectorUrl } from './process-group-inspector.ts';
import type { ProcessOutput } from './process-group-output.ts';
import type { HeldEffect } from './rehearsal-report.ts';

export interface BootOptions {
  readonly version: HeldEffect['version'];
  /** The version's folder. */
  readonly root: string;
  /** Where the program runs; default: its root. */
  readonly cwd?: string;
  /** How the version is started; `null` stands for `node ENTRY`. */
  readonly command: readonly string[] | null;
  /** The file to run where there is no command, relative to the root. */
  readonly entry: string | undefined;
  readonly env: NodeJS.ProcessEnv;
  /** Limit of the heap, in megabytes. */
  readonly memoryMb?: number;
  /** How long start-up may take, in milliseconds. */
  readonly timeoutMs: number;
  /** How much of each output stream is kept, in bytes. */
  readonly outputLimit: number;
  readonly allow: readonly string[];
  /** Whether effects are held back. */
  readonly hold: boolean;
  /** The `node` to run; default: the one that runs this code. */
  readonly executable?: string;
  /** What `--import` loads TypeScript with: a path or URL. */
  readonly tsx?: string;
}

/** A version that did not get through its start-up. */
export class BootError extends Error {
  override readonly name = 'BootError';
  readonly failure: Failure;
  /** What the process wrote to standard error. */
  readonly stderr: string;
  readonly held: readonly HeldEffect[];

  constructor(failure: Failure, stderr: string, held: readonly HeldEffect[]) {
    super(failure.message);
    this.failure = failure;
    this.stderr = stderr;
    this.held = held;
  }
}

/**
 * Starts a version in a process group of its own and waits until its start-up is over (see `agents/hold/start-up.ts`).
 * Throws a `BootError` where it does not get there, an `Error` with one sentence where there is nothing to start.
 */
export async function bootHeld(options: BootOptions): Promise<HeldProcess> {
  const folder = await createPrivateFolder();
  try {
    const group = await ProcessGroup.start(await heldLaunch(options, folder.path));
    return await start(options, folder, group);
  } catch (error) {
    await folder.remove();
    throw error;
  }
}

async function start(options: BootOptions, folder: PrivateFolder, group: ProcessGroup): Promise<HeldProcess> {
  const session = await connect(group, options.timeoutMs);
  const held = new HeldProcess(options.version, session, group, folder);
  const expression = `globalThis[Symbol.for('${holdSymbol}')].started`;
  const running = runGuarded(held, { method: 'Runtime.evaluate', params: { expression, awaitPromise: true } }, options);
  // Whether it goes shows in how it starts.
  void evaluate(session, `globalThis[Symbol.for('${holdSymbol}')].go()`).catch(() => {});
  const ending = await running;
  if (ending.kind === 'value') {
    await held.held();
    return held;
  }
  await held.end();
  throw new BootError(ending, withoutNotices(group.output.stderr), await held.held());
}

/** A session with a version that waits before its first statement, and will wait before it ends. */
async function connect(group: ProcessGroup, timeoutMs: number): Promise<InspectorSession> {
  try {
    const session = await InspectorSession.connect(await inspectorUrl(group, timeoutMs));
    await session.send('NodeRuntime.notifyWhenWaitingForDisconnect', { enabled: true }, { timeoutMs });
    return session;
  } catch (error) {
    await group.end();
    const message = (error as Error).message;
    throw new BootError({ kind: 'crash', message, stack: '', frames: [] }, group.output.stderr, []);
  }
}

/** A version of the program that has started up, its effects held back. */
export class HeldProcess implements Guardable, AsyncDisposable {
  readonly session: InspectorSession;
  readonly group: ProcessGroup;
  readonly #version: HeldEffect['version'];
  readonly #folder: PrivateFolder;
  readonly #scripts = new Map<string, string>();
  #held: readonly HeldEffect[] = [];
  #ending: Promise<RecordedEnding | undefined> | undefined;

  constructor(version: HeldEffect['version'], session: InspectorSession, group: ProcessGroup, folder: PrivateFolder) {
    this.#version = version;
    this.session = session;
    this.group = group;
    this.#folder = folder;
    session.on<Debugger.ScriptParsedEventDataType>('Debugger.scriptParsed', ({ scriptId, url }) =>
      this.#scripts.set(scriptId, url),
    );
    // A process that ends waits until its debugger has left.
    session.on('NodeRuntime.waitingForDisconnect', () => void session.close());
  }

  scriptUrl(scriptId: string): string | undefined {
    return this.#scripts.get(scriptId);
  }

  get output(): ProcessOutput {
    return this.group.output;
  }

  get exited(): Promise<Exit> {
    return this.group.exited;
  }

  /** What was held back so far; of a process that is gone, what was known last. */
  async held(): Promise<readonly HeldEffect[]> {
    const expression = `globalThis[Symbol.for('${holdSymbol}')].effects()`;
    const counts = await evaluate<readonly HeldCount[]>(this.session, expression, { timeoutMs: 2_000 }).catch(
      () => undefined,
    );
    if (counts !== undefined) this.#held = counts.map((count) => ({ version: this.#version, ...count }));
    return this.#held;
  }

  recordedEnding(): Promise<RecordedEnding | undefined> {
    this.#ending ??= this.#readEnding();
    return this.#ending;
  }

  /** Kills the process and all that it started, and removes what it wrote; may be called again. */
  async end(): Promise<void> {
    await this.group.end();
    await this.session.closed;
    await this.recordedEnding();
    await this.#readEffects();
    await this.#folder.remove();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.end();
  }

  /** What the process noted, for what it could not be asked about any more. */
  async #readEffects(): Promise<void> {
    const text = await readFile(join(this.#folder.path, effectsFile), 'utf8').catch(() => '');
    const known = new Set(this.#held.map(({ kind, what }) => `${kind} ${what}`));
    const noted = text.split('\n').flatMap((line) => (line === '' ? [] : [JSON.parse(line) as HeldCount]));
    const added = noted.filter(({ kind, what }) => !known.has(`${kind} ${what}`));
    this.#held = [...this.#held, ...added.map((count) => ({ version: this.#version, ...count }))];
  }

  async #readEnding(): Promise<RecordedEnding | undefined> {
    try {
      return JSON.parse(await readFile(join(this.#folder.path, endingFile), 'utf8')) as RecordedEnding;
    } catch {
      return undefined;
    }
  }
}

/** Without what Node says about its inspector. */
function withoutNotices(stderr: string): string {
  return stderr.replace(
    /^(Debugger (listening on|attached|ending on)|For help, see:|Waiting for the debugger).*\n?/gm,
    '',
  );
}
