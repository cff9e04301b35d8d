import { expect, test } from 'vitest';
import { about, Editor, marked, type Versions } from './editor.ts';

const PACKAGE = (version: string) => JSON.stringify({ name: 'boxes', version, types: 'index.d.ts' });
const DECLARATIONS = (size: string) => `export declare class Slot<T> { value: T; size: ${size} }
export declare class Box<T> { slots: Slot<T>[]; name: string }
`;
const APP = `import { Box } from 'boxes';
export interface Shelf {
  label: string;
  boxes: Map<string, Box<number>>;
}
export const shelves: Shelf[] = [];
export const single = new Box<string>();
export class Crate extends Box<boolean> {}
export const crates: Crate[] = [];
export const names: string[] = [];
`;

function bumped(size: string): Versions {
  const files = (version: string, text: string) => ({
    'src/app.ts': APP,
    'node_modules/boxes/package.json': PACKAGE(version),
    'node_modules/boxes/index.d.ts': text,
  });
  return { past: files('1.0.0', DECLARATIONS('number')), future: files('2.0.0', DECLARATIONS(size)) };
}

test('what changed inside the objects of a dependency is marked at what holds them', async () => {
  await using editor = await Editor.start(bumped('bigint'));
  await editor.open('future/src/app.ts');
  const found = await editor.until('future/src/app.ts', (all) => all.length > 0);
  const marks = found.map((each) => [marked(APP, each), each.code]);
  expect(marks).toContainEqual(['boxes', 'lossy']);
  expect(marks).toContainEqual(['single', 'lossy']);
  expect(marks).not.toContainEqual(expect.arrayContaining(['shelves']));
  expect(marks).not.toContainEqual(expect.arrayContaining(['label']));
  expect(marks).not.toContainEqual(expect.arrayContaining(['names']));
  const { message } = found.find(about('single'))!;
  expect(message).toMatch(/holds what changed in a dependency\. Slot<string> \(boxes.*\): size: ./);
});

test('a bump that changes nothing inside them is no finding', async () => {
  await using editor = await Editor.start(bumped('number'));
  await editor.open('future/src/app.ts');
  await editor.change('future/src/app.ts', APP.replace('label: string', 'label: number'));
  const found = await editor.until('future/src/app.ts', (all) => all.some(about('label')));
  expect(found.map(({ message }) => String(message).split(':')[0])).toEqual(['label']);
});

test('what a class inherits from one of a dependency is marked at the class', async () => {
  const { past, future } = bumped('number');
  const changed = future['node_modules/boxes/index.d.ts']!.replace('name: string', 'name: number');
  await using editor = await Editor.start({ past, future: { ...future, 'node_modules/boxes/index.d.ts': changed } });
  await editor.open('future/src/app.ts');
  const found = await editor.until('future/src/app.ts', (all) => all.length > 0);
  expect(found.filter(about('name')).map((each) => marked(APP, each))).toEqual(['Crate']);
});
