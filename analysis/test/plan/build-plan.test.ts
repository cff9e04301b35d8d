import { expect, test } from 'vitest';
import { buildPlan } from '../../src/plan/build-plan.ts';
import type { FieldPlan, TransferPlan } from '../../src/transfer-plan.ts';
import { retyped, TwoVersions } from '../generate/two-versions.ts';

const past = {
  'src/a.ts': `export interface Item { id: number }
export class Cart {
  items: Item[] = [];
  total = 1;
  mail = '';
  gone = new Map<string, Item>();
}
export const carts = new Map<string, Cart>();
export let revenue = 1;
export const old: Item[] = [];`,
};
const future = {
  'src/a.ts': `export interface Item { id: number }
export class Cart {
  items: Item[] | null = [];
  total = 1n;
  email = '';
  tags = new Set<string>();
}
export const carts = new Map<string, Cart>();
export let revenue = 1n;
export const fresh: Item[] = [];`,
};
const TO_BIGINT = retyped({ kind: 'scalar', from: 'number', to: 'bigint' });
const ITEMS = { kind: 'array', element: { kind: 'object', type: 'src/a.ts#Item' } } as const;
const JUDGED = {
  'Cart.items': retyped({ kind: 'widen', shape: ITEMS, back: { kind: 'array' } }, 'auto'),
  'Cart.total': TO_BIGINT,
  'Cart.mail': { verdict: 'choose', reason: 'It may be email.', conversion: null, candidates: ['email'] },
  'Cart.email': { verdict: 'choose', reason: 'It may be mail.', conversion: null, candidates: ['mail'] },
  'Cart.tags': { verdict: 'auto', change: 'added', conversion: null },
  revenue: TO_BIGINT,
  fresh: { verdict: 'auto', change: 'added', conversion: null },
} as const;

const versions = new TwoVersions(past, future, JUDGED);

function planFor(files: ReadonlyMap<string, string>) {
  return buildPlan({
    diff: versions.diff,
    transferFiles: files,
    transferRoot: files.size > 0 ? '/future/transfer' : null,
  });
}

function field(plan: TransferPlan, name: string): FieldPlan {
  const cart = plan.types.find((type) => type.key === 'src/a.ts#Cart')!;
  return cart.fields.find((each) => (each.future ?? each.past) === name)!;
}

test('says how each piece moves, with generated mappers where the author has none', () => {
  const { plan, missing } = planFor(new Map());
  const hows = ['items', 'total', 'mail', 'email', 'tags', 'gone'].map((name) => [name, field(plan, name).how]);
  expect(Object.fromEntries(hows)).toEqual({
    items: 'map',
    total: 'map',
    mail: 'undecided',
    email: 'undecided',
    tags: 'map',
    gone: 'drop',
  });
  expect(missing.map(({ name, reason }) => [name, reason])).toEqual([
    ['src/a.ts#Cart.mail', 'It may be email.'],
    ['src/a.ts#Cart.email', 'It may be mail.'],
  ]);
  expect(missing[1]!.position).toMatchObject({ file: 'src/a.ts', line: 5, column: 3 });
  const roots = plan.roots.map(({ future: name, how }) => [name, how]);
  expect(Object.fromEntries(roots)).toMatchObject({
    'src/a.ts#carts': 'carry',
    'src/a.ts#revenue': 'map',
    'src/a.ts#fresh': 'new',
  });
  expect(plan.mappers.map(({ name, path }) => [name, path])).toEqual([['generated/src/a.ts', null]]);
  expect(plan.mappers[0]!.code).not.toContain('TODO_');
});

test('refers to mappers that its modules export', () => {
  const { plan } = planFor(new Map());
  const references = [...plan.types, ...plan.roots].flatMap(({ mapper }) => mapper ?? []);
  expect(references).toHaveLength(2);
  for (const reference of references) {
    const module = plan.mappers.find(({ name }) => name === reference.module)!;
    const exports: Record<string, unknown> = {};
    new Function('exports', module.code)(exports);
    expect(exports).toHaveProperty(reference.export);
    expect(module.locations).toContainEqual(expect.objectContaining({ export: reference.export }));
  }
});

test('the shapes that generated mappers name are in the plan', () => {
  const { plan } = planFor(new Map());
  expect(plan.mappers[0]!.source).toContain("ferry.carry(past.items, 'src/a.ts#Item[]')");
  expect(plan.shapes).toContainEqual({ name: 'src/a.ts#Item[]', shape: ITEMS });
});

test('objects of a class are known by it, plain ones by where they are', () => {
  const { plan } = planFor(new Map());
  const [cart, item] = ['src/a.ts#Cart', 'src/a.ts#Item'].map((key) => plan.types.find((type) => type.key === key)!);
  expect(cart).toMatchObject({ pastClass: 'src/a.ts#Cart', futureClass: 'src/a.ts#Cart' });
  expect(item).toMatchObject({ pastClass: null, futureClass: null, mapper: null });
  expect(field(plan, 'gone').shape).toEqual({ kind: 'map', key: { kind: 'value' }, value: ITEMS.element });
});

test('initializers of new fields are plain JavaScript', () => {
  expect(field(planFor(new Map()).plan, 'tags').initializer).toBe('new Set()');
  expect(field(planFor(new Map()).plan, 'total').initializer).toBe(null);
});

test("the author's mappers come first, and only what they leave open is missing", () => {
  const files = versions.generate().files;
  const stubbed = planFor(files);
  expect(stubbed.missing.map(({ name }) => name)).toEqual(['src/a.ts#Cart.mail', 'src/a.ts#Cart.email']);
  const written = files.get('src/a.ts')!.replace('TODO_email', 'past.mail').replace('TODO_mail', 'future.email');
  const { plan, missing } = planFor(new Map([...files, ['src/a.ts', written]]));
  expect(missing).toEqual([]);
  expect(field(plan, 'email').how).toBe('map');
  expect(field(plan, 'mail').how).toBe('map');
  expect(plan.mappers.map(({ name, path }) => [name, path])).toEqual([['src/a.ts', '/future/transfer/src/a.ts']]);
});

test('a changed field that the mapper of the author leaves out is missing', () => {
  const text = `export const cart = {
  type: 'src/a.ts#Cart',
  law: 'bijective',
  forward(past, future) { future.items = past.items; future.email = past.mail; },
  backward(future, past) { past.items = future.items; past.mail = future.email; },
};`;
  const { missing, plan } = planFor(new Map([['cart.ts', text]]));
  expect(missing.map(({ name, reason }) => [name, reason])).toEqual([
    ['src/a.ts#Cart.total', 'The mapper cart does not fill total.'],
  ]);
  expect(field(plan, 'tags').how).toBe('new');
});

test('can be sent to another process', () => {
  const { plan } = planFor(versions.generate().files);
  expect(JSON.parse(JSON.stringify(plan))).toEqual(plan);
});
