import type { InitializeParams } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';

/** A notification as the editor sent it, or could have. */
export interface Notification {
  readonly method: string;
  readonly params: unknown;
}

/** What an editor has told so far, kept short, so that it can be told again. */
export class EditorState {
  readonly initialization: InitializeParams;
  #initialized = false;
  #configuration: Notification | null = null;
  readonly #documents = new Map<string, TextDocument>();

  constructor(initialization: InitializeParams) {
    this.initialization = initialization;
  }

  /** Takes note of what a notification changes. */
  follow({ method, params }: Notification): void {
    if (method === 'initialized') this.#initialized = true;
    else if (method === 'workspace/didChangeConfiguration') this.#configuration = { method, params };
    else if (method.startsWith('textDocument/did')) this.#followDocument(method, params as DocumentChange);
  }

  /** The notifications that bring somebody else to where the editor is. */
  notifications(): Notification[] {
    return [
      ...(this.#initialized ? [{ method: 'initialized', params: {} }] : []),
      ...(this.#configuration === null ? [] : [this.#configuration]),
      ...[...this.#documents.values()].map((document) => ({
        method: 'textDocument/didOpen',
        params: {
          textDocument: {
            uri: document.uri,
            languageId: document.languageId,
            version: document.version,
            text: document.getText(),
          },
        },
      })),
    ];
  }

  #followDocument(method: string, { textDocument, contentChanges = [] }: DocumentChange): void {
    const { uri, languageId = '', version = 0, text = '' } = textDocument;
    const known = this.#documents.get(uri);
    if (method === 'textDocument/didOpen')
      this.#documents.set(uri, TextDocument.create(uri, languageId, version, text));
    else if (method === 'textDocument/didClose') this.#documents.delete(uri);
    else if (method === 'textDocument/didChange' && known) TextDocument.update(known, [...contentChanges], version);
  }
}

/** What the notifications about a document have in common. */
interface DocumentChange {
  readonly textDocument: {
    readonly uri: string;
    readonly languageId?: string;
    readonly version?: number;
    readonly text?: string;
  };
  readonly contentChanges?: Parameters<typeof TextDocument.update>[1];
}
