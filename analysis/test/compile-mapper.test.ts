import { expect, test } from 'vitest';
import { compileMapper, mapperLocations } from '../src/compile-mapper.ts';

const SOURCE = `import type { Mapper } from '../ferry.js';

export const box = {
  type: 'src/a.ts#Box',
  law: 'bijective',
  forward(past, future) {
    future.a = past.a;
    if (past.b) future['#b'] = past.b;
  },
  backward: (future, past) => {
    past.a = future.a;
  },
} satisfies Mapper<any, any>;

export const helper = { type: 3 };

export const total = {
  root: 'src/a.ts#total',
  law: 'bijective',
  forward: (past: number) => past,
  backward: (future: number) => future,
};
`;

test('says where each field is filled, and where each mapper stands', () => {
  const at = (line: number, column: number) => ({ line, column });
  const box = { export: 'box', type: 'src/a.ts#Box' };
  const total = { export: 'total', type: 'src/a.ts#total', field: null };
  expect(mapperLocations(SOURCE)).toEqual([
    { ...box, direction: 'forward', field: null, ...at(6, 3) },
    { ...box, direction: 'forward', field: 'a', ...at(7, 5) },
    { ...box, direction: 'forward', field: '#b', ...at(8, 17) },
    { ...box, direction: 'backward', field: null, ...at(10, 3) },
    { ...box, direction: 'backward', field: 'a', ...at(11, 5) },
    { ...total, direction: 'forward', ...at(20, 3) },
    { ...total, direction: 'backward', ...at(21, 3) },
  ]);
});

test('gives CommonJS that runs, and a source map to the source', () => {
  const module = compileMapper('src/a.ts', SOURCE, '/transfer/src/a.ts');
  const exports: Record<string, { forward(past: object, future: object): void }> = {};
  new Function('exports', module.code)(exports);
  const future = {};
  exports['box']!.forward({ a: 1, b: 2 }, future);
  expect(future).toEqual({ a: 1, '#b': 2 });
  const map = JSON.parse(module.map);
  expect(map.version).toBe(3);
  expect(map.mappings).not.toBe('');
  expect(module.code).not.toContain('sourceMappingURL');
  expect(module.path).toBe('/transfer/src/a.ts');
});

test('text that does not parse gives what can be read of it', () => {
  expect(mapperLocations('export const box = { type: "m#T", forward(past, future) { future.a = ')).toContainEqual(
    expect.objectContaining({ export: 'box', field: 'a' }),
  );
  expect(mapperLocations('}}}')).toEqual([]);
});
