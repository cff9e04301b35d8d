import { type ExtensionContext, workspace } from 'vscode';
import {
  LanguageClient,
  type LanguageClientOptions,
  type ServerOptions,
  TransportKind,
} from 'vscode-languageclient/node';

const LANGUAGES = ['typescript', 'typescriptreact', 'javascript', 'javascriptreact'];

/** The client of the language server in `dist`; not started yet. */
export function createLanguageClient(context: ExtensionContext): LanguageClient {
  const module = context.asAbsolutePath('dist/server.cjs');
  const inspectPort = process.env['TIMEFERRY_SERVER_INSPECT'];
  const debug = inspectPort === undefined ? [] : [`--inspect=127.0.0.1:${inspectPort}`];
  const server: ServerOptions = { module, transport: TransportKind.ipc, options: { execArgv: debug } };
  const options: LanguageClientOptions = {
    documentSelector: [
      ...LANGUAGES.map((language) => ({ scheme: 'file', language })),
      { scheme: 'file', pattern: '**/timeferry.json' },
    ],
    initializationOptions: { past: workspace.getConfiguration('timeferry').get<string>('past') },
    synchronize: { configurationSection: 'timeferry' },
  };
  return new LanguageClient('timeferry', 'Timeferry', server, options);
}
