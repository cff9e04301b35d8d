import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import {
  DidChangeWatchedFilesNotification,
  FileChangeType,
  RegistrationRequest,
} from 'vscode-languageserver-protocol/node';
import { about, Editor } from './editor.ts';
import { MODEL, VERSIONS } from './fixture.ts';

const PAST = VERSIONS.past['src/model.ts']!;
const FUTURE = VERSIONS.future['src/model.ts']!;
const APP = 'future/src/app.ts';

/** Writes a file as another program would, and tells of it as the editor does. */
async function write(editor: Editor, file: string, text: string, type: FileChangeType = FileChangeType.Changed) {
  await writeFile(join(editor.folder, file), text);
  await editor.connection.sendNotification(DidChangeWatchedFilesNotification.type, {
    changes: [{ uri: editor.uri(file), type }],
  });
}

test('follows a file that changes on disk, in either version', async () => {
  await using editor = await Editor.start(VERSIONS);
  await editor.open(MODEL);
  await editor.until(MODEL, (found) => found.some(about('expires')));
  await write(editor, 'past/src/model.ts', PAST.replace('expires: number', 'expires: bigint'));
  await editor.until(MODEL, (found) => !found.some(about('expires')));
  // Nothing holds a Session any more, so none of its fields is state.
  await write(editor, APP, 'export const sessions = new Map<string, string>();\n');
  await editor.until(MODEL, (found) => found.length === 0);
});

test('an open document goes before the file on disk', async () => {
  await using editor = await Editor.start(VERSIONS);
  await editor.open(MODEL);
  await editor.until(MODEL, (found) => found.some(about('expires')));
  await write(editor, MODEL, FUTURE.replace('expires: bigint', 'expires: number'));
  await write(editor, 'past/src/model.ts', PAST.replace('level: 1 | 2', 'level: 1 | 2 | 3'));
  const found = await editor.until(MODEL, (all) => !all.some(about('level')));
  expect(found.some(about('expires'))).toBe(true);
});

test('starts to compare once timeferry.json names the past version', async () => {
  const capabilities = { workspace: { didChangeWatchedFiles: { dynamicRegistration: true } } };
  await using editor = await Editor.start(VERSIONS, { settings: null, capabilities });
  const watched: string[] = [];
  editor.connection.onRequest(RegistrationRequest.type, ({ registrations }) => {
    watched.push(JSON.stringify(registrations));
  });
  await editor.open(MODEL);
  await write(editor, 'future/timeferry.json', '{ "past": "dir:../past" }', FileChangeType.Created);
  await editor.until(MODEL, (found) => found.some(about('expires')));
  expect(watched.join()).toContain('timeferry');
});
