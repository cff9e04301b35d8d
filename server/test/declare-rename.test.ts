import { expect, test } from 'vitest';
import { type CodeAction, CodeActionRequest } from 'vscode-languageserver-protocol/node';
import { about, applyEdits, Editor, type Versions } from './editor.ts';

/** Applies the action of this title at what is asked about `name`, in any file, and waits until the question is settled. */
async function settle(versions: Versions, file: string, name: string, title: string): Promise<Record<string, string>> {
  await using editor = await Editor.start(versions);
  const files = Object.keys(versions.future).map((each) => `future/${each}`);
  for (const each of files) await editor.open(each);
  const asked = (await editor.until(file, (found) => found.some(about(name)))).find(about(name))!;
  expect(asked.code).toBe('choose');
  const actions = (await editor.connection.sendRequest(CodeActionRequest.type, {
    textDocument: { uri: editor.uri(file) },
    range: asked.range,
    context: { diagnostics: [asked] },
  })) as CodeAction[];
  const action = actions.find((each) => each.title === title);
  expect(action, actions.map((each) => each.title).join('; ')).toBeDefined();
  const texts: Record<string, string> = {};
  for (const each of files) {
    const edits = action!.edit!.changes![editor.uri(each)];
    if (edits === undefined) continue;
    texts[each] = applyEdits(await editor.read(each), edits);
    await editor.change(each, texts[each]);
  }
  await editor.until(file, (found) => !found.some((each) => each.code === 'choose'));
  return texts;
}

const lines = (...text: string[]) => `${text.join('\n')}\n`;
const MAP = 'new Map<string, number>();';

test('of a root, at the new one', async () => {
  const past = { 'src/app.ts': `export const visits = ${MAP}\n` };
  const future = { 'src/app.ts': `export const visitors = ${MAP}\n` };
  const texts = await settle(
    { past, future },
    'future/src/app.ts',
    'visitors',
    'Declare that visitors was visits before',
  );
  expect(texts['future/src/app.ts']).toBe(lines('/** @renamedFrom visits */', `export const visitors = ${MAP}`));
});

test('of a root that moved to another module, at the place that it is gone from', async () => {
  const other = 'export const limits = new Map<string, boolean>();\n';
  const past = { 'src/app.ts': `${other}export const visits = ${MAP}\n` };
  const future = { 'src/app.ts': other, 'src/visits.ts': `export const visits = ${MAP}\n` };
  const texts = await settle(
    { past, future },
    'future/src/app.ts',
    'visits',
    'Declare that visits was src/app.ts#visits before',
  );
  expect(texts['future/src/visits.ts']).toBe(
    lines('/** @movedFrom src/app.ts#visits */', `export const visits = ${MAP}`),
  );
});

test('of a private field', async () => {
  const app = "import { Box } from './box.js';\nexport const boxes: Box[] = [];\n";
  const box = (field: string) => lines('export class Box {', `  ${field} = 0;`, '}');
  const past = { 'src/app.ts': app, 'src/box.ts': box('private _count') };
  const future = { 'src/app.ts': app, 'src/box.ts': box('#count') };
  const texts = await settle({ past, future }, 'future/src/box.ts', '#count', 'Declare that #count was _count before');
  expect(texts['future/src/box.ts']).toBe(
    lines('export class Box {', '  /** @renamedFrom _count */', '  #count = 0;', '}'),
  );
});
