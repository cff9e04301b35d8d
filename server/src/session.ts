import { join, relative, sep } from 'node:path';
import { linkPast } from '@timeferry/project/past-place';
import { readPropertyResults } from '@timeferry/project/property-results';
import {
  type CancellationToken,
  type CodeAction,
  type CodeActionParams,
  type CodeLens,
  type CodeLensParams,
  CodeLensRefreshRequest,
  type Connection,
  type Diagnostic,
  DiagnosticSeverity,
  type DocumentDiagnosticParams,
  type DocumentDiagnosticReport,
  type Hover,
  type HoverParams,
  LSPErrorCodes,
  ResponseError,
} from 'vscode-languageserver';
import { DiagnosticsPublisher } from './diagnostics-publisher.ts';
import { codeActions } from './features/code-actions.ts';
import { transferLenses, typeLenses } from './features/code-lenses.ts';
import { generateEdit } from './features/generate.ts';
import { hover } from './features/hover.ts';
import { problemDiagnostics, settingsDiagnostics } from './features/problem-diagnostics.ts';
import { propertyDiagnostics, propertyLenses } from './features/property-marks.ts';
import { rehearsalDiagnostics } from './features/rehearsal-diagnostics.ts';
import { staleDiagnostics } from './features/stale-diagnostics.ts';
import { SOURCE, verdictDiagnostics } from './features/verdict-diagnostics.ts';
import { fromPosition, fromUri } from './from-protocol.ts';
import type { GenerateRequest } from './generate-request.ts';
import type { Initialization, Options } from './initialization.ts';
import type { OpenDocuments } from './open-documents.ts';
import { withProgress } from './progress.ts';
import type { ProjectHost } from './project-host.ts';
import { isBelow, transferFolderOf } from './project-roots.ts';
import { Projects } from './projects.ts';
import { realPath } from './real-path.ts';
import { RehearsalFindings } from './rehearsal-findings.ts';
import type { RehearsalNotification } from './rehearsal-notification.ts';
import type { Roots, Snapshot } from './snapshot.ts';
import { toUri } from './to-protocol.ts';
import { transferTexts } from './transfer-texts.ts';

/** A file of a project, as a request names it. */
interface Asked {
  readonly snapshot: Snapshot;
  /** Relative to the future version, or to the folder of the transfer modules. */
  readonly file: string;
  readonly isTransfer: boolean;
}

/** What the server does for one editor, from its start to its shutdown. */
export class Session {
  readonly projects: Projects;
  readonly #connection: Connection;
  readonly #documents: OpenDocuments;
  readonly #publisher: DiagnosticsPublisher;
  readonly #snapshots = new Map<ProjectHost, Snapshot | null>();
  readonly #failures = new Map<ProjectHost, string>();
  /** By the root of the future version: a rehearsal replaces what an earlier one of the same program found. */
  readonly #rehearsals = new Map<string, RehearsalFindings>();
  readonly #initialization: Initialization;
  #options: Options;

