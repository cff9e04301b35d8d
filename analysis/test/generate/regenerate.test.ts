import { expect, test } from 'vitest';
import type { Conversion } from '../../src/conversion.ts';
import { transferOptions } from '../../src/generate/tsconfig-text.ts';
import { type Judgements, retyped, TwoVersions } from './two-versions.ts';

const TO_BIGINT: Conversion = { kind: 'scalar', from: 'number', to: 'bigint' };
const changed = retyped(TO_BIGINT);

function source(type: string, one: string): Record<string, string> {
  return {
    'src/a.ts': `export interface Box { a: ${type}; b: ${type} }
    export class Cart { private total: ${type} = ${one}; #tax: ${type} = ${one}; tax() { return this.#tax; } }
    export const boxes: Box[] = [];
    export const carts: Cart[] = [];`,
  };
}

function versions(judgements: Judgements): TwoVersions {
  return new TwoVersions(source('number', '1'), source('bigint', '1n'), judgements);
}

test('generating twice gives the same bytes', () => {
  const both = versions({ 'Box.a': changed, 'Cart.total': changed, 'Cart.#tax': changed });
  const { files } = both.generate();
  expect(both.generate().files).toEqual(files);
  const again = both.generate(files);
  expect([...again.files].toSorted()).toEqual([...files].toSorted());
  expect(again.notes).toEqual([]);
});

test('what a person wrote stays, and only what is missing is added', () => {
  const first = versions({ 'Box.a': changed }).generate().files;
  const written = first
    .get('src/a.ts')!
    .replace(
      "import type { Mapper, Writable } from '../ferry.js';",
      "import type { Mapper, Writable } from '../ferry.js'; // mine",
    )
    .replace('type * as Past from', 'type * as Before from')
    .replace('<Past.Box>', '<Before.Box>')
    .replace(
      / {4}if [^\n]*past\.a[^\n]*\n[^\n]*\n {4}\}/,
      '    // Whole cents only.\n    future.a = BigInt(Math.round(past.a));',
    );
  const both = versions({ 'Box.a': changed, 'Box.b': changed, 'Cart.total': changed });
  const { files, notes } = both.generate(new Map([...first, ['src/a.ts', written], ['notes.md', 'keep me']]));
  const text = files.get('src/a.ts')!;
  expect(written).toContain('Whole cents only');
  expect(both.check(files), text).toEqual([]);
  for (const line of written.split('\n')) expect(text.split('\n')).toContain(line);
  expect(text).toContain('future.b = BigInt(past.b)');
  expect(text).toContain('export const cart = {');
  expect(text.match(/future\.a = /g)).toHaveLength(1);
  expect(text).toContain("Before.Cart['total']");
  expect(files.get('notes.md')).toBe('keep me');
  expect(notes).toEqual([]);
  expect(both.generate(files).files.get('src/a.ts')).toBe(text);
});

test('a view gains the hidden fields that a new statement needs', () => {
  const first = versions({ 'Cart.total': changed }).generate().files;
  const text = first.get('src/a.ts')!.replace(/; '#tax': (?:number|bigint)/g, '');
  expect(text).not.toContain('#tax');
  const both = versions({ 'Cart.total': changed, 'Cart.#tax': changed });
  const { files } = both.generate(new Map([['src/a.ts', text]]));
  expect(both.check(files), files.get('src/a.ts')).toEqual([]);
  expect(files.get('src/a.ts')).toContain("future['#tax'] = BigInt(past['#tax'])");
});

test('a mapper that stands in another file is found there', () => {
  const both = versions({ 'Box.a': changed });
  const text = both.generate().files.get('src/a.ts')!.replace("'../ferry.js'", "'./ferry.js'");
  const { files } = both.generate(new Map([['mine.ts', text]]));
  expect(files.get('mine.ts')).toBe(text);
  expect(files.has('src/a.ts')).toBe(false);
});

test('a mapper that matches nothing any more is kept and reported', () => {
  const text = `export const old = { type: 'src/a.ts#Old', law: 'bijective', forward() {}, backward() {} };\n`;
  const { files, notes } = versions({}).generate(new Map([['src/old.ts', text]]));
  expect(files.get('src/old.ts')).toBe(text);
  expect(notes).toEqual(['src/old.ts: old is stale: nothing that both versions have is named src/a.ts#Old.']);
});

test('a target that is handed on whole is not added to', () => {
  const text = `import { fill } from './fill.js';
export const box = { type: 'src/a.ts#Box', law: 'bijective', forward(past, future) { fill(past, future); }, backward(future, past) { fill(future, past); } };
`;
  const { files } = versions({ 'Box.a': changed }).generate(new Map([['src/a.ts', text]]));
  expect(files.get('src/a.ts')).toBe(text);
});

test('the configuration follows the versions and keeps the rest', () => {
  const both = versions({ 'Box.a': changed });
  const mine = '{ "compilerOptions": { "noUnusedLocals": true, "paths": { "past/*": ["../old/*"] } } }';
  const config = JSON.parse(both.generate(new Map([['tsconfig.json', mine]])).files.get('tsconfig.json')!);
  expect(config.compilerOptions).toEqual({
    noUnusedLocals: true,
    paths: { 'past/*': ['../../past/*'], 'future/*': ['../*'] },
  });
  const broken = both.generate(new Map([['tsconfig.json', '{ broken']]));
  expect(broken.files.get('tsconfig.json')).toBe('{ broken');
  expect(broken.notes).toHaveLength(1);
});

test('the configuration finds ambient types as the future version does, wherever the transfer folder is', () => {
  const places = { pastRoot: '/code/past', futureRoot: '/code/app/future' };
  const roots = (out: string) => transferOptions({ ...places, out }, {})['typeRoots'];
  expect(roots('/code/app/future/transfer')).toBe(undefined);
  expect(roots('/elsewhere/transfer')).toEqual([
    '../../code/app/future/node_modules/@types',
    '../../code/app/node_modules/@types',
    '../../code/node_modules/@types',
    '../../node_modules/@types',
  ]);
});

test('the configuration is as strict as both versions are, and permits what either needs', () => {
  const places = { pastRoot: '/past', futureRoot: '/future', out: '/future/transfer' };
  expect(transferOptions(places, {})).toMatchObject({ strict: true, noEmit: true });
  const options = transferOptions(places, {
    past: { strict: false, types: ['node'], lib: ['lib.es2022.d.ts'] },
    future: { strict: true, experimentalDecorators: true, lib: ['lib.dom.d.ts'] },
  });
  expect(options).toMatchObject({
    strict: false,
    experimentalDecorators: true,
    types: ['node'],
    lib: ['dom', 'es2022', 'es2023'],
  });
});
