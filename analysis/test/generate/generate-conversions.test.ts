import { describe, expect, test } from 'vitest';
import type { Conversion, Scalar } from '../../src/conversion.ts';
import { load, retyped, TestFerry, TwoVersions } from './two-versions.ts';

/** A field `value` whose type changes, and values of it in both versions that are each other's counterparts. */
interface Case {
  readonly past: string;
  readonly future: string;
  readonly conversion: Conversion;
  readonly pairs: readonly (readonly [past: unknown, future: unknown])[];
  /** Past values that the guard must report. */
  readonly lost?: readonly unknown[];
  /** Future values that the guard must report on the way back. */
  readonly lostBack?: readonly unknown[];
  /** Declarations beside the type, in both versions or in each. */
  readonly beside?: string | { readonly past: string; readonly future: string };
}

const VALUE = { kind: 'keep', shape: { kind: 'value' } } as const;
const ITEM = { kind: 'object', type: 'src/a.ts#Item' } as const;

function scalar(from: Scalar, to: Scalar): Conversion {
  return { kind: 'scalar', from, to };
}

const cases: Record<string, Case> = {
  'number -> bigint': {
    past: 'number',
    future: 'bigint',
    conversion: scalar('number', 'bigint'),
    pairs: [
      [12, 12n],
      [0, 0n],
    ],
    lost: [1.5, Number.NaN, -0, 2 ** 53],
    lostBack: [2n ** 53n, 10n ** 400n],
  },
  'number -> string': {
    past: 'number',
    future: 'string',
    conversion: scalar('number', 'string'),
    pairs: [
      [1.5, '1.5'],
      [Number.NaN, 'NaN'],
    ],
    lost: [-0],
    lostBack: ['007', 'x'],
  },
  'bigint -> string': {
    past: 'bigint',
    future: 'string',
    conversion: scalar('bigint', 'string'),
    pairs: [[-3n, '-3']],
    lostBack: ['', '1.5'],
  },
  'boolean -> 0 | 1': {
    past: 'boolean',
    future: '0 | 1',
    conversion: scalar('boolean', 'bit'),
    pairs: [
      [true, 1],
      [false, 0],
    ],
  },
  'Date -> ISO string': {
    past: 'Date',
    future: 'string',
    conversion: scalar('date', 'iso'),
    pairs: [[new Date(5), '1970-01-01T00:00:00.005Z']],
    lost: [new Date(Number.NaN)],
    lostBack: ['yesterday', '1970-01-01'],
  },
  'number -> Date': {
    past: 'number',
    future: 'Date',
    conversion: scalar('number', 'date'),
    pairs: [[5, new Date(5)]],
    lost: [1.5],
  },
  'string -> boolean': {
    past: 'string',
    future: 'boolean',
    conversion: scalar('string', 'boolean'),
    pairs: [['true', true]],
    lost: ['yes'],
  },
  widen: {
    past: 'string',
    future: 'string | null',
    conversion: { kind: 'widen', shape: { kind: 'value' }, back: { kind: 'typeof', name: 'string' } },
    pairs: [['a', 'a']],
    lostBack: [null],
  },
  narrow: {
    past: 'string',
    future: "'red' | 'blue'",
    conversion: {
      kind: 'narrow',
      shape: { kind: 'value' },
      guard: { kind: 'literal', values: ['red', 'blue'] },
    },
    pairs: [['red', 'red']],
    lost: ['green'],
  },
  'enum by member name': {
    past: 'Level',
    future: 'Level',
    beside: { past: 'export enum Level { Low, High }', future: 'export enum Level { High, Low }' },
    conversion: {
      kind: 'enum',
      members: [
        { name: 'Low', past: 0, future: 1 },
        { name: 'High', past: 1, future: 0 },
      ],
      lost: [],
      gained: [],
      flags: false,
    },
    pairs: [
      [0, 1],
      [1, 0],
    ],
    lost: [7],
  },
  'string enum that is not exported': {
    past: 'Level',
    future: 'Level',
    beside: { past: "enum Level { Low = 'l' }", future: "enum Level { Low = 'low' }" },
    conversion: {
      kind: 'enum',
      members: [{ name: 'Low', past: 'l', future: 'low' }],
      lost: [],
      gained: [],
      flags: false,
    },
    pairs: [['l', 'low']],
  },
  'bit flags': {
    past: 'Right',
    future: 'Right',
    beside: {
      past: 'export enum Right { None = 0, Read = 1, Write = 2 }',
      future: 'export enum Right { None = 0, Write = 1, Read = 4 }',
    },
    conversion: {
      kind: 'enum',
      members: [
        { name: 'None', past: 0, future: 0 },
        { name: 'Read', past: 1, future: 4 },
        { name: 'Write', past: 2, future: 1 },
      ],
      lost: [],
      gained: [],
      flags: true,
    },
    pairs: [
      [0, 0],
      [3, 5],
      [1, 4],
    ],
    lost: [8],
    lostBack: [2],
  },
  literals: {
    past: "'on' | 'off'",
    future: '1 | 0',
    conversion: {
      kind: 'literals',
      pairs: [
        { past: 'on', future: 1 },
        { past: 'off', future: 0 },
      ],
    },
    pairs: [
      ['on', 1],
      ['off', 0],
    ],
  },
  array: {
    past: 'number[]',
    future: 'bigint[]',
    conversion: { kind: 'array', element: scalar('number', 'bigint') },
    pairs: [
      [
        [1, 2],
        [1n, 2n],
      ],
    ],
    lost: [[1.5]],
  },
  'array of arrays': {
    past: 'boolean[][]',
    future: '(0 | 1)[][]',
    conversion: { kind: 'array', element: { kind: 'array', element: scalar('boolean', 'bit') } },
    pairs: [
      [
        [[true], []],
        [[1], []],
      ],
    ],
  },
  tuple: {
    past: '[number, string?]',
    future: '[bigint, string?, boolean?]',
    conversion: { kind: 'tuple', slots: [scalar('number', 'bigint'), VALUE], pastLength: 2, futureLength: 3 },
    pairs: [
      [[1], [1n]],
      [
        [1, 'a'],
        [1n, 'a'],
      ],
    ],
    lostBack: [[1n, 'a', true]],
  },
  set: {
    past: 'Set<number>',
    future: 'Set<string>',
    conversion: { kind: 'set', element: scalar('number', 'string') },
    pairs: [[new Set([1]), new Set(['1'])]],
  },
  map: {
    past: 'Map<number, Item>',
    future: 'Map<string, Item>',
    beside: 'export interface Item { id: number }',
    conversion: { kind: 'map', key: scalar('number', 'string'), value: { kind: 'keep', shape: ITEM } },
    pairs: [[new Map([[1, { id: 1 }]]), new Map([['1', { id: 1 }]])]],
  },
  record: {
    past: 'Record<string, number>',
    future: 'Record<string, bigint>',
    conversion: { kind: 'record', value: scalar('number', 'bigint') },
    pairs: [[{ a: 1 }, { a: 1n }]],
    lost: [{ a: 0.5 }],
  },
  'array -> Set': {
    past: 'string[]',
    future: 'Set<string>',
    conversion: { kind: 'array-to-set', element: VALUE },
    pairs: [[['a', 'b'], new Set(['a', 'b'])]],
    lost: [['a', 'a']],
  },
  'Set -> array': {
    past: 'Set<Item>',
    future: 'Item[]',
    beside: 'interface Item { id: number }',
    conversion: { kind: 'set-to-array', element: { kind: 'keep', shape: ITEM } },
    pairs: [[new Set([{ id: 1 }]), [{ id: 1 }]]],
    lostBack: [['a', 'a']],
  },
  'Map -> entries': {
    past: 'Map<string, number>',
    future: '[string, bigint][]',
    conversion: { kind: 'map-to-entries', key: VALUE, value: scalar('number', 'bigint') },
    pairs: [[new Map([['a', 1]]), [['a', 1n]]]],
    lostBack: [
      [
        ['a', 1n],
        ['a', 2n],
      ],
    ],
  },
  'entries -> Map': {
    past: '[string, number][]',
    future: 'Map<string, number>',
    conversion: { kind: 'entries-to-map', key: VALUE, value: VALUE },
    pairs: [[[['a', 1]], new Map([['a', 1]])]],
  },
  'Map -> record': {
    past: 'Map<string, number>',
    future: 'Record<string, number>',
    conversion: { kind: 'map-to-record', key: VALUE, value: VALUE },
    pairs: [[new Map([['a', 1]]), { a: 1 }]],
    lost: [
      new Map([
        ['a', 1],
        ['7', 1],
      ]),
    ],
  },
  'record -> Map': {
    past: 'Record<string, number[]>',
    future: 'Map<string, number[]>',
    conversion: { kind: 'record-to-map', key: VALUE, value: VALUE },
    pairs: [[{ a: [1] }, new Map([['a', [1]]])]],
  },
  wrap: {
    past: 'number',
    future: 'string[]',
    conversion: { kind: 'wrap', element: scalar('number', 'string') },
    pairs: [[7, ['7']]],
    lostBack: [[], ['1', '2']],
  },
  nullable: {
    past: 'number | null',
    future: 'bigint | null',
    conversion: { kind: 'nullable', of: scalar('number', 'bigint') },
    pairs: [
      [null, null],
      [3, 3n],
    ],
    lost: [0.5],
  },
  union: {
    past: "number | { kind: 'box'; size: number }",
    future: "bigint | { kind: 'box'; size: number }",
    conversion: {
      kind: 'union',
      variants: [
        {
          past: { kind: 'typeof', name: 'number' },
          future: { kind: 'typeof', name: 'bigint' },
          of: scalar('number', 'bigint'),
        },
        {
          past: { kind: 'discriminant', property: 'kind', values: ['box'] },
          future: { kind: 'discriminant', property: 'kind', values: ['box'] },
          of: VALUE,
        },
      ],
    },
    pairs: [
      [1, 1n],
      [
        { kind: 'box', size: 1 },
        { kind: 'box', size: 1 },
      ],
    ],
    lost: [1.5, { kind: 'bag' }],
  },
};

