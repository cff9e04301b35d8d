import { type ChildProcess, spawn } from 'node:child_process';
import { readdirSync, readlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { DebugClient } from '@vscode/debugadapter-testsupport';
import type { DebugProtocol } from '@vscode/debugprotocol';

const main = fileURLToPath(new URL('../src/main.ts', import.meta.url));
const loader = pathToFileURL(createRequire(import.meta.url).resolve('tsx/esm')).href;

/** An editor's end of the wire, with the adapter as a process at the other end. It keeps all events, in their order. */
export class Adapter extends DebugClient implements AsyncDisposable {
  readonly events: DebugProtocol.Event[] = [];
  readonly process: ChildProcess;
  readonly exited: Promise<number | null>;
  #waiting: (() => void)[] = [];

  constructor() {
    super('', '', 'timeferry');
    this.process = spawn(process.execPath, ['--import', loader, main], { stdio: ['pipe', 'pipe', 'inherit'] });
    this.exited = new Promise((resolve) => this.process.once('exit', resolve));
    this.connect(this.process.stdout!, this.process.stdin!);
  }

  /** A session that an editor has begun: initialised, attached or launched, and configured. Rejects with what is refused. */
  async begin(
    kind: 'attach' | 'launch',
    settings: object,
    client: Partial<DebugProtocol.InitializeRequestArguments> = {},
  ): Promise<DebugProtocol.Response> {
    await this.initializeRequest({
      adapterID: 'timeferry',
      pathFormat: 'path',
      linesStartAt1: true,
      columnsStartAt1: true,
      supportsProgressReporting: true,
      ...client,
    });
    await this.event('initialized');
    const response = this.send(kind, settings);
    // Refused at once, it is nobody's rejection until it is awaited below.
    response.catch(() => {});
    await this.configurationDoneRequest();
    return response;
  }

  /** The event of that name that came first, or as the `index`th. */
  async event<E extends DebugProtocol.Event>(name: string, index = 0): Promise<E> {
    for (;;) {
      const found = this.all(name)[index];
      if (found !== undefined) return found as E;
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    }
  }

  all(name: string): DebugProtocol.Event[] {
    return this.events.filter(({ event }) => event === name);
  }

  override emit(name: string, ...values: unknown[]): boolean {
    const event = values[0] as DebugProtocol.Event | undefined;
    if (event?.type === 'event') {
      this.events.push(event);
      for (const wake of this.#waiting.splice(0)) wake();
    }
    return super.emit(name, ...values);
  }

  async variables(scope: string): Promise<readonly DebugProtocol.Variable[]> {
    const { body } = await this.scopesRequest({ frameId: 1 });
    const found = body.scopes.find(({ name }) => name === scope)!;
    return (await this.variablesRequest({ variablesReference: found.variablesReference })).body.variables;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.process.kill('SIGTERM');
    await this.exited;
  }
}

/** Node processes that run in a folder; a TypeScript loader's own compiler process is none. */
export function processesIn(folder: string): number[] {
  return readdirSync('/proc')
    .map(Number)
    .filter((pid) => {
      try {
        if (!Number.isInteger(pid) || !readlinkSync(`/proc/${pid}/cwd`).startsWith(folder)) return false;
        return readlinkSync(`/proc/${pid}/exe`) === process.execPath;
      } catch {
        return false;
      }
    });
}
