import { expect, test } from 'vitest';
import { DiagnosticSeverity, DocumentDiagnosticRequest } from 'vscode-languageserver-protocol/node';
import { about, Editor, marked, positionOf } from './editor.ts';
import { MODEL, VERSIONS } from './fixture.ts';

const FUTURE = VERSIONS.future['src/model.ts']!;
const some = (diagnostics: readonly unknown[]) => diagnostics.length > 0;

test('marks each changed field with its verdict, and points at the past declaration', async () => {
  await using editor = await Editor.start(VERSIONS);
  await editor.open(MODEL);
  const diagnostics = await editor.until(MODEL, some);
  const marks = diagnostics.map((each) => [marked(FUTURE, each), each.code, each.severity, each.source]);
  expect(marks).toContainEqual(['expires', 'lossy', DiagnosticSeverity.Information, 'timeferry']);
  expect(marks).toContainEqual(['level', 'auto', DiagnosticSeverity.Hint, 'timeferry']);
  expect(marks).toContainEqual(['email', 'choose', DiagnosticSeverity.Warning, 'timeferry']);
  expect(marks).toContainEqual(['owner', 'manual', DiagnosticSeverity.Warning, 'timeferry']);
  expect(marks).not.toContainEqual(expect.arrayContaining(['id']));
  // What is gone is shown at the type's name.
  const gone = diagnostics.find(about('flags'))!;
  expect([marked(FUTURE, gone), gone.code]).toEqual(['Session', 'lossy']);

  const expires = diagnostics.find((each) => marked(FUTURE, each) === 'expires')!;
  expect(expires.message).toMatch(/^expires: number is now bigint\. ./);
  const [related] = expires.relatedInformation!;
  expect(related!.location.uri).toBe(editor.uri('past/src/model.ts'));
  expect(related!.location.range.start).toEqual(positionOf(VERSIONS.past['src/model.ts']!, 'expires'));
  expect(related!.message).toContain('expires: number');
});

test('follows unsaved edits, and says which version of the document it speaks of', async () => {
  await using editor = await Editor.start(VERSIONS);
  await editor.open(MODEL);
  await editor.until(MODEL, some);
  const version = await editor.change(MODEL, FUTURE.replace('expires: bigint', 'expires: number'));
  await editor.until(MODEL, (found) => !found.some(about('expires')));
  expect(editor.published.get(editor.uri(MODEL))!.version).toBe(version);
  expect(await editor.read(MODEL)).toBe(FUTURE);

  await editor.change(MODEL, `// A line more.\n${FUTURE}`);
  const again = await editor.until(MODEL, (found) => found.some(about('expires')));
  expect(again.find(about('expires'))!.range.start.line).toBe(4);
});

test('only the last of many quick edits is judged', async () => {
  await using editor = await Editor.start(VERSIONS);
  await editor.open(MODEL);
  await editor.until(MODEL, some);
  for (const type of ['b', 'bi', 'bigin', 'string']) await editor.change(MODEL, FUTURE.replace('bigint', type));
  const last = await editor.change(MODEL, FUTURE.replace('bigint', 'boolean'));
  await editor.until(MODEL, (found) => found.some(about('expires: number is now boolean')));
  expect(editor.published.get(editor.uri(MODEL))!.version).toBe(last);
});

test('a syntax error hides nothing that can be read, and makes nothing seem gone', async () => {
  await using editor = await Editor.start(VERSIONS);
  await editor.open(MODEL);
  await editor.until(MODEL, some);
  const broken = FUTURE.replace('  id: string;\n', '')
    .replace('level: 1 | 2 | 3;', 'level: 1 |')
    .replace('owner:', 'own');
  await editor.change(MODEL, broken);
  const found = await editor.until(MODEL, (all) => !all.some(about('owner')));
  expect(found.some((each) => marked(broken, each) === 'expires' && each.code === 'lossy')).toBe(true);
  expect(found.some(({ message }) => String(message).includes('is gone'))).toBe(false);
  const unread = found.find(({ code }) => code === 'unread')!;
  expect(unread.range.start.line).toBe(positionOf(broken, 'level: 1 |').line + 1);
  expect(unread.message).toMatch(/^The state declared around here may be missing from the comparison: ./);
  await editor.change(MODEL, FUTURE);
  await editor.until(MODEL, (all) => all.some(about('flags')));
});

