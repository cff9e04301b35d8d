import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readFile, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import {
  createProtocolConnection,
  type Diagnostic,
  DidChangeTextDocumentNotification,
  DidCloseTextDocumentNotification,
  DidOpenTextDocumentNotification,
  ExitNotification,
  InitializedNotification,
  InitializeRequest,
  type InitializeResult,
  type Position,
  type ProtocolConnection,
  PublishDiagnosticsNotification,
  type Range,
  ShutdownRequest,
  StreamMessageReader,
  StreamMessageWriter,
  type TextEdit,
} from 'vscode-languageserver-protocol/node';

/** The server as it is built. */
const SERVER = fileURLToPath(new URL('../../dist/server.cjs', import.meta.url));
const PATIENCE_MS = 40_000;
const TSCONFIG = JSON.stringify({
  compilerOptions: { target: 'ES2022', module: 'NodeNext', moduleResolution: 'NodeNext', strict: true, types: [] },
  include: ['src'],
});

/** Sources of the two versions by path, `src/model.ts`. */
export interface Versions {
  readonly past: Readonly<Record<string, string>>;
  readonly future: Readonly<Record<string, string>>;
  /** Other files, by path relative to the workspace folder, which holds `past` and `future`. */
  readonly others?: Readonly<Record<string, string>>;
}

export interface EditorOptions {
  readonly initializationOptions?: unknown;
  readonly capabilities?: Record<string, unknown>;
  /** `timeferry.json` of the future version; null writes none. */
  readonly settings?: Record<string, unknown> | null;
}

/** An editor without a window: the real server over standard input and output, with a program in a folder of its own. */
export class Editor implements AsyncDisposable {
  readonly folder: string;
  readonly connection: ProtocolConnection;
  initialized!: InitializeResult;
  readonly published = new Map<string, { diagnostics: Diagnostic[]; version: number | undefined }>();
  readonly #server: ChildProcess;
  readonly #exit: Promise<number | null>;
  readonly #versions = new Map<string, number>();
  /** On standard error, in the log and in messages. */
  #said = '';

