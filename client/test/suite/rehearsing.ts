import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { relative } from 'node:path';
import {
  commands,
  type DebugConfiguration,
  type DebugSession,
  type Disposable,
  debug,
  Range,
  Uri,
  ViewColumn,
  window,
  workspace,
} from 'vscode';
import { takeScreenshot } from './control.ts';
import { after, before, describe, it } from './mocha-globals.ts';
import { diagnosticsWith, pathOf, setText, until } from './workspace.ts';

interface Report {
  readonly outcome: string;
  readonly mismatches: readonly { readonly past: string; readonly reversed: string }[];
}

/** It rehearses with the sample's wrong transfer, which the suite then corrects. */
const CONFIGURATION = 'Rehearse the update with the wrong transfer';

const reports: Report[] = [];
/** What the adapter said, for the error when it never reports. */
const said: string[] = [];
const running = new Set<DebugSession>();
let listeners: Disposable[] = [];

describe('rehearsing from the editor', () => {
  before(() => {
    listeners = [
      debug.onDidReceiveDebugSessionCustomEvent(({ event, body }) => {
        if (event === 'timeferry.report') reports.push(body as Report);
      }),
      debug.registerDebugAdapterTrackerFactory('timeferry', {
        createDebugAdapterTracker: () => ({ onDidSendMessage: (message) => said.push(...wordsOf(message)) }),
      }),
      debug.onDidStartDebugSession((session) => running.add(session)),
      debug.onDidTerminateDebugSession((session) => running.delete(session)),
    ];
  });
  after(() => {
    for (const listener of listeners) listener.dispose();
  });

  it('shows what the wrong mapper breaks, at the field and at the mapper', async () => {
    const report = await rehearse();
    assert.equal(report.outcome, 'mismatch', JSON.stringify(report));
    const found = await until(
      'both marks',
      () => {
        const marks = diagnosticsWith('mismatch');
        return marks.some(inFuture) && marks.some(inTransfer) ? marks : undefined;
      },
      () => report.mismatches,
    );
    const { past, reversed } = report.mismatches[0]!;
    for (const { diagnostic } of found) assert.match(diagnostic.message, /^Rehearsal mismatch/);
    assert.ok(found[0]!.diagnostic.message.includes(past) && found[0]!.diagnostic.message.includes(reversed));
    await until('the stop', () => debug.activeStackItem);
    await showMismatch();
    await takeScreenshot('mismatch');
    await stop();
  });

  it('takes the marks away once the mapper is edited', async () => {
    const wrong = new Set(
      diagnosticsWith('mismatch')
        .filter(inTransfer)
        .map(({ uri }) => uri.fsPath),
    );
    assert.ok(wrong.size > 0);
    for (const path of wrong) {
      const document = await workspace.openTextDocument(Uri.file(path));
      const right = readFileSync(pathOf('transfer', relative(pathOf('transfer-wrong'), path)), 'utf8');
      await setText(document, right);
      await document.save();
    }
    await until(
      'no mark',
      () => (diagnosticsWith('mismatch').length === 0 ? true : undefined),
      () => diagnosticsWith('mismatch'),
    );
  });

  it('finds nothing when it rehearses again', async () => {
    const report = await rehearse();
    assert.equal(report.outcome, 'match', JSON.stringify(report.mismatches));
    await until('the end of the session', () => (running.size === 0 ? true : undefined));
    assert.deepEqual(diagnosticsWith('mismatch'), []);
  });
});

/** Starts the sample's launch configuration, on a port that is free; gives what it reports. */
async function rehearse(): Promise<Report> {
  const configurations = workspace.getConfiguration('launch').get<DebugConfiguration[]>('configurations') ?? [];
  const configuration = configurations.find(({ name }) => name === CONFIGURATION);
  assert.ok(configuration, `launch.json has ${configurations.map(({ name }) => name).join('; ')}`);
  const port = await freePort();
  const env = { PORT: String(port) };
  const before = reports.length;
  const driver = `node ../drive.mjs ${port}`;
  const started = await debug.startDebugging(workspace.workspaceFolders![0]!, { ...configuration, env, driver });
  assert.ok(started, 'The launch configuration did not start.');
  return until(
    'the report',
    () => reports[before],
    () => said,
  );
}

function wordsOf(message: {
  event?: string;
  success?: boolean;
  message?: string;
  body?: { output?: string };
}): string[] {
  if (message.event === 'output') return [message.body?.output ?? ''];
  return message.success === false ? [message.message ?? 'a request failed'] : [];
}

/** The values beside it, the field above, the mapper with its problem below. */
async function showMismatch(): Promise<void> {
  const marks = diagnosticsWith('mismatch');
  const field = marks.find(inFuture)!;
  const [mapper] = marks
    .filter(inTransfer)
    .sort((a, b) => a.diagnostic.range.start.compareTo(b.diagnostic.range.start));
  for (const command of ['closeAllEditors', 'closeAuxiliaryBar', 'closePanel', 'editorLayoutTwoRows']) {
    await commands.executeCommand(`workbench.action.${command}`);
  }
  await commands.executeCommand('workbench.view.debug');
  await window.showTextDocument(field.uri, { viewColumn: ViewColumn.One, selection: field.diagnostic.range });
  await window.showTextDocument(mapper!.uri, {
    viewColumn: ViewColumn.Two,
    selection: startOf(mapper!.diagnostic.range),
  });
  await commands.executeCommand('editor.action.marker.next');
}

function startOf({ start }: Range): Range {
  return new Range(start, start);
}

async function stop(): Promise<void> {
  await debug.stopDebugging();
  await until('the end of the session', () => (running.size === 0 ? true : undefined));
}

function inFuture({ uri }: { readonly uri: Uri }): boolean {
  return uri.fsPath.startsWith(pathOf('future'));
}

function inTransfer({ uri }: { readonly uri: Uri }): boolean {
  return uri.fsPath.startsWith(pathOf('transfer-wrong'));
}

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const address = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('No free port.');
  return address.port;
}