test('says what could not be read of the past version, and of the configurations', async () => {
  const past = { ...VERSIONS.past, 'src/model.ts': `${VERSIONS.past['src/model.ts']!}export const = 1;\n` };
  const tsconfig = '{ "compilerOptions": { "strict": "maybe", "types": [] }, "include": ["src"] }';
  const others = { 'future/tsconfig.json': tsconfig };
  await using editor = await Editor.start({ ...VERSIONS, past, others });
  await editor.open(MODEL);
  const found = await editor.until(MODEL, some);
  expect(found.find(({ code }) => code === 'unread')!.message).toMatch(
    /^The past version of this file cannot be read whole \(line 9: ./,
  );
  expect(found.some(about('expires'))).toBe(true);
  const [configuration] = await editor.until('future/timeferry.json', some);
  expect(configuration!.message).toMatch(/^In the future version: .*strict/);
});

test('a closed document has no marks, and what is not a file of the program never has', async () => {
  await using editor = await Editor.start({ ...VERSIONS, others: { 'loose/notes.ts': 'export let a = 1;\n' } });
  await editor.open('loose/notes.ts');
  await editor.open('past/src/model.ts');
  await editor.open(MODEL);
  await editor.until(MODEL, some);
  expect(editor.published.has(editor.uri('loose/notes.ts'))).toBe(false);
  expect(editor.diagnostics('past/src/model.ts')).toEqual([]);
  await editor.close(MODEL);
  await editor.until(MODEL, (found) => found.length === 0);
});

test('an editor can ask for the diagnostics instead', async () => {
  await using editor = await Editor.start(VERSIONS, { initializationOptions: { diagnostics: 'pull' } });
  expect(editor.initialized.capabilities.diagnosticProvider).toBeDefined();
  await editor.open(MODEL);
  const report = await editor.connection.sendRequest(DocumentDiagnosticRequest.type, {
    textDocument: { uri: editor.uri(MODEL) },
  });
  expect(report.kind).toBe('full');
  expect('items' in report && report.items.map(({ code }) => code)).toContain('lossy');
  expect(editor.published.size).toBe(0);
});

test('says at timeferry.json why the versions cannot be compared', async () => {
  await using editor = await Editor.start(VERSIONS, { settings: { past: 'dir:../nowhere' } });
  await editor.open(MODEL);
  const [found] = await editor.until('future/timeferry.json', some);
  expect(found!.message).toMatch(/^There is no folder .*nowhere/);
  expect(editor.diagnostics(MODEL)).toEqual([]);
});

test("the editor's own setting for the past version goes before timeferry.json", async () => {
  await using editor = await Editor.start(VERSIONS, {
    settings: { past: 'dir:../nowhere' },
    initializationOptions: { past: 'dir:../past' },
  });
  await editor.open(MODEL);
  await editor.until(MODEL, some);
});

test('the entry of timeferry.json limits what is state', async () => {
  const other = 'export const count = { now: 0 };\n';
  const versions = {
    past: { ...VERSIONS.past, 'src/other.ts': other },
    future: { ...VERSIONS.future, 'src/other.ts': other.replace('0', "''") },
  };
  await using editor = await Editor.start(versions, { settings: { past: 'dir:../past', entry: ['src/other.ts'] } });
  await editor.open(MODEL);
  await editor.open('future/src/other.ts');
  await editor.until('future/src/other.ts', some);
  expect(editor.diagnostics(MODEL)).toEqual([]);
});