  private constructor(folder: string) {
    this.folder = folder;
    this.#server = spawn(process.execPath, [SERVER, '--stdio'], {
      cwd: dirname(SERVER),
      // What a git version is checked out into goes with the folder.
      env: { ...process.env, XDG_CACHE_HOME: join(folder, '.cache') },
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    this.#exit = once(this.#server, 'exit').then(([code]) => code);
    this.#server.stderr!.setEncoding('utf8').on('data', (text: string) => {
      this.#said += text;
    });
    this.connection = createProtocolConnection(
      new StreamMessageReader(this.#server.stdout!),
      new StreamMessageWriter(this.#server.stdin!),
    );
    for (const method of ['window/logMessage', 'window/showMessage']) {
      this.connection.onNotification(method, ({ message }: { message: string }) => {
        this.#said += `${message}\n`;
      });
    }
    this.connection.onNotification(PublishDiagnosticsNotification.type, ({ uri, diagnostics, version }) => {
      this.published.set(uri, { diagnostics, version });
    });
  }

  static async start(versions: Versions, options: EditorOptions = {}): Promise<Editor> {
    const folder = await realpath(await mkdtemp(join(tmpdir(), 'timeferry-server-')));
    await writeVersions(folder, versions, options.settings === undefined ? { past: 'dir:../past' } : options.settings);
    const editor = new Editor(folder);
    editor.connection.listen();
    editor.initialized = await editor.connection.sendRequest(InitializeRequest.type, {
      processId: process.pid,
      rootUri: null,
      workspaceFolders: [{ uri: pathToFileURL(folder).href, name: 'workspace' }],
      capabilities: options.capabilities ?? {},
      initializationOptions: options.initializationOptions,
    });
    await editor.connection.sendNotification(InitializedNotification.type, {});
    return editor;
  }

  uri(file: string): string {
    return pathToFileURL(join(this.folder, file)).href;
  }

  read(file: string): Promise<string> {
    return readFile(join(this.folder, file), 'utf8');
  }

  /** Opens a document with the file's text, or another one that is not saved. */
  async open(file: string, text?: string): Promise<void> {
    const document = {
      uri: this.uri(file),
      languageId: 'typescript',
      version: 1,
      text: text ?? (await this.read(file)),
    };
    this.#versions.set(file, 1);
    await this.connection.sendNotification(DidOpenTextDocumentNotification.type, { textDocument: document });
  }

  /** Replaces the text of an open document, unsaved. Gives the document's version. */
  async change(file: string, text: string): Promise<number> {
    const version = this.#versions.get(file)! + 1;
    this.#versions.set(file, version);
    await this.connection.sendNotification(DidChangeTextDocumentNotification.type, {
      textDocument: { uri: this.uri(file), version },
      contentChanges: [{ text }],
    });
    return version;
  }

  async close(file: string): Promise<void> {
    await this.connection.sendNotification(DidCloseTextDocumentNotification.type, {
      textDocument: { uri: this.uri(file) },
    });
  }

  diagnostics(file: string): Diagnostic[] {
    return this.published.get(this.uri(file))?.diagnostics ?? [];
  }

  /** Waits until the diagnostics of a file are as wanted; the error says what they are. */
  async until(file: string, wanted: (diagnostics: Diagnostic[]) => boolean): Promise<Diagnostic[]> {
    const start = Date.now();
    while (!this.published.has(this.uri(file)) || !wanted(this.diagnostics(file))) {
      if (Date.now() - start > PATIENCE_MS) {
        throw new Error(
          `Waited in vain; ${file} has ${JSON.stringify(this.diagnostics(file), null, 1)}\n${this.#said}`,
        );
      }
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    return this.diagnostics(file);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    // A server that has crashed answers nothing any more.
    await Promise.race([this.connection.sendRequest(ShutdownRequest.type), this.#exit]);
    if (this.#server.exitCode === null) await this.connection.sendNotification(ExitNotification.type);
    const code = await this.#exit;
    this.connection.dispose();
    await rm(this.folder, { recursive: true, force: true });
    if (code !== 0) throw new Error(`The server ended with exit code ${code}: ${this.#said}`);
  }
}

/** Where a text first stands in another one, or `offset` characters into it. */
export function positionOf(text: string, wanted: string, offset = 0): Position {
  const at = text.indexOf(wanted);
  if (at < 0) throw new Error(`"${wanted}" is not in the text.`);
  const before = text.slice(0, at + offset).split('\n');
  return { line: before.length - 1, character: before.at(-1)!.length };
}

/** Diagnostics about the field or type of this name. */
export function about(name: string): (diagnostic: Diagnostic) => boolean {
  return ({ message }) => String(message).startsWith(name);
}

/** The text that a diagnostic underlines, or a location names. */
export function marked(text: string, { range }: { readonly range: Range }): string {
  return text.split('\n')[range.start.line]!.slice(range.start.character, range.end.character);
}

/** A text after edits. */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  const offset = ({ line, character }: Position) =>
    text
      .split('\n')
      .slice(0, line)
      .reduce((sum, each) => sum + each.length + 1, 0) + character;
  return [...edits]
    .sort((a, b) => offset(b.range.start) - offset(a.range.start))
    .reduce(
      (result, { range, newText }) => result.slice(0, offset(range.start)) + newText + result.slice(offset(range.end)),
      text,
    );
}

async function writeVersions(
  folder: string,
  versions: Versions,
  settings: Record<string, unknown> | null,
): Promise<void> {
  const files: Record<string, string> = {};
  for (const version of ['past', 'future'] as const) {
    files[`${version}/package.json`] = '{ "name": "program", "type": "module" }';
    files[`${version}/tsconfig.json`] = TSCONFIG;
    for (const [file, text] of Object.entries(versions[version])) files[`${version}/${file}`] = text;
  }
  if (settings !== null) files['future/timeferry.json'] = JSON.stringify(settings);
  Object.assign(files, versions.others);
  for (const [file, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, file)), { recursive: true });
    await writeFile(join(folder, file), text);
  }
}
