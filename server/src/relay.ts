import {
  type Connection,
  type InitializeParams,
  LSPErrorCodes,
  ResponseError,
  type WorkspaceFoldersChangeEvent,
} from 'vscode-languageserver';
import { AnalysisProcess } from './analysis-process.ts';
import { capabilitiesFor, readInitialization } from './initialization.ts';
import { registerWatchers } from './register-watchers.ts';

/**
 * Joins an editor and the process that analyses for it: what either says goes to the other. Nothing here takes long, so the
 * editor is heard at any time: a request that it takes back is answered at once, whatever the analysis is at.
 */
export function relay(connection: Connection): void {
  let analysis: AnalysisProcess | null = null;
  const running = (): AnalysisProcess => {
    if (analysis === null) throw new ResponseError(LSPErrorCodes.ServerCancelled, 'The server has been shut down.');
    return analysis;
  };

  connection.onInitialize((params: InitializeParams) => {
    const initialization = readInitialization(params);
    analysis = new AnalysisProcess(
      {
        request: (method, given, token) => connection.sendRequest(method, given, token),
        notify: (method, given) => void connection.sendNotification(method, given as object),
        warn: (message) => connection.window.showWarningMessage(message),
      },
      params,
    );
    connection.onInitialized(() => {
      analysis?.notify('initialized', {});
      if (initialization.watchesFiles) registerWatchers(connection);
      if (initialization.changesFolders) connection.workspace.onDidChangeWorkspaceFolders(foldersChanged);
    });
    return { capabilities: capabilitiesFor(initialization), serverInfo: { name: 'timeferry' } };
  });
  // The library follows the folders itself, so that the handler for everything is not told.
  const foldersChanged = (event: WorkspaceFoldersChangeEvent) =>
    analysis?.notify('workspace/didChangeWorkspaceFolders', { event });

  connection.onRequest((method, params, token) => running().request(method, params, token));
  connection.onNotification((method, params) => analysis?.notify(method, params));
  connection.onShutdown(async () => {
    await analysis?.stop();
    analysis = null;
  });
  connection.listen();
}
