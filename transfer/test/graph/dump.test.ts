import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { capture } from '../../src/agents/capture.ts';
import { readCapture } from '../../src/capture-file.ts';
import { writeDump } from '../../src/dump-files.ts';
import { handMade } from './programs.ts';

class Point {
  x = -0;
}

interface Dump {
  readonly roots: Record<string, unknown>;
  readonly objects: Record<string, Record<string, unknown>>;
}

async function dump(variables: Record<string, unknown>): Promise<Dump> {
  const folder = await mkdtemp(join(tmpdir(), 'ferry-test-'));
  try {
    const program = handMade({ variables, callables: { Point } });
    capture(program, { file: join(folder, 'capture'), roots: [...program.roots.keys(), 'm.ts#absent'] });
    await writeDump(join(folder, 'out'), 'past', await readCapture(join(folder, 'capture')));
    return JSON.parse(await readFile(join(folder, 'out', 'past.json'), 'utf8')) as Dump;
  } finally {
    await rm(folder, { recursive: true });
  }
}

it('tells apart what JSON alone does not', async () => {
  // biome-ignore lint/suspicious/noSparseArray: that is what is tested
  const list = [-0, Number.NaN, undefined, , null, 7n, 'text', true];
  const { roots, objects } = await dump({ list, text: 'x', nothing: undefined });
  expect(roots).toEqual({
    'm.ts#list': { $ref: 0 },
    'm.ts#text': 'x',
    'm.ts#nothing': { $undefined: true },
    'm.ts#absent': { $hole: true },
  });
  expect(objects['0']).toEqual({
    kind: 'array',
    class: 'Array',
    elements: [
      { $number: '-0' },
      { $number: 'NaN' },
      { $undefined: true },
      { $hole: true },
      null,
      { $bigint: '7' },
      'text',
      true,
    ],
  });
});

it('names kinds and classes, and shows sharing and cycles by number', async () => {
  const shared = new Point();
  const ring: Record<string, unknown> = { shared, when: new Date(0), map: new Map([[shared, 1]]), set: new Set(['a']) };
  ring['self'] = ring;
  const { objects } = await dump({ ring });
  expect(objects).toEqual({
    0: {
      kind: 'object',
      class: 'Object',
      fields: { shared: { $ref: 1 }, when: { $ref: 2 }, map: { $ref: 3 }, set: { $ref: 4 }, self: { $ref: 0 } },
    },
    1: { kind: 'object', class: 'm.ts#Point', fields: { x: { $number: '-0' } } },
    2: { kind: 'date', class: 'Date', time: 0, iso: '1970-01-01T00:00:00.000Z' },
    3: { kind: 'map', class: 'Map', entries: [[{ $ref: 1 }, 1]] },
    4: { kind: 'set', class: 'Set', values: ['a'] },
  });
});
