import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import {
  ApplyWorkspaceEditRequest,
  CancellationTokenSource,
  type CodeAction,
  CodeActionRequest,
  CodeLensRequest,
  ExecuteCommandRequest,
  HoverRequest,
  LSPErrorCodes,
  type MarkupContent,
  type Range,
  WorkDoneProgressCreateRequest,
  type WorkspaceEdit,
} from 'vscode-languageserver-protocol/node';
import { about, applyEdits, Editor, positionOf } from './editor.ts';
import { MODEL, VERSIONS } from './fixture.ts';

const FUTURE = VERSIONS.future['src/model.ts']!;

test('hover shows the verdict, its reason and the past declaration', async () => {
  await using editor = await Editor.start(VERSIONS);
  await editor.open(MODEL);
  const at = (position: ReturnType<typeof positionOf>) =>
    editor.connection.sendRequest(HoverRequest.type, { textDocument: { uri: editor.uri(MODEL) }, position });
  const said = ((await at(positionOf(FUTURE, 'expires', 3)))!.contents as MarkupContent).value;
  expect(said).toContain('**lossy**');
  expect(said).toContain('```typescript\nexpires: number;\n```');
  expect(said).toContain('guard');
  const type = ((await at(positionOf(FUTURE, 'Session')))!.contents as MarkupContent).value;
  expect(type).toContain('1 auto, 2 lossy, 2 choose, 1 manual');
  const renamed = ((await at(positionOf(FUTURE, 'email')))!.contents as MarkupContent).value;
  expect(renamed).toMatch(/Candidates: `mail` \(\d+ %: a similar name, the same type, nothing else fits\)/);
  expect(await at(positionOf(FUTURE, 'id:'))).toBeNull();
  expect(await at(positionOf(FUTURE, 'Milliseconds'))).toBeNull();
});

test('hover answers for an edit that was not judged yet', async () => {
  await using editor = await Editor.start(VERSIONS);
  await editor.open(MODEL);
  const text = FUTURE.replace('expires: bigint', 'expires: string');
  await editor.change(MODEL, text);
  const hover = await editor.connection.sendRequest(HoverRequest.type, {
    textDocument: { uri: editor.uri(MODEL) },
    position: positionOf(text, 'expires'),
  });
  expect((hover!.contents as MarkupContent).value).toContain('number is now string');
});

test('a request that the editor takes back is answered at once, while the analysis is busy', async () => {
  await using editor = await Editor.start(VERSIONS);
  await editor.open(MODEL);
  const source = new CancellationTokenSource();
  const request = { textDocument: { uri: editor.uri(MODEL) }, position: positionOf(FUTURE, 'expires') };
  const answer = editor.connection.sendRequest(HoverRequest.type, request, source.token);
  source.cancel();
  await expect(answer).rejects.toMatchObject({ code: LSPErrorCodes.RequestCancelled });
  expect(editor.published.size).toBe(0);
  await editor.until(MODEL, (found) => found.length > 0);
});

test('code lenses count per type', async () => {
  await using editor = await Editor.start(VERSIONS);
  await editor.open(MODEL);
  const lenses = await editor.connection.sendRequest(CodeLensRequest.type, {
    textDocument: { uri: editor.uri(MODEL) },
  });
  expect(lenses!.map(({ command, range }) => [range.start.line, command!.title])).toEqual([
    [0, '1 auto, 2 lossy, 2 choose, 1 manual'],
  ]);
});

test('a code action declares a rename, and the question is gone', async () => {
  await using editor = await Editor.start(VERSIONS);
  await editor.open(MODEL);
  const asked = (await editor.until(MODEL, (found) => found.length > 0)).find(about('email'))!;
  const action = (await actionsAt(editor, asked.range)).find(
    ({ title }) => title === 'Declare that email was mail before',
  )!;
  const changes = action.edit!.changes![editor.uri(MODEL)]!;
  const text = applyEdits(FUTURE, changes);
  expect(text).toContain('  /** @renamedFrom mail */\n  email: string;');
  await editor.change(MODEL, text);
  const settled = await editor.until(MODEL, (found) => !found.some(({ code }) => code === 'choose'));
  expect(settled.find(about('email'))!.code).toBe('auto');
});

