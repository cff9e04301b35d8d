import { expect, test } from 'vitest';
import { load, TestFerry, TwoVersions } from './two-versions.ts';

const source = (type: string, value: string) => ({
  'src/app.ts': `export const key: unique symbol = Symbol('key');
export const fresh: unique symbol = Symbol('fresh');
export class Box {
  private [key]: ${type} = ${value};
  [Symbol.isConcatSpreadable]: ${type} = ${value};
  private [Symbol.species]?: ${type};
  'a-b': ${type} = ${value};
  0: ${type} = ${value};
  'it''s': ${type} = ${value};
  'größe': ${type} = ${value};
  '': ${type} = ${value};
  constructor() {}${type === 'bigint' ? '\n  [fresh] = 1;' : ''}
}
interface Hidden { [Symbol.species]: ${type}; 1.5: ${type} }
export const box = new Box();
export const hidden: Hidden[] = [];`.replace("''", "\\'"),
});

const versions = new TwoVersions(source('number', '1'), source('bigint', '1n'), null);
const { files } = versions.generate();
const text = files.get('src/app.ts')!;

test('only what stands under a symbol of the program is left to write', () => {
  const problems = versions.check(files);
  expect(
    problems.map((problem) => problem.message),
    text,
  ).toEqual(Array(2).fill(expect.stringContaining('is not written yet')));
  expect(text.match(/TODO_\w+/g)).toEqual(['TODO_key', 'TODO_key']);
  expect(versions.generate(files).files.get('src/app.ts')).toBe(text);
});

test('fields whose names are no identifiers, and well-known symbols, go there and back', () => {
  const { box } = load('src/app.ts', text.replaceAll('TODO_key;', ''));
  const before = { [Symbol.isConcatSpreadable]: 1, [Symbol.species]: 2, 'a-b': 3, 0: 4, "it's": 5, größe: 6, '': 7 };
  const there = {};
  const back = {};
  box!.forward(before, there, new TestFerry());
  expect(there).toMatchObject({ [Symbol.isConcatSpreadable]: 1n, [Symbol.species]: 2n, 'a-b': 3n, 0: 4n, '': 7n });
  box!.backward(there, back, new TestFerry());
  expect(back).toEqual(before);
});
