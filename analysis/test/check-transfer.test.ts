import { expect, test } from 'vitest';
import { retyped, TwoVersions } from './generate/two-versions.ts';

const source = (type: string) => ({
  'src/a.ts': `export interface Box { n: ${type} }\nexport const boxes: Box[] = [];`,
});
const versions = new TwoVersions(source('number'), source('bigint'), {
  'Box.n': retyped({ kind: 'scalar', from: 'number', to: 'bigint' }),
});
const { files } = versions.generate();
const text = files.get('src/a.ts')!;

function problemsWith(changed: string) {
  return versions.check(new Map([...files, ['src/a.ts', changed]]));
}

test('a mapper that fits both versions has no problem', () => {
  expect(versions.check(files)).toEqual([]);
});

test('a value of the wrong type is reported where it is assigned, in either direction', () => {
  const line = (changed: string, part: string) => changed.split('\n').findIndex((each) => each.includes(part)) + 1;
  const forward = text.replace('BigInt(past.n)', 'past.n');
  expect(problemsWith(forward)).toEqual([
    {
      file: 'src/a.ts',
      line: line(forward, 'future.n = past.n'),
      column: expect.any(Number),
      message: "Type 'number' is not assignable to type 'bigint'.",
      code: 2322,
    },
  ]);
  const backward = text.replace('= Number(future.n)', '= future.n');
  expect(problemsWith(backward)).toMatchObject([{ line: line(backward, 'past.n = future.n'), code: 2322 }]);
});

test('a field that a version does not have is reported', () => {
  expect(problemsWith(text.replace('future.n = ', 'future.m = '))).toMatchObject([
    { message: "Property 'm' does not exist on type 'Writable<Box>'." },
  ]);
});

test('a module that a version does not have is named', () => {
  expect(problemsWith(text.replace('past/src/a.js', 'past/src/b.js'))[0]).toMatchObject({
    message: 'The past version has no module src/b.js; adapt the import or generate the mapper anew.',
  });
});

test('broken text is reported, not thrown', () => {
  expect(problemsWith(`${text}\nexport const = {`)).not.toEqual([]);
});