test('the same rename can be declared at what is gone', async () => {
  await using editor = await Editor.start(VERSIONS);
  await editor.open(MODEL);
  const gone = (await editor.until(MODEL, (found) => found.length > 0)).find(about('mail'))!;
  const titles = (await actionsAt(editor, gone.range)).map(({ title }) => title);
  expect(titles).toContain('Declare that email was mail before');
});

test.each([
  ['Generate the transfer of Session.expires', ['expires'], ['level', 'owner']],
  ['Generate the transfer of Session', ['expires', 'owner'], []],
  ['Generate the transfer of everything', ['expires', 'owner'], []],
])('%s', async (title, wanted, unwanted) => {
  await using editor = await Editor.start(VERSIONS, { capabilities: { workspace: { applyEdit: true } } });
  const applied = new Promise<WorkspaceEdit>((resolve) => {
    editor.connection.onRequest(ApplyWorkspaceEditRequest.type, ({ edit }) => {
      resolve(edit);
      return { applied: true };
    });
  });
  await editor.open(MODEL);
  const expires = (await editor.until(MODEL, (found) => found.length > 0)).find(about('expires'))!;
  const { command } = (await actionsAt(editor, expires.range)).find((action) => action.title === title)!;
  await editor.connection.sendRequest(ExecuteCommandRequest.type, {
    command: command!.command,
    ...(command!.arguments && { arguments: command!.arguments }),
  });
  const edit = await applied;
  const uri = editor.uri('future/transfer/src/model.ts');
  expect(edit.documentChanges).toContainEqual(expect.objectContaining({ kind: 'create', uri }));
  const text = JSON.stringify(
    edit.documentChanges!.find((change) => 'textDocument' in change && change.textDocument.uri === uri),
  );
  for (const field of wanted) expect(text).toContain(`.${field}`);
  for (const field of unwanted) expect(text).not.toContain(`.${field}`);
});

test('a transfer module has the counts of its types', async () => {
  const module = `import type { Mapper } from '../ferry.js';
export const session = { type: 'src/model.ts#Session', law: 'lossy-forward', forward() {}, backward() {} } satisfies Mapper<unknown, unknown>;
`;
  await using editor = await Editor.start(
    { ...VERSIONS, others: { 'transfer/src/model.ts': module } },
    {
      settings: { past: 'dir:../past', transfer: '../transfer' },
    },
  );
  await editor.open('transfer/src/model.ts');
  const lenses = await editor.connection.sendRequest(CodeLensRequest.type, {
    textDocument: { uri: editor.uri('transfer/src/model.ts') },
  });
  expect(lenses!.map(({ command, range }) => [range.start.line, command!.title])).toEqual([
    [0, '1 auto, 2 lossy, 2 choose, 1 manual'],
    [1, 'Session: 1 auto, 2 lossy, 2 choose, 1 manual'],
  ]);
});

test('without any setting, the past version is what git has committed', async () => {
  await using editor = await Editor.start(VERSIONS, { settings: null });
  const git = (...args: string[]) =>
    execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@b', ...args], { cwd: join(editor.folder, 'future') });
  git('init', '--quiet');
  git('add', '.');
  git('commit', '--quiet', '--message', 'first');
  await editor.open(MODEL, FUTURE.replace('bigint', 'string'));
  const found = await editor.until(MODEL, (all) => all.length > 0);
  expect(found.map(({ message }) => message)).toEqual([expect.stringMatching(/^expires: bigint is now string/)]);
});

test('shows progress while it loads', async () => {
  await using editor = await Editor.start(VERSIONS, { capabilities: { window: { workDoneProgress: true } } });
  const steps: string[] = [];
  editor.connection.onRequest(WorkDoneProgressCreateRequest.type, () => {});
  editor.connection.onNotification('$/progress', ({ value }: { value: { kind: string; message?: string } }) => {
    steps.push(value.message ?? value.kind);
  });
  await editor.open(MODEL);
  await editor.until(MODEL, (found) => found.length > 0);
  expect(steps).toEqual(['begin', 'opening both versions', 'reading the state of both versions', 'end']);
});

function actionsAt(editor: Editor, range: Range): Promise<CodeAction[]> {
  return editor.connection.sendRequest(CodeActionRequest.type, {
    textDocument: { uri: editor.uri(MODEL) },
    range,
    context: { diagnostics: [] },
  }) as Promise<CodeAction[]>;
}
