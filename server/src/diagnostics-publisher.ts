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
  readonly #published = new Set<string>();
  readonly #pulled: boolean;
  readonly #refreshes: boolean;

  constructor(connection: Connection, documents: OpenDocuments, options: PublisherOptions) {
    this.#connection = connection;
    this.#documents = documents;
    this.#pulled = options.pulled;
    this.#refreshes = options.refreshes;
    this.#diagnosticsOf = options.diagnosticsOf;
  }

  /** Sends anew for these files, and for all that have something on show. */
  publish(files: Iterable<string>): void {
    for (const file of new Set([...files, ...this.#published])) this.#send(file);
    if (this.#pulled && this.#refreshes) this.#connection.languages.diagnostics.refresh();
  }

  #send(file: string): void {
    const document = this.#documents.get(file);
    const diagnostics = this.#pulled && document ? [] : [...this.#diagnosticsOf(file)];
    if (diagnostics.length > 0) this.#published.add(file);
    else if (!this.#published.delete(file)) return;
    void this.#connection.sendDiagnostics({
      uri: document?.uri ?? pathToFileURL(file).href,
      diagnostics,
      ...(document && { version: document.version }),
    });
  }
}
