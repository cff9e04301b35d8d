import { expect } from 'vitest';
import type { LiveCase } from '../../live-case.ts';

const manifest = (name: string, version: string, main: string) =>
  JSON.stringify({ name, version, type: 'module', main, types: 'index.d.ts' });

const types = `export class Box { constructor(label: string); label: string; open(): number; readonly opened: number; }
export interface Crate { readonly box: Box }
export function pack(box: Box): Crate;`;

/** Two releases of one package; the later one has its code in another file. */
const box = (opened: string) => `export class Box {
  #opened = ${opened};
  constructor(label) { this.label = label; }
  open() { return this.#opened += 1; }
  get opened() { return this.#opened; }
}
class Crate {
  constructor(box) { this.box = box; }
}
export const pack = (box) => Object.freeze(new Crate(box));
`;

/** Has a copy of its own of the other package, of a release long ago. */
const shelf = {
  'shelf/package.json': manifest('shelf', '1.0.0', 'index.js'),
  'shelf/index.d.ts': 'export class Shelf { put(label: string): void }',
  'shelf/index.js': `import { Box } from 'box';
export class Shelf {
  items = [];
  put(label) { const box = new Box(label); box.close(); this.items.push(box); }
}`,
  'shelf/node_modules/box/package.json': manifest('box', '0.1.0', 'index.js'),
  'shelf/node_modules/box/index.js': `export class Box {
  #closed = 0;
  constructor(label) { this.name = label; }
  close() { this.#closed += 10; }
}`,
};

export const live: LiveCase = {
  kinds: ['packages', 'package-copies'],
  packages: {
    past: {
      'box/package.json': manifest('box', '1.0.0', 'index.js'),
      'box/index.d.ts': types,
      'box/index.js': box('0'),
      ...shelf,
    },
    future: {
      'box/package.json': manifest('box', '1.1.0', 'lib/main.js'),
      'box/index.d.ts': types,
      'box/lib/main.js': box('100'),
      ...shelf,
    },
  },
  drive: ['fill'],
  future: {
    boxes: [{ $class: 'Box', label: 'own', '#opened': 1 }],
    shelf: { $class: 'Shelf', items: [{ $class: 'Box', name: 'theirs', '#closed': 10 }] },
    crates: [{ $class: 'Crate', $integrity: 'frozen' }],
    packers: ['$pack'],
  },
  check(future) {
    const [crate] = future['crates'] as { box: { value: object } }[];
    expect(crate!.box.value).toBe((future['boxes'] as object[])[0]);
  },
};
