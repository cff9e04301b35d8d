import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type WorkspaceFolder, window } from 'vscode';

/** The future version that is being worked on: the folder with a `timeferry.json` around the active file, else the workspace folder. */
export function futureFolder(base: WorkspaceFolder): string {
  const top = base.uri.fsPath;
  const active = window.activeTextEditor?.document.uri;
  if (active?.scheme !== 'file' || !active.fsPath.startsWith(top)) return top;
  for (let folder = dirname(active.fsPath); folder.startsWith(top); folder = dirname(folder)) {
    if (existsSync(join(folder, 'timeferry.json'))) return folder;
  }
  return top;
}
