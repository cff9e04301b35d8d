import { expect } from 'vitest';
import type { LiveCase } from '../../live-case.ts';

const cause = { $kind: 'error', $class: 'Error', message: { value: 'cause' } };
const fault = {
  ...{ $kind: 'error', $class: 'Fault', code: 7, stack: expect.stringMatching(/^Fault: far\n {4}at /) },
  message: { value: 'far' },
  cause: { value: cause },
};
const unique = { $kind: 'symbol', form: 'own', description: 'unique' };
const pattern = { $kind: 'regexp', source: 'a+', flags: 'giu', lastIndex: { value: 3 } };
const buffer = {
  $kind: 'buffer',
  base64: Buffer.from([0, 0, 0, 0, 255, 255, 255, 249, 0, 0, 0, 0, 0, 0, 0, 0]).toString('base64'),
};

export const live: LiveCase = {
  kinds: [
    'arrays',
    'attributes',
    'integrity',
    'dates-and-patterns',
    'boxed',
    'errors',
    'memory',
    'class-fields',
    'subclasses',
  ],
  drive: ['fill'],
  excluded: [/bag\.tracking: nothing tells whether its length follows/],
  future: {
    unexported: 41,
    'Base.created': 3,
    'Base.#secret': 'told',
    bag: {
      derived: { $class: 'Derived', kind: 'base', '#own': 'changed', 'Base.#own': 2 },
      cache: { $kind: 'map', $class: 'Cache', hits: 2, entries: [['a', 1]] },
      stack: { $kind: 'array', $class: 'Stack', limit: 9, elements: [1, 2] },
      later: { $kind: 'promise', $class: 'Later', result: [5] },
      bus: { $class: 'Bus', topic: 'news' },
      fault,
      both: { $kind: 'error', $class: 'AggregateError', errors: { value: [cause, fault] } },
      boxed: [{ value: 5n }, { value: 'text' }, { items: [unique] }, { value: -0 }, { value: false }],
      memory: [
        buffer,
        { $kind: 'view', $class: 'Uint8Array', offset: 4, length: 4 },
        { $kind: 'view', $class: 'DataView', offset: 4, length: 12 },
        { $kind: 'view', $class: 'Buffer', offset: 4, length: 2 },
      ],
      resizable: { $kind: 'resizable-buffer', items: [64] },
      symbols: { 'Symbol(unique)': 1, 'Symbol.for("app")': 2, 'Symbol.toPrimitive': null },
      attributes: {
        hidden: { $field: ['not enumerable'], value: 1 },
        fixed: { $field: ['read-only', 'not configurable'], value: 2 },
        'loud (getter)': '$loud',
      },
      integrity: [
        { $integrity: 'frozen', a: { value: 1 } },
        { $kind: 'array', $integrity: 'sealed' },
        { $kind: 'map', $integrity: 'frozen', entries: [[1, 2]] },
        { $integrity: 'fixed', a: 2 },
      ],
      patterns: [pattern, new Date(5), new Date(Number.NaN)],
    },
  },
  check(future) {
    const bag = future['bag'] as Record<string, unknown>;
    const [memory, ...views] = bag['memory'] as [object, ...{ buffer: readonly object[] }[]];
    for (const view of views) expect(view.buffer[0]).toBe(memory);
    const [sparse, holed] = bag['arrays'] as [object, object];
    expect(sparse).toMatchObject({ $kind: 'sparse-array', 1000000: 'far', value: 1_000_001 });
    expect({ ...holed }).toEqual({ 0: 1, 1: '$hole', 2: 3, note: 'extra' });
    const [one, two] = bag['pooled'] as { buffer: readonly object[] }[];
    expect(one!.buffer[0]).toBe(two!.buffer[0]);
    const { cause: found } = bag['fault'] as { cause: { value: object } };
    expect((bag['both'] as { errors: { value: object[] } }).errors.value[0]).toBe(found.value);
    const { onEvent } = bag['derived'] as { onEvent: { captures: readonly object[] } };
    expect(onEvent.captures[0]).toBe(bag['derived']);
  },
};
