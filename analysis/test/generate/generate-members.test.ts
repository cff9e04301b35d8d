import { describe, expect, test } from 'vitest';
import type { Conversion } from '../../src/conversion.ts';
import { type Judgements, load, retyped, type Sources, TestFerry, TwoVersions } from './two-versions.ts';

const TO_BIGINT: Conversion = { kind: 'scalar', from: 'number', to: 'bigint' };

/** Generates, checks the result against both versions, and gives the text of the module. */
function generated(past: Sources, future: Sources, judgements: Judgements, module = 'src/a.ts'): string {
  const versions = new TwoVersions(past, future, judgements);
  const { files } = versions.generate();
  expect(versions.check(files), files.get(module)).toEqual([]);
  return files.get(module) ?? '';
}

function both(text: (type: string, one: string) => string): [Sources, Sources] {
  return [{ 'src/a.ts': text('number', '1') }, { 'src/a.ts': text('bigint', '1n') }];
}

describe('fields that a mapper must reach', () => {
  test('private, protected and readonly', () => {
    const [past, future] = both(
      (type, one) => `export class Cart {
        private total: ${type} = ${one};
        protected tax: ${type} = ${one};
        readonly seq: ${type} = ${one};
        name = 'n';
      }
      export const carts: Cart[] = [];`,
    );
    const changed = retyped(TO_BIGINT);
    const text = generated(past, future, { 'Cart.total': changed, 'Cart.tax': changed, 'Cart.seq': changed });
    expect(text).toContain("total: Past.Cart['total']");
    const cart: Record<string, unknown> = {};
    load('src/a.ts', text)['cart']!.forward({ total: 1, tax: 2, seq: 3 }, cart, new TestFerry());
    expect(cart).toEqual({ total: 1n, tax: 2n, seq: 3n });
  });

  test('#private, typed by what the version declares', () => {
    const [past, future] = both(
      (type) => `export interface Item { id: number }
      export class Cart { #counts = new Map<Item, ${type}>(); size() { return this.#counts.size; } }
      export const carts: Cart[] = [];`,
    );
    const conversion: Conversion = {
      kind: 'map',
      key: { kind: 'keep', shape: { kind: 'object', type: 'src/a.ts#Item' } },
      value: TO_BIGINT,
    };
    const text = generated(past, future, { 'Cart.#counts': retyped(conversion) });
    expect(text).toContain("'#counts': Map<Past.Item, number>");
    const cart: Record<string, unknown> = {};
    const item = { id: 1 };
    load('src/a.ts', text)['cart']!.forward({ '#counts': new Map([[item, 1]]) }, cart, new TestFerry());
    expect(cart).toEqual({ '#counts': new Map([[item, 1n]]) });
  });

  test('of a type that is not exported, and of an anonymous one', () => {
    const [past, future] = both(
      (type, one) => `interface Draft { pages: ${type}; author: Author; note?: string }
      interface Author { name: string }
      const drafts: Draft[] = [];
      const settings = { limit: ${one} as ${type}, deep: { level: ${one} as ${type} } };
      export const use = () => [drafts, settings];`,
    );
    const changed = retyped(TO_BIGINT);
    const text = generated(past, future, { 'Draft.pages': changed, 'settings.limit': changed });
    expect(text).toContain('interface PastDraft {\n  pages: number;\n  author: object;\n  note?: string;\n}');
    expect(text).toContain("type: 'src/a.ts#settings'");
  });

  test('of a generic type at an instantiation, and of one in a namespace', () => {
    const [past, future] = both(
      (type) => `export namespace Shop { export interface Item { price: ${type} } }
      export interface Box<T> { inside: T; count: ${type} }
      export const boxes: Box<Shop.Item>[] = [];`,
    );
    const changed = retyped(TO_BIGINT);
    const text = generated(past, future, { 'Box<Item>.count': changed, 'Shop.Item.price': changed });
    expect(text).toContain('Writable<Past.Box<Past.Shop.Item>>');
    expect(text).toContain('export const boxItem = {');
    expect(text).toContain('export const shopItem = {');
  });

  test('of a type that another module declares', () => {
    const item = { 'src/items.ts': 'export interface Item { id: number }' };
    const box = (type: string) => ({
      ...item,
      'src/a.ts': `import type { Item } from './items.js';
      export interface Box { items: ${type} }
      export const boxes: Box[] = [];`,
    });
    const conversion: Conversion = {
      kind: 'set-to-array',
      element: { kind: 'keep', shape: { kind: 'object', type: 'src/items.ts#Item' } },
    };
    const text = generated(box('Set<Item>'), box('Item[]'), { 'Box.items': retyped(conversion) });
    expect(text).toContain("import type * as FutureItems from 'future/src/items.js';");
    expect(text).toContain("ferry.carry<FutureItems.Item>(item, 'src/items.ts#Item')");
  });

  test('with names that are no identifiers or are words of the language', () => {
    const [past, future] = both(
      (type) => `export interface Class { 'content-length': ${type}; default: ${type}; in: ${type}[] }
      export const classes: Class[] = [];`,
    );
    const changed = retyped(TO_BIGINT);
    const text = generated(past, future, {
      'Class.content-length': changed,
      'Class.default': changed,
      'Class.in': retyped({ kind: 'array', element: TO_BIGINT }),
    });
    expect(text).toContain('export const classMapper = {');
    expect(text).toContain("BigInt(past['content-length'])");
  });
});

