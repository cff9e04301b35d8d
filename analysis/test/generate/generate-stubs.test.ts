import { expect, test } from 'vitest';
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
