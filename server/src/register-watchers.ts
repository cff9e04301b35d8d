import { type Connection, DidChangeWatchedFilesNotification } from 'vscode-languageserver';

const SOURCES = '**/*.{ts,tsx,mts,cts,js,jsx,mjs,cjs}';
const SETTINGS = '**/{timeferry,package,tsconfig*}.json';
/** Grows with every commit and checkout, so `git:HEAD` may be another version. */
const COMMITS = '**/.git/logs/HEAD';

/** Asks the editor to tell of changes on disk: sources that are not open, settings, commits. */
export function registerWatchers(connection: Connection): void {
  const watchers = [SOURCES, SETTINGS, COMMITS].map((globPattern) => ({ globPattern }));
  void connection.client.register(DidChangeWatchedFilesNotification.type, { watchers });
}
