import { pathToFileURL } from 'node:url';
import type { Connection, Diagnostic } from 'vscode-languageserver';
import type { OpenDocuments } from './open-documents.ts';

export interface PublisherOptions {
  /** The editor asks for the diagnostics of open documents; only what it cannot ask for is sent. */
  readonly pulled: boolean;
  /** It asks again when it is told to. */
  readonly refreshes: boolean;
  /** All diagnostics of a file, by its absolute path. */
  diagnosticsOf(file: string): readonly Diagnostic[];
}

/** Sends each file's diagnostics, all its sources together, whenever one of them may have changed. */
export class DiagnosticsPublisher {
  readonly #connection: Connection;
  readonly #documents: OpenDocuments;
  readonly #diagnosticsOf: (file: string) => readonly Diagnostic[];
  /** What each file shows, and for which version of it. */
  readonly #published = new Map<string, string>();
  readonly #pulled: boolean;
  readonly #refreshes: boolean;

  constructor(connection: Connection, documents: OpenDocuments, options: PublisherOptions) {
    this.#connection = connection;
    this.#documents = documents;
    this.#pulled = options.pulled;
    this.#refreshes = options.refreshes;
    this.#diagnosticsOf = options.diagnosticsOf;
  }

  /**
   * Sends for these files, and for all that have something on show, what is not on show yet. An open document is told also
   * that there is nothing to say of its version.
   */
  publish(files: Iterable<string>): void {
    for (const file of new Set([...files, ...this.#published.keys()])) this.#send(file);
    if (this.#pulled && this.#refreshes) this.#connection.languages.diagnostics.refresh();
  }

  #send(file: string): void {
    const document = this.#documents.get(file);
    const known = this.#published.get(file);
    if (this.#pulled && document && known === undefined) return;
    const diagnostics = this.#pulled && document ? [] : [...this.#diagnosticsOf(file)];
    if (diagnostics.length === 0 && !document && known === undefined) return;
    const shown = JSON.stringify([document?.version, diagnostics]);
    if (shown === known) return;
    if (diagnostics.length > 0 || document) this.#published.set(file, shown);
    else this.#published.delete(file);
    void this.#connection.sendDiagnostics({
      uri: document?.uri ?? pathToFileURL(file).href,
      diagnostics,
      ...(document && { version: document.version }),
    });
  }
}
