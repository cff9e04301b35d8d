import { basename } from 'node:path';
import { type Connection, FileChangeType } from 'vscode-languageserver';
import { fromUri } from './from-protocol.ts';
import type { Initialization } from './initialization.ts';
import { isBelow } from './project-roots.ts';
import type { Session } from './session.ts';

/** Follows what changes on disk: sources that are not open, settings, commits. An editor that does not watch tells on saving. */
export function watchFiles(connection: Connection, initialization: Initialization, session: Session | null): void {
  if (session === null) return;
  connection.onDidChangeWatchedFiles(({ changes }) => {
    for (const { uri, type } of changes) {
      const file = fromUri(uri);
      if (file !== null) followChange(session, file, type === FileChangeType.Changed);
    }
  });
  connection.onDidSaveTextDocument(({ textDocument }) => {
    const file = fromUri(textDocument.uri);
    if (file !== null && isSettings(file)) followChange(session, file, true);
  });
  if (initialization.changesFolders) {
    connection.workspace.onDidChangeWorkspaceFolders(async () => {
      const folders = (await connection.workspace.getWorkspaceFolders()) ?? [];
      session.projects.setFolders(folders.map(({ uri }) => fromUri(uri)).filter((path) => path !== null));
    });
  }
}

function followChange(session: Session, file: string, isOnlyText: boolean): void {
  if (isSettings(file) || basename(file) === 'HEAD') session.projects.reload();
  else if (isOnlyText) session.fileChanged(file);
  else for (const host of session.projects.all()) if (isBelow(host.root, file)) host.reload();
}

function isSettings(file: string): boolean {
  return file.endsWith('.json');
}
