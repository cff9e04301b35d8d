import { describe, expect, test } from 'vitest';
import { diffModels } from '../../src/diff-programs.ts';
import { diffReport } from '../../src/diff-report.ts';
import { generateModules } from '../../src/generate/generate-transfer.ts';
import { buildPlan } from '../../src/plan/build-plan.ts';
import { readRules } from '../../src/transfer-rules.ts';
import { inClass, inType, rule } from '../support/rule.ts';
import { diffSources, openSources, type Sources } from '../support/versions.ts';

/** The diff of two versions under the rules of a transfer module. */
function ruled(past: Sources, future: Sources, rules: string) {
  const text = `export const rules = [${rules}] satisfies Rule[];`;
  const model = (sources: Sources) => openSources(sources).model();
  return diffModels(model(past), model(future), readRules(new Map([['rules.ts', text]])));
}

const pieces = (diff: ReturnType<typeof ruled>) =>
  [...diff.roots, ...diff.types.flatMap(({ fields }) => fields)].map(({ past, future, verdict, change }) =>
    [past?.name ?? null, future?.name ?? null, verdict, change].join(' '),
  );

describe('rename-or-move-rule', () => {
  const user = (mail: string) => `export interface User { id: string; ${mail} }\nexport const users: User[] = [];`;

  test('a field', () => {
    const rules = `{ rename: 'src/app.ts#User.mail', to: 'email', because: 'the new API says so' }`;
    const diff = ruled({ 'src/app.ts': user('mail: Date') }, { 'src/app.ts': user('email: Date') }, rules);
    expect(pieces(diff)).toContain('mail email auto renamed');
    expect(diff.stale).toEqual([]);
  });

  test('a field that is retyped too is judged as that pair', () => {
    const rules = `{ rename: 'src/app.ts#User.mail', to: 'email' }`;
    const diff = ruled({ 'src/app.ts': user('mail: number') }, { 'src/app.ts': user('email: bigint') }, rules);
    expect(pieces(diff)).toContain('mail email lossy renamed');
  });

  test('a field of a type that another rule renames, in whatever order', () => {
    const past = { 'src/app.ts': user('mail: Date') };
    const future = { 'src/app.ts': user('email: Date').replaceAll('User', 'Account') };
    const rules = `{ rename: 'src/app.ts#User.mail', to: 'email' }, { rename: 'src/app.ts#User', to: 'Account' }`;
    const diff = ruled(past, future, rules);
    expect(pieces(diff)).toContain('mail email auto renamed');
    expect(pieces(diff)).toContain('src/app.ts#users src/app.ts#users auto retyped');
  });

  test('a root, inside its module and to another one', () => {
    const past = { 'src/app.ts': 'export let hits = 0; export let gone = new Date();', 'src/b.ts': 'export {};' };
    const future = {
      'src/app.ts': 'export let visits = 0;',
      'src/b.ts': 'export let gone = new Date(); export const more = [1];',
    };
    const rules = `{ rename: 'src/app.ts#hits', to: 'visits' }, { move: 'src/app.ts#gone', to: 'src/b.ts#gone' }`;
    const found = pieces(ruled(past, future, rules));
    expect(found).toContain('src/app.ts#hits src/app.ts#visits auto renamed');
    expect(found).toContain('src/app.ts#gone src/b.ts#gone auto moved');
  });

  test('every instantiation of a generic type', () => {
    const source = (field: string) =>
      `interface Box<T> { ${field}: T }\nexport const a: Box<Date>[] = []; export const b: Box<number>[] = [];`;
    const rules = `{ rename: 'src/app.ts#Box.old', to: 'fresh' }`;
    const found = pieces(ruled({ 'src/app.ts': source('old') }, { 'src/app.ts': source('fresh') }, rules));
    expect(found.filter((each) => each === 'old fresh auto renamed')).toHaveLength(2);
  });

  rule(
    'a field in a doc tag, under either name',
    inType('- a: Date; b: Date;\n+ /** @renamedFrom a */ x: Date; /** @movedFrom b */ y: Date;'),
    {
      'T.x': 'auto',
      'T.y': 'auto',
    },
  );
  rule(
    'a field that moved into an object is left to a mapper',
    `
    export interface T { id: string;
    - city: Date;
    + address: Address;
    }
    + export interface Address {
    + /** @movedFrom T.city */
    + city: Date }
    export const all: T[] = [];`,
    { '-T.city': 'lossy', 'T.address': 'manual', 'Address.city': 'manual' },
  );
  rule(
    'a static of a class that was renamed follows it',
    `
    - export class Old { static made = new Date(); x = 1 }
    + export class Fresh { static made = new Date(); x = 1 }
    - export const all: Old[] = [];
    + export const all: Fresh[] = [];`,
    { 'Fresh.made': 'auto', '-Old.made': 'absent' },
  );
  rule(
    'two renames are never chained by guess',
    `
    - export interface A { x: number; when: Date; who: Set<string> }
    + export interface B { y: number; since: Date; who: Set<string> }
    - export const as: A[] = [];
    + export const bs: B[] = [];`,
    { '-as': 'lossy', bs: 'auto' },
  );
});

