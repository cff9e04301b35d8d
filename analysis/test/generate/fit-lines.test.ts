import { expect, test } from 'vitest';
import { fitLines, wrap } from '../../src/generate/fit-lines.ts';

test('short lines stay as they are', () => {
  expect(fitLines('a(b, c)\n  d')).toBe('a(b, c)\n  d');
});

test('long lines break at conditionals, then inside of brackets, one item a line', () => {
  const long = 'x'.repeat(60);
  expect(fitLines(`  return ${long} ? ${long} : y;`)).toBe(`  return ${long}\n    ? ${long}\n    : y;`);
  expect(fitLines(`  call(${long}, ${long}, 'a, b');`)).toBe(`  call(\n    ${long},\n    ${long},\n    'a, b',\n  );`);
});

test('brackets and commas in strings, regular expressions and type arguments are no brackets', () => {
  const long = 'x'.repeat(80);
  expect(fitLines(`call(/^(0|[1-9],)$/.test(${long}), '(', carry<Map<string, number>>(y), z);`)).toBe(
    `call(\n  /^(0|[1-9],)$/.test(${long}),\n  '(',\n  carry<Map<string, number>>(y),\n  z,\n);`,
  );
  expect(fitLines(`call(${long}, (item) => item.length <= 3 && 4 > item[0] && wide, other, more);`)).toBe(
    `call(\n  ${long},\n  (item) => item.length <= 3 && 4 > item[0] && wide,\n  other,\n  more,\n);`,
  );
});

test('prose is wrapped between words', () => {
  const lines = wrap('word '.repeat(60), ' * - ', ' *   ');
  expect(lines.length).toBeGreaterThan(2);
  expect(lines.every((line) => line.length <= 120)).toBe(true);
  expect(lines[0]).toMatch(/^ \* - word/);
  expect(lines[1]).toMatch(/^ \* {3}word/);
  expect(lines.join(' ').match(/word/g)).toHaveLength(60);
});

test('a branch that is too long itself is broken inside its brackets', () => {
  const branch = `convert(${'first.part, '.repeat(12)}second)`;
  const lines = fitLines(`    future.x = past.x ? ${branch} : null;`).split('\n');
  expect(lines.filter((line) => line.length > 120)).toEqual([]);
  expect(lines[1]).toBe('      ? convert(');
});
