import { expect, test } from 'vitest';
import { readFunctions } from '../src/code/read-functions.ts';

const TEXT = `
function makeStore(size) {
  let items = [];
  return {
    get() { return items; },
    push: (one) => { items = [...items, one]; return size; },
  };
}
class Clock {
  ticks = 0;
  later = () => this.ticks;
  #hidden() { return (() => arguments.length); }
}
const named = __name((a) => (b) => a + b, "named");
for (const key of ['x']) keep(() => key);
`;

const functions = readFunctions(TEXT);
const byLabel = (label: string) => functions.find((one) => one.label === label)!;
const namesOf = (label: string) => byLabel(label).captures.map(({ name, isAssigned }) => [name, isAssigned]);

test('functions stand where their text stands, with what is around them', () => {
  const { start, end, parent, form } = byLabel('push');
  expect(TEXT.slice(start, end)).toBe('(one) => { items = [...items, one]; return size; }');
  expect(functions[parent]).toMatchObject({ label: 'makeStore', form: 'declaration' });
  expect(form).toBe('expression');
  expect(byLabel('get').form).toBe('member');
  expect(TEXT.slice(byLabel('named').labelAt).startsWith('named')).toBe(true);
});

test('what they capture is known, and whether it is assigned; variables of the script itself are not among it', () => {
  expect(namesOf('get')).toEqual([['items', true]]);
  expect(namesOf('push')).toEqual([
    ['items', true],
    ['size', false],
  ]);
  expect(namesOf('named')).toEqual([]);
  const nameless = functions
    .filter(({ label }) => label === '')
    .map(({ captures }) => captures.map(({ name }) => name));
  expect(nameless).toEqual([[], ['a'], ['key']]);
});

test('what cannot be given to code in another place is named', () => {
  expect(byLabel('later')).toMatchObject({ usesOuterThis: true, obstacle: null });
  expect(functions.map(({ obstacle }) => obstacle).filter(Boolean)).toEqual(['`arguments` of the function around it']);
});

test('around them are the scopes with all that functions in them capture, innermost first', () => {
  const TWICE = `
function outer(e) {
  let t = 0;
  const n = () => t;
  for (const r of e) keep((e) => { let t = r; const own = 1; return () => n() + t; });
}`;
  const codes = readFunctions(TWICE);
  const scopes = codes.at(-1)!.scopes.map(({ owner, isOfCall, variables }) => ({
    ...{ owner, isOfCall },
    captured: variables.flatMap(({ name, isCaptured }) => (isCaptured ? [name] : [])),
  }));
  expect(scopes).toEqual([
    { owner: 2, isOfCall: true, captured: ['t'] },
    { owner: 0, isOfCall: false, captured: ['r'] },
    { owner: 0, isOfCall: true, captured: ['t', 'n'] },
  ]);
  expect(codes[2]!.declares).toEqual(['e', 't', 'own']);
  expect(codes[0]!.scopes).toEqual([]);
});
