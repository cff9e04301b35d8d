import { expect, test } from 'vitest';
import { changeBetween, follow, moved } from '../src/text-change.ts';

test.each([
  ['abc', 'abc', null],
  ['abc', 'abXc', { start: 2, end: 2, length: 1 }],
  ['aXbc', 'abc', { start: 1, end: 2, length: 0 }],
  ['aaa', 'aaaa', { start: 3, end: 3, length: 1 }],
  ['', 'x', { start: 0, end: 0, length: 1 }],
  ['one two', 'one 2 two', { start: 4, end: 4, length: 2 }],
])('the change from %j to %j', (before, after, change) => {
  expect(changeBetween(before, after)).toEqual(change);
});

test('a span moves with what is inserted before it, stays for what comes behind, and is gone once touched', () => {
  const span = { start: 5, end: 8 };
  expect(moved(span, { start: 2, end: 3, length: 4 })).toEqual({ start: 8, end: 11 });
  expect(moved(span, { start: 8, end: 8, length: 1 })).toEqual(span);
  expect(moved(span, { start: 6, end: 6, length: 1 })).toBeNull();
  expect(moved(span, { start: 0, end: 20, length: 0 })).toBeNull();
});

test('what a span holds is found again behind edits on both of its sides, unless it stands elsewhere too', () => {
  const span = { start: 2, end: 5 };
  expect(follow(span, 'a bcd e', 'aa bcd ee')).toEqual({ start: 3, end: 6 });
  expect(follow(span, 'a bcd e', 'aa bXd ee')).toBeNull();
  expect(follow(span, 'a bcd e bcd', 'aa bXd e bcd f')).toBeNull();
});
