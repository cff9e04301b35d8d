import assert from 'node:assert/strict';
import { type CodeAction, type CodeLens, commands, DiagnosticSeverity, type Hover, workspace } from 'vscode';
import { describe, it } from './mocha-globals.ts';
import { diagnosticsOf, marksOf, open, setText, until } from './workspace.ts';

const TAG = /^ *\/\*\* @renamedFrom mail \*\/\r?\n/m;

describe('editing the future version', () => {
  it('marks each changed field with its verdict', async () => {
    const { document } = await open('future', 'src', 'model.ts');
    const marks = await until('marks', () => (marksOf(document).length > 3 ? marksOf(document) : undefined));
    assert.deepEqual(
      marks.find(({ text }) => text === 'tier'),
      { text: 'tier', code: 'lossy', severity: DiagnosticSeverity.Information },
    );
    const placedAt = diagnosticsOf(document.uri).find(({ range }) => document.getText(range) === 'placedAt');
    assert.match(placedAt?.relatedInformation?.[0]?.location.uri.fsPath ?? '', /past.src.model\.ts$/);
  });

  it('asks about a likely rename while it is typed, and settles it by a code action', async () => {
    const { document } = await open('future', 'src', 'model.ts');
    await setText(document, document.getText().replace(TAG, ''));
    const asked = await until('the question', () =>
      diagnosticsOf(document.uri).find(({ range, code }) => document.getText(range) === 'email' && code === 'choose'),
    );
    const actions = await commands.executeCommand<CodeAction[]>(
      'vscode.executeCodeActionProvider',
      document.uri,
      asked.range,
    );
    const declare = actions.find(({ title }) => title === 'Declare that email was mail before');
    assert.ok(declare?.edit, `offered: ${actions.map(({ title }) => title).join('; ')}`);
    await workspace.applyEdit(declare.edit);
    assert.match(document.getText(), TAG);
    await until('the answer', () => marksOf(document).find(({ text, code }) => text === 'email' && code === 'auto'));
    assert.ok(!marksOf(document).some(({ code, text }) => text === 'email' && code === 'choose'));
    await document.save();
  });

  it('shows the past declaration on hover and counts above the type', async () => {
    const { document } = await open('future', 'src', 'model.ts');
    const offset = document.getText().indexOf('placedAt');
    const hovers = await commands.executeCommand<Hover[]>(
      'vscode.executeHoverProvider',
      document.uri,
      document.positionAt(offset),
    );
    const said = hovers
      .flatMap(({ contents }) => contents.map((part) => (typeof part === 'string' ? part : part.value)))
      .join('\n');
    assert.match(said, /readonly placedAt: Date;/);
    const lenses = await commands.executeCommand<CodeLens[]>('vscode.executeCodeLensProvider', document.uri);
    const titles = lenses.map(({ command }) => command?.title ?? '');
    assert.ok(
      titles.some((title) => /\d auto, \d lossy/.test(title)),
      titles.join('; '),
    );
  });
});
