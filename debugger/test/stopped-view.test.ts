import type { RehearsalReport } from '@timeferry/transfer/rehearsal-report';
import { expect, test } from 'vitest';
import type { Dump } from '../src/dump.ts';
import { outcomeSentence, type Stop, stopsOf } from '../src/stopped-view.ts';

const roots = { past: '/app/past', future: '/app/future', transfer: '/app/transfer' };
const noDumps = { past: () => null, future: () => null, reversed: () => null };

const match: RehearsalReport = {
  schema: 1,
  outcome: 'match',
  phases: [],
  pauseMs: 1,
  objects: 12,
  bytes: 100,
  mismatches: [],
  excluded: [],
  unverified: [],
  held: [],
};

const mismatch: RehearsalReport = {
  ...match,
  outcome: 'mismatch',
  mismatches: [
    {
      path: 'src/app.ts#sessions.get("u1").expires',
      type: 'src/model.ts#Session',
      field: 'expires',
      past: '1700000000000',
      future: '1700000000n',
      reversed: '1700000000',
      count: 12,
      why: 'the value differs',
      location: { version: 'future', file: 'src/model.ts', line: 3, column: 5 },
      mapper: { version: 'transfer', file: 'src/model.ts', line: 14, column: 7 },
    },
    {
      path: 'src/app.ts#hits',
      type: '',
      field: 'hits',
      past: '3',
      future: '3',
      reversed: '4',
      count: 1,
      why: 'the value differs',
      location: { version: 'past', file: 'src/app.ts', line: 1, column: 5 },
    },
  ],
};

test('a match has nothing to stop at', () => {
  expect(stopsOf(match, roots, noDumps)).toEqual([]);
  expect(outcomeSentence(match)).toBe('Match: the reversed state equals the past state (12 objects).');
});

test('each group of mismatches is a stop at the field and at the mapper', () => {
  const [first, second, ...more] = stopsOf(mismatch, roots, noDumps);
  expect(more).toEqual([]);
  expect(first).toMatchObject({
    description: 'State mismatch',
    exceptionId: 'Session.expires',
    text: 'src/app.ts#sessions.get("u1").expires and 11 more like it: the value differs (past 1700000000000, reversed 1700000000).',
    frames: [
      { name: 'Session.expires', place: { file: '/app/future/src/model.ts', line: 3, column: 5 } },
      { name: 'mapper of Session.expires', place: { file: '/app/transfer/src/model.ts', line: 14, column: 7 } },
    ],
  });
  expect(second).toMatchObject({
    exceptionId: 'hits',
    frames: [{ name: 'hits', place: { file: '/app/past/src/app.ts', line: 1, column: 5 } }],
  });
  expect(outcomeSentence(mismatch)).toBe('Mismatch: 2 fields do not survive the way there and back.');
});

test('a mismatch shows the path, the reason and the three values', () => {
  const scopes = stopsOf(mismatch, roots, noDumps)[0]!.scopes;
  expect(scopes.map(({ name, variables }) => [name, variables().map((one) => [one.name, one.value])])).toEqual([
    [
      'Mismatch',
      [
        ['path', 'src/app.ts#sessions.get("u1").expires'],
        ['type', 'src/model.ts#Session'],
        ['field', 'expires'],
        ['count', '12'],
        ['why', 'the value differs'],
      ],
    ],
    ['Past', [['expires', '1700000000000']]],
    ['Future', [['expires', '1700000000n']]],
    ['Reversed', [['expires', '1700000000']]],
  ]);
});

test('values come from the dumps where they are, opened one by one', () => {
  const session = {
    kind: 'object',
    class: 'src/model.ts#Session',
    fields: { expires: 5, 'expires at': { $bigint: '9' }, self: { $ref: 1 } },
  };
  const past: Dump = {
    roots: { 'src/app.ts#session': 0, 'src/app.ts#sessions': { $ref: 0 }, 'src/app.ts#hits': { $number: '-0' } },
    objects: { 0: { kind: 'map', class: 'Map', entries: [['u1', { $ref: 1 }]] }, 1: session },
  };
  const [first, second] = stopsOf(mismatch, roots, { ...noDumps, past: () => past });
  const [value, holder, ...rest] = variablesOf(first!, 'Past');
  expect(value).toEqual({ name: 'expires', value: '5' });
  expect(rest).toEqual([]);
  expect(holder).toMatchObject({ name: 'held by', type: 'src/model.ts#Session' });
  expect(holder!.value).toBe('Session { expires: 5, expires at: 9n, self: … }');
  const self = holder!.children!()[2]!;
  expect([self.name, self.value, self.children!().length]).toEqual(['self', holder!.value, 3]);
  expect(variablesOf(second!, 'Past')).toEqual([{ name: 'hits', value: '-0' }]);
  expect(variablesOf(second!, 'Future')).toEqual([{ name: 'hits', value: '3' }]);
});

test('a failure is one stop, at the line that failed, with its stack', () => {
  const failed: RehearsalReport = {
    ...match,
    outcome: 'failed',
    error: {
      phase: 'forward',
      kind: 'throw',
      message: 'The mapper of Session threw RangeError: no such day.',
      stack: 'RangeError: no such day\n    at forward (src/model.ts:14:7)',
      path: 'src/app.ts#sessions.get("u1")',
      location: { version: 'transfer', file: 'src/model.ts', line: 14, column: 7 },
    },
  };
  const stops = stopsOf(failed, roots, noDumps);
  expect(stops).toMatchObject([
    {
      description: 'Transfer failed',
      exceptionId: 'throw',
      text: 'The mapper of Session threw RangeError: no such day. (at src/app.ts#sessions.get("u1"))',
      stack: expect.stringContaining('at forward'),
      frames: [{ name: 'forward: throw', place: { file: '/app/transfer/src/model.ts', line: 14, column: 7 } }],
    },
  ]);
  expect(outcomeSentence(failed)).toBe('The transfer failed: The mapper of Session threw RangeError: no such day.');
});

test('a place in a folder that nobody knows is no place', () => {
  const [stop] = stopsOf(mismatch, { ...roots, future: null, transfer: null }, noDumps);
  expect(stop!.frames.map(({ place }) => place)).toEqual([null, null]);
});

const variablesOf = (stop: Stop, name: string) => stop.scopes.find((scope) => scope.name === name)!.variables();
