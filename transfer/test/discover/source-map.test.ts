import { expect, test } from 'vitest';
import { SourceMap } from '../../src/source-map.ts';

// `let total = 1;\nexport function bump() {…}` as `var t=1;function n(){…}`: lines by `;`, four or five numbers a segment.
const map = new SourceMap(
  { sources: ['a.ts', 'b.ts'], names: ['total', 'bump'], mappings: 'AAAIA,SACCC;CCDL' },
  (source) => `/somewhere/${source}`,
);

test('leads to the sources and back, also across lines and with negative steps', () => {
  expect(map.originalOf(0, 3)).toEqual({ source: '/somewhere/a.ts', line: 0, column: 4, name: 'total' });
  expect(map.originalOf(0, 12)).toMatchObject({ source: '/somewhere/a.ts', line: 1, column: 5, name: 'bump' });
  expect(map.originalOf(1, 1)).toEqual({ source: '/somewhere/b.ts', line: 0, column: 0, name: undefined });
  expect(map.generatedOf('/somewhere/a.ts', 1, 5)).toEqual({ line: 0, column: 9 });
  expect(map.generatedOf('/somewhere/b.ts', 7, 0)).toBeUndefined();
});

test('names an identifier only where one begins', () => {
  expect(map.nameAt(0, 9)).toBe('bump');
  expect(map.nameAt(0, 10)).toBeUndefined();
});
