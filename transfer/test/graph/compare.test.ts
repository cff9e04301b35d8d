import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { capture } from '../../src/agents/capture.ts';
import { readCapture } from '../../src/capture-file.ts';
import { type ComparisonReport, reportComparison } from '../../src/compare-report.ts';
import { field, handMade, plan, root, type } from './programs.ts';

class A {
  n = 1;
}
class B {
  n = 1;
}
const USER = type('User', [field('id'), field('name')]);
const PLAN = plan({ roots: [root('v')], types: [USER] });
const TYPED = plan({ roots: [root('v', { shape: { kind: 'object', type: 'm.ts#User' } })], types: [USER] });

/** Compares two values as if one was past and the other reversed. */
async function compare(past: unknown, reversed: unknown, transferPlan = PLAN): Promise<ComparisonReport> {
  const folder = await mkdtemp(join(tmpdir(), 'ferry-test-'));
  try {
    const captureOf = async (name: string, v: unknown) => {
      const file = join(folder, name);
      capture(handMade({ variables: { v }, callables: { A, B } }), { file, roots: ['m.ts#v'] });
      return readCapture(file);
    };
    const captures = { past: await captureOf('past', past), reversed: await captureOf('reversed', reversed) };
    return reportComparison(
      transferPlan,
      { ...captures, future: captures.past },
      { lost: new Set(), missing: new Map() },
    );
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** Paths and reasons of what differs, one line each. */
async function differences(past: unknown, reversed: unknown, transferPlan = PLAN): Promise<string[]> {
  const { mismatches } = await compare(past, reversed, transferPlan);
  return mismatches.map(({ path, past: before, reversed: after }) => `${path}: ${before} -> ${after}`);
}

describe('past and reversed differ in', () => {
  it.each([
    ['the sign of zero', { a: 0 }, { a: -0 }, '.a: 0 -> -0'],
    ['the type of a number', { a: 1 }, { a: 1n }, '.a: 1 -> 1n'],
    ['null and undefined', [null], [undefined], '[0]: null -> undefined'],
    // biome-ignore lint/suspicious/noSparseArray: that is what is tested
    ['a hole', [, 1], [undefined, 1], '[0]: nothing -> undefined'],
    ['the length of an array', [1], [1, 2], '[1]: nothing -> 2'],
    ['an undefined and a missing field', { a: undefined }, {}, '.a: undefined -> nothing'],
    ['an added field', {}, { 'a b': 1 }, '["a b"]: nothing -> 1'],
    ['a value of a map', new Map([['k', 1]]), new Map([['k', 2]]), '.get("k"): 1 -> 2'],
    ['an element of a set', new Set([{ a: 1 }]), new Set([{ a: 2 }]), '.values()[0].a: 1 -> 2'],
    ['a date', { d: new Date(0) }, { d: new Date(Number.NaN) }, '.d: Date(1970-01-01T00:00:00.000Z) -> Date(invalid)'],
    ['the class', { o: new A() }, { o: new B() }, '.o: A { n: 1 } -> B { n: 1 }'],
    ['a prototype', { o: {} }, { o: Object.create(null) }, '.o: Object {} -> [null prototype] {}'],
    ['the kind', { o: [] }, { o: new Set() }, '.o: Array(0) [] -> Set(0)'],
    ['an object and a primitive', { o: {} }, { o: 'x' }, '.o: Object {} -> "x"'],
    ['a lone surrogate', '\ud800', '\ufffd', ': "\\ud800" -> "\ufffd"'],
    ['bytes', new Uint8Array([1]), new Uint8Array([2]), '.buffer: ArrayBuffer {} -> ArrayBuffer {}'],
    ['a position in a text', /a/g, Object.assign(/a/g, { lastIndex: 1 }), '.lastIndex: 0 -> 1'],
  ])('%s', async (_, past, reversed, expected) => {
    expect(await differences(past, reversed)).toEqual([`m.ts#v${expected}`]);
    expect(await differences(past, past)).toEqual([]);
  });

  it('the order of a map, and of keys where it counts', async () => {
    const map = (...keys: string[]) => new Map(keys.map((key) => [key, 1]));
    expect((await compare(map('a', 'b'), map('b', 'a'))).mismatches[0]?.path).toBe('m.ts#v.keys()[0]');
    const { mismatches } = await compare({ id: 1, name: 'n' }, { name: 'n', id: 1 });
    expect(mismatches[0]?.why).toBe('the order of the keys differs');
    expect(await differences({ id: 1, name: 'n' }, { name: 'n', id: 1 }, TYPED)).toEqual([]);
  });

  it('sharing and cycles', async () => {
    const ring = (size: number) => {
      const nodes: { next: unknown }[] = Array.from({ length: size }, () => ({ next: null }));
      nodes.forEach((node, index) => {
        node.next = nodes[(index + 1) % size];
      });
      return nodes[0];
    };
    expect(await differences(ring(3), ring(3))).toEqual([]);
    expect((await compare(ring(2), ring(3))).mismatches[0]?.why).toMatch(/^split/);
    expect((await compare(ring(3), ring(2))).mismatches[0]?.why).toMatch(/^merged/);
  });

  it('attributes and integrity', async () => {
    const hidden = Object.defineProperty({}, 'a', { value: 1, writable: true, configurable: true });
    expect((await compare({ a: 1 }, hidden)).mismatches[0]?.why).toMatch(/^the attributes/);
    expect((await compare({ a: 1 }, Object.seal({ a: 1 }))).mismatches[0]?.why).toBeDefined();
    expect((await compare(Object.preventExtensions({}), {})).mismatches[0]?.why).toMatch(/frozen|fixed/);
  });
});

describe('the comparison', () => {
  it('groups by type and field, and counts', async () => {
    const users = (suffix: string) => Array.from({ length: 5 }, (_, id) => ({ id, name: `n${suffix}` }));
    const listed = plan({
      roots: [root('v', { shape: { kind: 'array', element: { kind: 'object', type: 'm.ts#User' } } })],
      types: [USER],
    });
    const { mismatches } = await compare(users(''), users('!'), listed);
    expect(mismatches).toMatchObject([{ path: 'm.ts#v[0].name', type: 'm.ts#User', field: 'name', count: 5 }]);
  });

  it('pairs dictionaries whichever way they are stored', async () => {
    const keys = Array.from({ length: 100 }, (_, i) => `k${i}`);
    const big = Object.fromEntries(keys.map((key) => [key, 1]));
    expect(await differences(big, { ...big, k99: 2 })).toEqual(['m.ts#v.k99: 1 -> 2']);
    expect(await differences(big, Object.fromEntries(keys.slice(0, 10).map((key) => [key, 1])))).toHaveLength(1);
  });

  it('says what was moved by its actual value', async () => {
    expect((await compare({ a: 1 }, { a: 1 })).unverified).toEqual([
      'm.ts#v: moved by its actual value, for no type says what it is',
    ]);
    expect((await compare({ id: 1, name: 'n' }, { id: 1, name: 'n' }, TYPED)).unverified).toEqual([]);
  });
});
