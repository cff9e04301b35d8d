import { type Connection, LSPErrorCodes, ResponseError } from 'vscode-languageserver';
import { GENERATE_COMMAND } from './generate-request.ts';
import { capabilitiesFor, readInitialization, readOptions } from './initialization.ts';
import { OpenDocuments } from './open-documents.ts';
import { REHEARSAL_NOTIFICATION, type RehearsalNotification } from './rehearsal-notification.ts';
import { Session } from './session.ts';
import { watchFiles } from './watch-files.ts';
import { watchPropertyResults } from './watch-property-results.ts';

/** Answers an editor over a connection. */
export function serve(connection: Connection): void {
  const documents = new OpenDocuments();
  let started: Session | null = null;
  const session = (): Session => {
    if (started === null)
      throw new ResponseError(LSPErrorCodes.ServerCancelled, 'The server was not started by an editor.');
    return started;
  };

  connection.onInitialize((params) => {
    const initialization = readInitialization(params);
    started = new Session(connection, documents, initialization);
    connection.onInitialized(() => watchFiles(connection, initialization, started));
    watchPropertyResults(() => started?.propertiesChecked());
    return { capabilities: capabilitiesFor(initialization), serverInfo: { name: 'timeferry' } };
  });
  documents.listen(connection, (file) => started?.fileChanged(file));
  connection.onDidChangeConfiguration(({ settings }) => started?.setOptions(readOptions(settings?.timeferry)));
  connection.onNotification(REHEARSAL_NOTIFICATION, (params: RehearsalNotification) => started?.rehearsed(params));

  connection.onHover((params, token) => session().hover(params, token));
  connection.onCodeLens((params, token) => session().codeLenses(params, token));
  connection.onCodeAction((params, token) => session().codeActions(params, token));
  connection.languages.diagnostics.on((params, token) => session().pullDiagnostics(params, token));
  connection.onExecuteCommand(({ command, arguments: given }) =>
    command === GENERATE_COMMAND ? session().generate(given?.[0]) : null,
  );
  connection.listen();
}
