import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { CancellationTokenSource, type InitializeParams, LSPErrorCodes } from 'vscode-languageserver-protocol/node';
import { AnalysisProcess } from '../src/analysis-process.ts';

/** A process that can be made to fail, and that says what it was told. */
const SCRIPT = `
const told = [];
const params = { uri: 'file:///a.ts', diagnostics: [{}] };
process.send({ jsonrpc: '2.0', method: 'textDocument/publishDiagnostics', params });
process.on('message', ({ id, method, params }) => {
  if (method === 'throw') process.exit(1);
  if (method === 'kill') process.kill(process.pid, 'SIGKILL');
  if (method === 'hang') for (;;);
  // As V8 does once the heap is full.
  if (method === 'exhaust') process.abort();
  if (method === 'told') process.send({ jsonrpc: '2.0', id, result: told });
  else told.push([method, params]);
});
process.on('disconnect', () => process.exit());
`;
const INITIALIZE = { processId: null, rootUri: null, capabilities: {} } satisfies InitializeParams;
const NEVER = new CancellationTokenSource().token;
const uri = 'file:///a.ts';

let folder: string;
let script: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'timeferry-analysis-'));
  script = join(folder, 'script.cjs');
  await writeFile(script, SCRIPT);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** The process, and what reaches the editor. */
function start() {
  const warnings: string[] = [];
  const marks: number[] = [];
  const editor = {
    request: () => Promise.resolve(null),
    notify: (_method: string, params: unknown) =>
      void marks.push((params as { diagnostics: unknown[] }).diagnostics.length),
    warn: (message: string) => void warnings.push(message),
  };
  const analysis = new AnalysisProcess(editor, INITIALIZE, script);
  return { analysis, warnings, marks, [Symbol.asyncDispose]: () => analysis.stop() };
}

test.each([
  ['throw', 'it ended with exit code 1'],
  ['kill', 'it was ended by SIGKILL'],
  ['exhaust', 'it ran out of memory'],
])('a process that fails (%s) is started again where the editor is', async (method, reason) => {
  await using started = start();
  const { analysis, warnings, marks } = started;
  analysis.notify('initialized', {});
  analysis.notify('textDocument/didOpen', { textDocument: { uri, languageId: 'typescript', version: 1, text: 'one' } });
  const end = { line: 0, character: 3 };
  const contentChanges = [{ range: { start: end, end }, text: ' two' }];
  analysis.notify('textDocument/didChange', { textDocument: { uri, version: 2 }, contentChanges });
  analysis.notify('textDocument/didOpen', { textDocument: { uri: 'file:///b.ts', version: 1, text: '' } });
  analysis.notify('textDocument/didClose', { textDocument: { uri: 'file:///b.ts' } });
  const lost = analysis.request(method, {}, NEVER);
  await expect(lost).rejects.toMatchObject({ code: LSPErrorCodes.ServerCancelled });
  expect(await analysis.request('told', {}, NEVER)).toEqual([
    ['initialize', INITIALIZE],
    ['initialized', {}],
    ['textDocument/didOpen', { textDocument: { uri, languageId: 'typescript', version: 2, text: 'one two' } }],
  ]);
  expect(warnings).toEqual([`Timeferry's analysis has failed (${reason}) and was started again.`]);
  expect(marks).toEqual([1, 0, 1]);
});

test('a process that fails twice stays off, and takes its marks with it', async () => {
  await using started = start();
  const { analysis, warnings, marks } = started;
  await expect(analysis.request('throw', {}, NEVER)).rejects.toThrow('started again');
  await analysis.request('told', {}, NEVER);
  await expect(analysis.request('throw', {}, NEVER)).rejects.toThrow();
  await expect(analysis.request('told', {}, NEVER)).rejects.toMatchObject({ code: LSPErrorCodes.RequestFailed });
  expect(warnings.at(-1)).toMatch(/failed again \(it ended with exit code 1\); it stays off/);
  expect(marks.at(-1)).toBe(0);
});

test('a request is taken back, and the process ended, while it does not listen', async () => {
  await using started = start();
  const source = new CancellationTokenSource();
  const asked = started.analysis.request('hang', {}, source.token);
  await started.analysis.request('told', {}, cancelledSoon()).catch(() => {});
  source.cancel();
  await expect(asked).rejects.toMatchObject({ code: LSPErrorCodes.RequestCancelled });
});

function cancelledSoon() {
  const source = new CancellationTokenSource();
  setTimeout(() => source.cancel(), 50);
  return source.token;
}
