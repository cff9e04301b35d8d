import { expect } from 'vitest';
import type { LiveCase } from '../../live-case.ts';

const memoryOf = (bytes: readonly number[]) => ({ $kind: 'buffer', base64: Buffer.from(bytes).toString('base64') });

export const live: LiveCase = {
  kinds: ['long-views', 'constants'],
  drive: ['fill'],
  future: {
    floats: { buffer: [memoryOf([...Buffer.from(Float64Array.of(-0, Number.NaN, 1.5, Infinity).buffer)])] },
    bytes: { $class: 'Buffer', length: 8, buffer: [memoryOf([97, 98, 99, 0, 0, 0, 0, 0])] },
    low: { $class: 'Uint8Array', offset: 0, length: 8 },
    high: { $class: 'DataView', offset: 8, length: 8 },
    large: { $class: 'Uint8Array', length: 70_000, label: 'more' },
    started: new Date(5),
    pattern: { lastIndex: { value: 3 } },
    address: { $kind: 'url', value: 'http://start/now' },
    query: { $kind: 'url-search-params', value: 'start=1&more=x+y' },
    failure: {
      $kind: 'error',
      message: { value: 'far' },
      code: 7,
      stack: expect.stringMatching(/^Error: far\n {4}at /),
    },
    aborted: 1,
    shutdown: { $kind: 'abort-controller', items: [{ isAborted: true, items: ['over', 'abort', '$onAbort', 0] }] },
  },
  check(future) {
    const aliases = future['aliases'] as Record<string, unknown>;
    for (const name of ['floats', 'low', 'address']) expect(aliases[name]).toBe(future[name]);
    expect(aliases['signal']).toBe((future['shutdown'] as { items: unknown[] }).items[0]);
    const memory = memoryOf([0, 7, 0, 0, 0, 0, 0, 0, 255, 254, 0, 0, 0, 0, 0, 0]);
    expect(aliases['memory']).toMatchObject(memory);
    for (const name of ['low', 'high']) {
      expect((future[name] as { buffer: unknown[] }).buffer[0]).toBe(aliases['memory']);
    }
  },
};
