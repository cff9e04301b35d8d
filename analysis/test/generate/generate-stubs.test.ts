import { expect, test } from 'vitest';
import { buildPlan } from '../../src/plan/build-plan.ts';
import { load, retyped, TestFerry, TwoVersions } from './two-versions.ts';

const past = { 'src/a.ts': 'export interface User { mail: string; level: number }\nexport const users: User[] = [];' };
const future = {
  'src/a.ts': 'export interface User { email: string; level: string[] }\nexport const users: User[] = [];',
};
const versions = new TwoVersions(past, future, {
  'User.level': retyped(null, 'manual'),
  'User.email': {
    verdict: 'choose',
    reason: 'It may be mail; declare @renamedFrom.',
    conversion: null,
    candidates: ['mail'],
  },
  'User.mail': { verdict: 'choose', reason: 'It may be email.', conversion: null, candidates: ['email'] },
});

test('what needs the author gets a stub that does not compile and says what is wanted', () => {
  const { files } = versions.generate();
  const text = files.get('src/a.ts')!;
  const problems = versions.check(files);
  const stubs = problems.map((problem) => problem.message.replace(/^The value of (\w+) is not written yet:.*/, '$1'));
  expect(stubs.toSorted(), text).toEqual(['email', 'level', 'level', 'mail']);
  const at = text.split('\n').findIndex((line) => line.includes('future.level = TODO_level')) + 1;
  expect(problems).toContainEqual(
    expect.objectContaining({ file: 'src/a.ts', line: at, message: expect.stringContaining('level is not written') }),
  );
  expect(text).toContain('Candidates: mail.');
  expect(text).toContain('@renamedFrom');
});

test('a stub throws when it is run, both ways', () => {
  const { user } = load('src/a.ts', versions.generate().files.get('src/a.ts')!);
  expect(() => user!.forward({ mail: 'a', level: 1 }, {}, new TestFerry())).toThrow(/TODO_\w+ is not defined/);
  expect(() => user!.backward({ email: 'a', level: [] }, {}, new TestFerry())).toThrow(/TODO_\w+ is not defined/);
});

test('nothing is moved by guess', () => {
  const text = versions.generate().files.get('src/a.ts')!;
  expect(text).not.toMatch(/future\.email = (?!TODO_)/);
  expect(text).not.toMatch(/past\.mail = (?!TODO_)/);
});

test('keys under an index signature are converted where a dictionary stands, and beside fields', () => {
  const source = (type: string) => ({
    'src/a.ts': `export interface Bag { [key: string]: ${type} }
    export interface Mixed { name: ${type}; [key: string]: ${type} }
    export const bags: Bag[] = [];
    export const mixed: Mixed[] = [];`,
  });
  const judged = new TwoVersions(source('number'), source('bigint'), null);
  const { files } = judged.generate();
  const text = files.get('src/a.ts')!;
  expect(judged.check(files), text).toEqual([]);
  const { bags, mixed } = load('src/a.ts', text);
  const forward = bags!.forward as (past: unknown, ferry: unknown) => unknown;
  expect(forward([{ a: 1 }], new TestFerry())).toEqual([{ a: 1n }]);
  const future: Record<string, unknown> = {};
  (mixed!.forward as (past: unknown, future: unknown, ferry: unknown) => void)(
    { name: 1, a: 2 },
    future,
    new TestFerry(),
  );
  expect(future).toEqual({ name: 1n, a: 2n });
  const past: Record<string, unknown> = {};
  (mixed!.backward as (future: unknown, past: unknown, ferry: unknown) => void)(
    { name: 1n, a: 2n },
    past,
    new TestFerry(),
  );
  expect(past).toEqual({ name: 1, a: 2 });
  const { missing } = buildPlan({ diff: judged.diff, transferFiles: new Map(), transferRoot: null });
  expect(missing).toEqual([]);
});
