import { describe } from 'vitest';
import { inType, retype, rule } from '../support/rule.ts';

describe('scalar-total', () => {
  retype('boolean to bigint', 'boolean', 'bigint', 'auto');
  retype('boolean to 0 | 1', 'boolean', '0 | 1', 'auto');
  retype('bigint to string in a Map', 'Map<string, bigint>', 'Map<string, string>', 'auto');
  retype('nullable boolean in a list', '(boolean | null)[]', '(0 | 1 | null)[]', 'auto');

  retype('0 | 1 to boolean', '0 | 1', 'boolean', 'auto');
  retype('boolean to string', 'boolean', 'string', 'auto');
  retype('nullable total conversion', 'bigint | null', 'string | null', 'auto');
});

describe('scalar-guarded', () => {
  retype('number to bigint', 'number', 'bigint', 'lossy');
  retype('number to string', 'number', 'string', 'lossy');
  retype('string to number', 'string', 'number', 'lossy');
  retype('Date to ISO string', 'Date', 'string', 'lossy');
  retype('bigint to boolean', 'bigint', 'boolean', 'lossy');
  retype('number to boolean', 'number', 'boolean', 'lossy');
  retype('with null lost too', 'number | null', 'bigint', 'lossy');
  rule('in a root', '- export let n = 1;\n+ export let n = 1n;', { n: 'lossy' });

  retype('string to bigint', 'string', 'bigint', 'lossy');
  retype('bigint to number', 'bigint', 'number', 'lossy');
  retype('ISO string to Date', 'string', 'Date', 'lossy');
  retype('nullable conversion', 'number | null', 'bigint | null', 'lossy');
});

describe('date-unit', () => {
  retype('Date to number', 'Date', 'number', 'choose');
  retype('nullable', 'Date | null', 'number | null', 'choose');
  retype('in a list', 'Date[]', 'number[]', 'choose');
  rule('of an optional field', inType('- x?: Date;\n+ x?: number;'), { 'T.x': 'choose' });

  retype('epoch number to Date', 'number', 'Date', 'choose');
});

describe('scalar-other', () => {
  retype('number to symbol', 'number', 'symbol', 'manual');
  retype('number to Date[]', 'number', 'Date[]', 'manual');
  retype('symbol to string', 'symbol', 'string', 'manual');
  retype('typed arrays of another width', 'Uint8Array', 'Int16Array', 'manual');
});