  constructor(connection: Connection, documents: OpenDocuments, initialization: Initialization) {
    this.#connection = connection;
    this.#documents = documents;
    this.#initialization = initialization;
    this.#options = initialization.options;
    this.#publisher = new DiagnosticsPublisher(connection, documents, {
      pulled: initialization.options.diagnostics === 'pull',
      refreshes: initialization.refreshesDiagnostics,
      diagnosticsOf: (file) => this.#diagnosticsOf(file),
    });
    this.projects = new Projects(initialization.folders, documents, () => this.#options.past, {
      updated: (host, snapshot) => this.#updated(host, snapshot),
      failed: (host, message) => this.#failed(host, message),
      loading: (_host, load) => withProgress(connection, initialization.showsProgress, load),
    });
  }

  /** Follows an edit, an opened or closed document, or a change on disk. */
  fileChanged(file: string): void {
    // The first document of a project opens it; a change on disk does not.
    if (this.#documents.get(file) !== undefined) this.projects.of(file);
    const hosts = [...this.projects.all()];
    for (const host of hosts) host.fileChanged(file);
    const moved = [...this.#rehearsals.values()].filter((findings) => findings.follow(file)).length > 0;
    // What a host judges anew is published with it, so that no mark of the text before goes out.
    if (hosts.some(({ root }) => isBelow(root, file))) return;
    if (moved || (this.#documents.get(file) && this.projects.of(file)?.isTransfer)) this.#publisher.publish([file]);
  }

  /** Shows what the last check on arbitrary values found, after there was another one. */
  propertiesChecked(): void {
    this.#publisher.publish([...this.#documents.files()].filter((file) => this.projects.of(file)?.isTransfer));
    if (this.#initialization.refreshesLenses) void this.#connection.sendRequest(CodeLensRefreshRequest.type);
  }

  setOptions(options: Options): void {
    if (options.past === this.#options.past) return;
    this.#options = options;
    this.projects.reload();
  }

  /** Shows what a rehearsal found, in place of what an earlier one of the same program did. */
  rehearsed(report: RehearsalNotification): void {
    const roots = this.#rootsOf(report);
    if (roots === null || !Array.isArray(report.mismatches)) return;
    const findings = new RehearsalFindings((file) => this.#documents.textOf(file));
    findings.replace(report, roots);
    this.#rehearsals.set(roots.future, findings);
    this.#publisher.publish(findings.all().flatMap(({ places }) => places.map(({ file }) => file)));
  }

  hover({ textDocument, position }: HoverParams, token: CancellationToken): Promise<Hover | null> {
    return this.#ask(textDocument.uri, token, ({ snapshot, file, isTransfer }) => {
      const pastText = (past: string) => this.#documents.textOf(join(snapshot.roots.past, past));
      const texts = { past: pastText, future: (future: string) => snapshot.textOf(future) };
      return isTransfer ? null : hover(snapshot, { file, ...fromPosition(position) }, texts);
    });
  }

  codeLenses({ textDocument }: CodeLensParams, token: CancellationToken): Promise<CodeLens[] | null> {
    return this.#ask(textDocument.uri, token, ({ snapshot, file, isTransfer }) => {
      if (!isTransfer) return typeLenses(snapshot, file);
      const { transfer } = snapshot.roots;
      const text = this.#documents.textOf(join(transfer, file));
      const results = readPropertyResults(transfer);
      return [...transferLenses(snapshot, file, text), ...(results ? propertyLenses(results, file, text) : [])];
    });
  }

  codeActions({ textDocument, range }: CodeActionParams, token: CancellationToken): Promise<CodeAction[] | null> {
    return this.#ask(textDocument.uri, token, ({ snapshot, file, isTransfer }) =>
      isTransfer ? [] : codeActions(snapshot, textDocument.uri, file, range),
    );
  }

  /** Writes the transfer modules that a code action asks for, and shows the first. Says in a message why it cannot. */
  async generate(request: unknown): Promise<null> {
    const { uri, scope } = request as GenerateRequest;
    const file = fromUri(uri);
    const snapshot = await (file === null ? null : this.projects.of(file))?.host.snapshot();
    const refusal = !snapshot ? 'There is no past version to generate a transfer from.' : unreadable(snapshot);
    if (!snapshot || refusal !== null) {
      this.#connection.window.showWarningMessage(refusal ?? '');
      return null;
    }
    const { edit, changed } = generateEdit(snapshot, transferTexts(snapshot.roots, this.#documents), scope);
    if (changed.length === 0) {
      this.#connection.window.showInformationMessage('The transfer modules have all of it already.');
      return null;
    }
    const { applied } = await this.#connection.workspace.applyEdit({ label: 'Generate the transfer', edit });
    if (applied) linkPast(snapshot.roots.past, snapshot.roots.transfer);
    const first = toUri(snapshot.roots.transfer, changed[0]!);
    if (applied && this.#initialization.showsDocuments) await this.#connection.window.showDocument({ uri: first });
    return null;
  }

  async pullDiagnostics(
    { textDocument }: DocumentDiagnosticParams,
    token: CancellationToken,
  ): Promise<DocumentDiagnosticReport> {
    await this.#ask(textDocument.uri, token, () => null);
    const file = fromUri(textDocument.uri);
    return { kind: 'full', items: file === null ? [] : this.#diagnosticsOf(file) };
  }

  /** Answers from a snapshot that knows every edit before the request; null for a document that is not the project's. */
  async #ask<T>(uri: string, token: CancellationToken, answer: (asked: Asked) => T): Promise<T | null> {
    const path = fromUri(uri);
    const project = path === null ? null : this.projects.of(path);
    if (path === null || project === null) return null;
    const snapshot = await project.host.snapshot();
    if (token.isCancellationRequested)
      throw new ResponseError(LSPErrorCodes.RequestCancelled, 'The request was cancelled.');
    if (snapshot === null) return null;
    const folder = project.isTransfer ? snapshot.roots.transfer : snapshot.roots.future;
    return answer({ snapshot, file: relative(folder, path).split(sep).join('/'), isTransfer: project.isTransfer });
  }

  #updated(host: ProjectHost, snapshot: Snapshot | null): void {
    this.#snapshots.set(host, snapshot);
    if (snapshot !== null) this.#failures.delete(host);
    const open = [...this.#documents.files()].filter((file) => snapshot && this.projects.of(file)?.host === host);
    this.#publisher.publish([...open, join(host.root, 'timeferry.json')]);
  }

  #failed(host: ProjectHost, message: string): void {
    this.#failures.set(host, message);
    this.#connection.console.error(message);
  }

  #rootsOf({ roots }: RehearsalNotification): Roots | null {
    const known = [...this.#snapshots.values()].find((snapshot) => snapshot !== null)?.roots ?? null;
    const given = roots?.future ? realPath(roots.future) : undefined;
    if (given === undefined || !roots) return known;
    const { transfer, past } = roots;
    return {
      future: given,
      past: past === null ? given : realPath(past),
      transfer: transfer === null ? given : realPath(transfer),
    };
  }

  #diagnosticsOf(file: string): Diagnostic[] {
    const found = [...this.#rehearsals.values()].flatMap(
      (findings) => rehearsalDiagnostics(findings.all(), (path) => this.#documents.textOf(path)).get(file) ?? [],
    );
    return [...found, ...this.#verdictsOf(file), ...this.#transferMarksOf(file), ...this.#settingsOf(file)];
  }

  /** Those of a document that is open; the problems of a whole workspace would drown what is being worked on. */
  #verdictsOf(file: string): Diagnostic[] {
    if (this.#documents.get(file) === undefined) return [];
    const project = this.projects.of(file);
    const snapshot = project && this.#snapshots.get(project.host);
    if (!snapshot || project.isTransfer) return [];
    const inside = relative(project.host.root, file).split(sep).join('/');
    return [
      ...verdictDiagnostics(snapshot, inside),
      ...staleDiagnostics(snapshot, 'future', inside),
      ...problemDiagnostics(snapshot, inside),
    ];
  }

  #transferMarksOf(file: string): Diagnostic[] {
    const project = this.#documents.get(file) && this.projects.of(file);
    if (!project?.isTransfer) return [];
    const folder = transferFolderOf(project.host.root);
    const inside = relative(folder, file).split(sep).join('/');
    const snapshot = this.#snapshots.get(project.host);
    const results = readPropertyResults(folder);
    return [
      ...(snapshot ? staleDiagnostics(snapshot, 'transfer', inside) : []),
      ...(results ? propertyDiagnostics(results, inside, this.#documents.textOf(file)) : []),
    ];
  }

  /** At `timeferry.json`, whether it is open or not: what keeps the versions from being compared, or compared whole. */
  #settingsOf(file: string): Diagnostic[] {
    const host = [...this.projects.all()].find(({ root }) => file === join(root, 'timeferry.json'));
    if (host === undefined) return [];
    const snapshot = this.#snapshots.get(host);
    const failure = this.#failures.get(host);
    const range = { start: { line: 0, character: 0 }, end: { line: 0, character: 1 } };
    return [
      ...(failure === undefined
        ? []
        : [{ range, severity: DiagnosticSeverity.Error, source: SOURCE, message: failure }]),
      ...(snapshot ? settingsDiagnostics(snapshot) : []),
    ];
  }
}

/** Why nothing can be generated for the moment; a module generated from half-read sources would lack what is there. */
function unreadable({ diff }: Snapshot): string | null {
  const fault = [...diff.past.problems, ...diff.future.problems].find(({ position }) => position !== undefined);
  if (fault?.position === undefined) return null;
  const { file, line } = fault.position;
  return `${file}, line ${line}, cannot be read (${fault.message}); correct it before generating the transfer.`;
}