describe('transient', () => {
  const socket = inClass('/** @transient opened anew */ pending: Promise<void> | null = null;');

  rule('keeps its verdict, which the decision settles', socket, { 'T.pending': 'refused' });

  test('is reported with its reason, planned to start anew, and needs no mapper', () => {
    const diff = diffSources({ 'src/app.ts': socket }, { 'src/app.ts': socket });
    const field = diffReport(diff)
      .types.flatMap(({ fields }) => fields)
      .find(({ name }) => name === 'pending');
    expect(field?.settled).toBe('opened anew');
    const { plan, missing } = buildPlan({ diff, transferFiles: new Map(), transferRoot: null });
    expect(missing).toEqual([]);
    const planned = plan.types.flatMap(({ fields }) => fields).find(({ future }) => future === 'pending');
    expect(planned).toMatchObject({ how: 'new', initializer: 'null', transient: 'opened anew' });
    expect([...generateModules(diff, new Map(), true)]).toEqual([]);
  });

  test('is a rule of a transfer module too', () => {
    const source = { 'src/app.ts': 'export let pending: Promise<void> | null = null;' };
    const { roots } = ruled(source, source, `{ transient: 'src/app.ts#pending', because: 'asked for again' }`);
    expect(roots.map(({ transient }) => transient)).toEqual(['asked for again']);
  });

  test.each(['Old.gone', 'Fresh.gone'])('is a rule of a field that is gone too, named %s', (name) => {
    const past = { 'src/app.ts': inClass('gone = new Date();').replaceAll('T', 'Old') };
    const future = { 'src/app.ts': inClass('').replaceAll('T', 'Fresh') };
    const rules = `{ rename: 'src/app.ts#Old', to: 'Fresh' }, { transient: 'src/app.ts#${name}', because: 'unused' }`;
    const { types, stale } = ruled(past, future, rules);
    const gone = types.flatMap(({ fields }) => fields).find((field) => field.past?.name === 'gone');
    expect([gone?.transient, stale]).toEqual(['unused', []]);
  });

  test('does not settle a new field that nothing gives a value', () => {
    const [past, future] = [inType(''), inType('/** @transient computed */ a: number;')];
    const diff = diffSources({ 'src/app.ts': past }, { 'src/app.ts': future });
    const { missing } = buildPlan({ diff, transferFiles: new Map(), transferRoot: null });
    expect(missing.map(({ name }) => name)).toEqual(['src/app.ts#T.a']);
  });
});

describe('stale-rule', () => {
  rule('a tag that names nothing changes nothing', inType('+ /** @renamedFrom nope */ a?: Date;'), { 'T.a': 'auto' });

  test('tags that match nothing are reported, an inherited one once', () => {
    const base = 'class Base { /** @renamedFrom nope */ a = 1 }';
    const source = `${base}\nexport class B extends Base {}\nexport class C extends Base {}
      export const bs: B[] = []; export const cs: C[] = [];
      /** @movedFrom src/gone.ts#x */ export let x = new Date();`;
    const { stale } = diffSources({ 'src/app.ts': source }, { 'src/app.ts': source });
    expect(stale!.map(({ state }) => state).toSorted()).toEqual(['src/app.ts#B.a', 'src/app.ts#x']);
    expect(stale![0]!.position?.file).toBe('src/app.ts');
  });

  test('a tag of a rename that is applied is not stale, and is after the next update', () => {
    const [first, second] = [inType('mail: Date;'), inType('/** @renamedFrom mail */ email: Date;')];
    expect(diffSources({ 'src/app.ts': first }, { 'src/app.ts': second }).stale).toEqual([]);
    const [stale] = diffSources({ 'src/app.ts': second }, { 'src/app.ts': second }).stale!;
    expect(stale?.message).toBe('@renamedFrom mail on src/app.ts#T.email matches nothing any more; take it out.');
  });

  test('rules that match nothing are reported at their place', () => {
    const source = { 'src/app.ts': 'export let x = [1];' };
    const { stale } = ruled(source, source, `\n{ rename: 'src/app.ts#y', to: 'x' }`);
    expect(stale).toEqual([
      {
        state: 'src/app.ts#y',
        message: 'The rule rename src/app.ts#y to x matches nothing any more; take it out.',
        version: 'transfer',
        position: { file: 'rules.ts', line: 2, column: 1 },
      },
    ]);
  });

  test('a transient without a reason settles nothing', () => {
    const source = { 'src/app.ts': '/** @transient */\nexport let pending: Promise<void> | null = null;' };
    const { roots, stale } = diffSources(source, source);
    expect(roots[0]!.transient).toBeUndefined();
    expect(stale!.map(({ message }) => message)).toEqual([
      '@transient on src/app.ts#pending gives no reason, so it settles nothing.',
    ]);
  });
});
