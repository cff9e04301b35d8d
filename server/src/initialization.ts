import type { InitializeParams, ServerCapabilities } from 'vscode-languageserver';
import { CodeActionKind, TextDocumentSyncKind } from 'vscode-languageserver';
import { fromUri } from './from-protocol.ts';
import { GENERATE_COMMAND } from './generate-request.ts';

/** What the editor said when it started the server. */
export interface Initialization {
  /** Absolute paths. */
  readonly folders: readonly string[];
  readonly options: Options;
  readonly showsProgress: boolean;
  readonly watchesFiles: boolean;
  readonly showsDocuments: boolean;
  readonly changesFolders: boolean;
  /** Asks again for diagnostics when told to; matters where it asks at all. */
  readonly refreshesDiagnostics: boolean;
  /** The same for code lenses. */
  readonly refreshesLenses: boolean;
}

/** `initializationOptions`, and the editor's settings under `timeferry`. */
export interface Options {
  /** The past version, `dir:PATH` or `git:REF`; goes before `timeferry.json`. */
  readonly past?: string;
  /** `push` (default): diagnostics are sent. `pull`: the editor asks for those of open documents. */
  readonly diagnostics: 'push' | 'pull';
}

/** What a client says of itself and its workspace. */
export function readInitialization(params: InitializeParams): Initialization {
  const { capabilities, workspaceFolders, rootUri } = params;
  const uris = workspaceFolders?.map(({ uri }) => uri) ?? (rootUri ? [rootUri] : []);
  return {
    folders: uris.map(fromUri).filter((path) => path !== null),
    options: readOptions(params.initializationOptions),
    showsProgress: capabilities.window?.workDoneProgress === true,
    watchesFiles: capabilities.workspace?.didChangeWatchedFiles?.dynamicRegistration === true,
    showsDocuments: capabilities.window?.showDocument?.support === true,
    refreshesDiagnostics: capabilities.workspace?.diagnostics?.refreshSupport === true,
    refreshesLenses: capabilities.workspace?.codeLens?.refreshSupport === true,
    changesFolders: capabilities.workspace?.workspaceFolders === true,
  };
}

/** Takes what it knows of a value that anybody may have written. */
export function readOptions(given: unknown): Options {
  const { past, diagnostics } = (typeof given === 'object' && given !== null ? given : {}) as Record<string, unknown>;
  return {
    ...(typeof past === 'string' && past.trim() !== '' && { past: past.trim() }),
    diagnostics: diagnostics === 'pull' ? 'pull' : 'push',
  };
}

/** What this server offers to such a client. */
export function capabilitiesFor({ options }: Initialization): ServerCapabilities {
  return {
    textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental, save: true },
    hoverProvider: true,
    codeLensProvider: { resolveProvider: false },
    codeActionProvider: { codeActionKinds: [CodeActionKind.QuickFix] },
    executeCommandProvider: { commands: [GENERATE_COMMAND] },
    workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
    ...(options.diagnostics === 'pull' && {
      diagnosticProvider: { interFileDependencies: true, workspaceDiagnostics: false },
    }),
  };
}
