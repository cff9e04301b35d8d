import { describe } from 'vitest';
import { inType, retype, rule } from '../support/rule.ts';

describe('literals-from-base', () => {
  retype('string', 'string', "'a' | 'b'", 'lossy');
  retype('nullable string', 'string | null', "'a' | 'b' | null", 'lossy');
  retype('number', 'number', '1 | 2', 'lossy');
  retype('one member of a union', 'string | number', "'a' | number", 'lossy');
  retype('each member of a union', 'string | number', "'a' | 1", 'lossy');
  retype('string, and a number admitted', 'string', "'a' | number", 'lossy');

  retype('boolean to true', 'boolean', 'true', 'lossy');
});

describe('literals-to-base', () => {
  retype('numbers to their text', '1 | 2', 'string', 'auto');
  retype('whole numbers to bigint', '1 | 2', 'bigint', 'auto');
  retype('others to bigint', '1 | 1.5', 'bigint', 'lossy');
  retype('digits to numbers', "'1' | '2'", 'number', 'auto');
  retype('words to numbers', "'a' | 'b'", 'number', 'manual');

  retype('literals to string', "'a' | 'b'", 'string', 'auto');
  retype('true to boolean', 'true', 'boolean', 'auto');
});

describe('literals-gained', () => {
  retype('a word', "'a' | 'b'", "'a' | 'b' | 'c'", 'auto');
  retype('a number', '1 | 2', '1 | 2 | 3', 'auto');
  retype('in a list', "('a' | 'b')[]", "('a' | 'b' | 'c')[]", 'auto');
  retype('beside null', "'a' | null", "'a' | 'b' | null", 'auto');
  rule('of an optional field', inType("- x?: 'a';\n+ x?: 'a' | 'b';"), { 'T.x': 'auto' });
});

describe('literals-lost', () => {
  retype('a word', "'a' | 'b' | 'c'", "'a' | 'b'", 'lossy');
  retype('a word, and null admitted', "'a' | 'b'", "'a' | null", 'lossy');
  retype('beside a number', "'a' | 'b' | number", "'a' | number", 'lossy');

  retype('number literals lost', '1 | 2 | 3', '1 | 2', 'lossy');
});

describe('literals-swapped', () => {
  retype('all of them', "'a' | 'b'", "'c' | 'd'", 'choose');
  retype('beside a number', "'a' | 'b' | number", "'a' | 'c' | number", 'choose');
  retype('in the values of a Map', "Map<string, 'a' | 'b'>", "Map<string, 'a' | 'c'>", 'choose');

  retype('a literal for another', "'a' | 'b'", "'a' | 'c'", 'choose');
  retype('boolean to two words', 'boolean', "'on' | 'off'", 'choose');
});

// biome-ignore-start lint/suspicious/noTemplateCurlyInString: template literal types
describe('template-from-string', () => {
  retype('string', 'string', '`id-${number}`', 'lossy');
  retype('strings in a list', 'string[]', '`id-${string}`[]', 'lossy');
  retype('nullable string', 'string | null', '`id-${string}` | null', 'lossy');
  retype('string, beside a word', 'string', '`id-${number}` | "none"', 'lossy');
  retype('a hole that takes less', '`id-${string}`', '`id-${number}`', 'lossy');
  retype('words, not all of the form', "'id-1' | 'x'", '`id-${number}`', 'lossy');
  retype('a form that cannot be tested', 'string', 'Uppercase<string>', 'manual');
  retype('a form that no past text has', '`id-${number}`', '`no-${number}`', 'manual');
});

describe('template-to-string', () => {
  retype('string', '`id-${number}`', 'string', 'auto');
  retype('a hole that takes more', '`id-${number}`', '`id-${string}`', 'auto');
  retype('words that have the form', "'id-1' | 'id-2'", '`id-${number}`', 'auto');
  retype('a form and a word', '`id-${number}`', '`id-${number}` | "none"', 'auto');
});
// biome-ignore-end lint/suspicious/noTemplateCurlyInString: template literal types