describe('fields that may be missing', () => {
  const [past, future] = both((type) => `export interface Box { n?: ${type} }\nexport const boxes: Box[] = [];`);

  test('stay missing, and stay undefined', () => {
    const { box } = load('src/a.ts', generated(past, future, { 'Box.n': retyped(TO_BIGINT) }));
    for (const [before, after] of [
      [{}, {}],
      [{ n: undefined }, { n: undefined }],
      [{ n: 2 }, { n: 2n }],
    ] as const) {
      const there = {};
      const back = {};
      box!.forward(before, there, new TestFerry());
      box!.backward(there, back, new TestFerry());
      expect(there).toStrictEqual(after);
      expect(back).toStrictEqual(before);
    }
  });

  test('are guarded where the future version requires them', () => {
    const required = { 'src/a.ts': future['src/a.ts']!.replace('n?: bigint', 'n: number') };
    const conversion: Conversion = {
      kind: 'narrow',
      shape: { kind: 'value' },
      guard: { kind: 'typeof', name: 'number' },
    };
    const { box } = load('src/a.ts', generated(past, required, { 'Box.n': retyped(conversion) }));
    const ferry = new TestFerry();
    box!.forward({}, {}, ferry);
    expect(ferry.lost).toEqual(['n is missing']);
  });
});

describe('fields that only one version has', () => {
  const past = { 'src/a.ts': 'export class Box { gone = 1 }\nexport const boxes: Box[] = [];' };
  const future = {
    'src/a.ts': `const FIRST = 7;
    export class Box {
      tags: Map<string, Box> = new Map<string, Box>();
      first = FIRST;
      later: string | undefined;
      maybe?: string;
    }
    export const boxes: Box[] = [];`,
  };
  const added = { change: 'added', verdict: 'auto', conversion: null, reason: 'It has a default.' } as const;
  const judged = { 'Box.tags': added, 'Box.first': added, 'Box.later': added, 'Box.maybe': added };

  test('start with what the new code gives them, or are mentioned as dropped', () => {
    const text = generated(past, future, judged);
    expect(text).toContain('gone is dropped, and kept aside for the way back.');
    expect(text).toContain("law: 'new-only'");
    const box = {};
    load('src/a.ts', text)['box']!.forward({ gone: 1 }, box, new TestFerry());
    expect(box).toStrictEqual({ tags: new Map(), first: 'initial first', later: undefined });
  });
});

describe('state roots', () => {
  test('have mappers that give the value', () => {
    const [past, future] = both((type, one) => `export let revenue: ${type} = ${one};`);
    const text = generated(past, future, { revenue: retyped(TO_BIGINT) });
    const { revenue } = load('src/a.ts', text);
    const ferry = new TestFerry();
    expect((revenue!.forward as (past: unknown, ferry: unknown) => unknown)(3, ferry)).toBe(3n);
    expect((revenue!.backward as (future: unknown, ferry: unknown) => unknown)(3n, ferry)).toBe(3);
    expect((revenue!.forward as (past: unknown, ferry: unknown) => unknown)(0.5, ferry)).toBe(undefined);
    expect(ferry.lost).toHaveLength(1);
  });

  test('and types of one name get names of their own', () => {
    const [past, future] = both(
      (type, one) => `export interface Box { n: ${type} }
      export let box: ${type} = ${one};
      export const boxes: Box[] = [];`,
    );
    const text = generated(past, future, { box: retyped(TO_BIGINT), 'Box.n': retyped(TO_BIGINT) });
    expect(Object.keys(load('src/a.ts', text))).toEqual(['box', 'box2']);
  });
});
