import { expect, test } from 'vitest';
import { codeFrame } from '../src/code-frame.ts';
import { paintWith } from '../src/terminal.ts';

const SOURCE = ['export interface Session {', '  id: string;', '\texpires: bigint;', '}', '', 'last', ''].join('\n');

test('shows the line with two around it, and the caret below the column', () => {
  expect(codeFrame(SOURCE, 3, 2, 'lost', paintWith(false))).toBe(
    [
      '  1 | export interface Session {',
      '  2 |   id: string;',
      '> 3 |  expires: bigint;',
      '    |  ^ lost',
      '  4 | }',
      '  5 |',
    ].join('\n'),
  );
});

test('ends where the file ends', () => {
  expect(codeFrame('only', 1, 1, 'here', paintWith(false))).toBe('> 1 | only\n    | ^ here');
});

test('colours only when it may', () => {
  expect(codeFrame('only', 1, 1, 'here', paintWith(true))).toContain('\u001b[31m^ here\u001b[0m');
});
