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