describe.each(Object.entries(cases))('%s', (_name, each) => {
  const versions = new TwoVersions(...sources(each), { 'Box.value': retyped(each.conversion) });
  const { files } = versions.generate();
  const text = files.get('src/a.ts') ?? '';

  test('type-checks against both versions', () => {
    expect(versions.check(files), text).toEqual([]);
  });

  test('moves values there and back', () => {
    const { box } = load('src/a.ts', text);
    for (const [past, future] of each.pairs) {
      const ferry = new TestFerry();
      const there = { value: undefined };
      const back = { value: undefined };
      box!.forward({ value: past }, there, ferry);
      expect(there.value, text).toStrictEqual(future);
      box!.backward(there, back, ferry);
      expect(back.value, text).toStrictEqual(past);
      expect(ferry.lost).toEqual([]);
    }
  });

  test('reports what it cannot keep', () => {
    const { box } = load('src/a.ts', text);
    for (const value of each.lost ?? []) {
      const ferry = new TestFerry();
      box!.forward({ value }, {}, ferry);
      expect(ferry.lost, text).toHaveLength(1);
    }
    for (const value of each.lostBack ?? []) {
      const ferry = new TestFerry();
      box!.backward({ value }, {}, ferry);
      expect(ferry.lost, text).toHaveLength(1);
    }
  });
});

test('fields that shared a container share its counterpart', () => {
  const source = (type: string) => ({
    'src/a.ts': `export interface Box { a: ${type}; b: ${type} }\nexport const boxes: Box[] = [];`,
  });
  const conversion: Conversion = { kind: 'array-to-set', element: VALUE };
  const judged = { 'Box.a': retyped(conversion), 'Box.b': retyped(conversion) };
  const { files } = new TwoVersions(source('string[]'), source('Set<string>'), judged).generate();
  const shared = ['x'];
  const future: Record<string, unknown> = {};
  load('src/a.ts', files.get('src/a.ts')!)['box']!.forward({ a: shared, b: shared }, future, new TestFerry());
  expect(future['a']).toBeInstanceOf(Set);
  expect(future['a']).toBe(future['b']);
});

function sources(each: Case): [Record<string, string>, Record<string, string>] {
  const write = (type: string, beside: string) => ({
    'src/a.ts': `${beside}\nexport interface Box { value: ${type} }\nexport const boxes: Box[] = [];\n`,
  });
  const { beside = '' } = each;
  const [before, after] = typeof beside === 'string' ? [beside, beside] : [beside.past, beside.future];
  return [write(each.past, before), write(each.future, after)];
}
