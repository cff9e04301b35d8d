import { expect, test } from 'vitest';
import { diffReport } from '../src/diff-report.ts';
import { explainCandidates } from '../src/pair/explain-candidates.ts';
import { diffSources, type Sources } from './support/versions.ts';

function explained(past: Sources, future: Sources) {
  const texts = { past: (module: string) => past[module], future: (module: string) => future[module] };
  return diffReport(explainCandidates(diffSources(past, future), texts));
}

const source = (first: string, second: string) => ({
  'src/app.ts': `export interface User { id: number; ${first}: string; ${second}: string }
    export const users: User[] = [];
    export function send(user: User) { console.log(user.${first}.trim()); }
    export function greet(user: User) { user.${second} = user.${second} + '!'; }`,
});

test('how the code used a name before and after tells two renames apart', () => {
  const { types } = explained(source('ab', 'cd'), source('uv', 'xy'));
  const gone = types[0]!.fields.find(({ pastName, name }) => pastName === 'ab' && name === null)!;
  expect(gone.candidates).toEqual(['uv', 'xy']);
  const [right, wrong] = gone.evidence!;
  expect(right).toMatchObject({ name: 'uv', because: ['the same type', 'used in the same way in send'] });
  expect(wrong).toMatchObject({ name: 'xy', because: ['the same type'] });
  expect(right!.confidence).toBeGreaterThan(wrong!.confidence);
});

test('a root that moved, seen from both sides', () => {
  const use = 'export function count() { hits += 1; }';
  const past = { 'src/app.ts': `export let hits = 0; ${use}`, 'src/b.ts': 'export const x = 1;' };
  const future = { 'src/app.ts': 'export const y = 1;', 'src/b.ts': `export let hits = 0; ${use}` };
  const { roots } = explained(past, future);
  const because = ['the same name', 'the same type', 'used in the same way in count', 'nothing else fits'];
  expect(roots.map(({ evidence }) => evidence)).toEqual([
    [{ name: 'src/b.ts#hits', confidence: 1, because }],
    [{ name: 'src/app.ts#hits', confidence: 1, because }],
  ]);
});

test('nothing is decided by it', () => {
  const { summary } = explained(source('ab', 'cd'), source('uv', 'xy'));
  expect(summary.choose).toBe(5);
});

test('a choice between readings of one value has none', () => {
  const field = (type: string) => ({ 'src/app.ts': `export let at: { x: ${type} } = null!;` });
  const { types } = explained(field('Date'), field('number'));
  expect(types[0]!.fields[0]).not.toHaveProperty('evidence');
});
