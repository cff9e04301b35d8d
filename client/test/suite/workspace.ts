import { join } from 'node:path';
import {
  type Diagnostic,
  type DiagnosticSeverity,
  languages,
  Range,
  type TextDocument,
  type TextEditor,
  Uri,
  WorkspaceEdit,
  window,
  workspace,
} from 'vscode';

/** Long, since everything else may be running on the same machine. */
const PATIENCE_MS = 110_000;

/** A path in the workspace, which is a copy of the sample. */
export function pathOf(...parts: string[]): string {
  return join(workspace.workspaceFolders![0]!.uri.fsPath, ...parts);
}

export async function open(...parts: string[]): Promise<TextEditor> {
  return window.showTextDocument(await workspace.openTextDocument(Uri.file(pathOf(...parts))));
}

/** Timeferry's own diagnostics of a file. */
export function diagnosticsOf(uri: Uri): Diagnostic[] {
  return languages.getDiagnostics(uri).filter(({ source }) => source === 'timeferry');
}

/** Every diagnostic with this code, with its file. */
export function diagnosticsWith(code: string): { readonly uri: Uri; readonly diagnostic: Diagnostic }[] {
  return languages
    .getDiagnostics()
    .flatMap(([uri]) => diagnosticsOf(uri).map((diagnostic) => ({ uri, diagnostic })))
    .filter(({ diagnostic }) => diagnostic.code === code);
}

/** What is marked: the marked text, and as what. */
export function marksOf(document: TextDocument): { text: string; code: unknown; severity: DiagnosticSeverity }[] {
  return diagnosticsOf(document.uri).map(({ range, code, severity }) => ({
    text: document.getText(range),
    code,
    severity,
  }));
}

/** Replaces the whole text of a document, unsaved. */
export async function setText(document: TextDocument, text: string): Promise<void> {
  const edit = new WorkspaceEdit();
  edit.replace(document.uri, new Range(document.positionAt(0), document.positionAt(document.getText().length)), text);
  if (!(await workspace.applyEdit(edit))) throw new Error(`The editor refused to edit ${document.uri.fsPath}.`);
}

/** Waits until `look` gives something other than undefined; the error says what was seen last. */
export async function until<T>(what: string, look: () => T | undefined, seen: () => unknown = () => ''): Promise<T> {
  const start = Date.now();
  for (;;) {
    const found = look();
    if (found !== undefined) return found;
    if (Date.now() - start > PATIENCE_MS)
      throw new Error(`Waited in vain for ${what}; seen: ${JSON.stringify(seen())}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
