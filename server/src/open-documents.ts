import { readFileSync } from 'node:fs';
import { type Connection, TextDocuments } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { fromUri } from './from-protocol.ts';

/** The documents that the editor holds, by absolute path. Documents that are no files are not here. */
export class OpenDocuments {
  readonly #documents = new TextDocuments(TextDocument);
  readonly #byPath = new Map<string, TextDocument>();

  /** `changed` is told of every file whose text, as the program sees it, may be another one now. */
  listen(connection: Connection, changed: (file: string) => void): void {
    this.#documents.onDidChangeContent(({ document }) => {
      const file = fromUri(document.uri);
      if (file === null) return;
      this.#byPath.set(file, document);
      changed(file);
    });
    this.#documents.onDidClose(({ document }) => {
      const file = fromUri(document.uri);
      if (file === null) return;
      this.#byPath.delete(file);
      changed(file);
    });
    this.#documents.listen(connection);
  }

  get(file: string): TextDocument | undefined {
    return this.#byPath.get(file);
  }

  files(): Iterable<string> {
    return this.#byPath.keys();
  }

  /** The text of an open document, else of the file; empty where there is neither. */
  textOf(file: string): string {
    const open = this.#byPath.get(file);
    if (open !== undefined) return open.getText();
    try {
      return readFileSync(file, 'utf8');
    } catch {
      return '';
    }
  }
}
