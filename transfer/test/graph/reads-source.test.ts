import { expect, it } from 'vitest';
import { mayReadSource } from '../../src/agents/rebuild/reads-source.ts';

const of = (text: string) => (new Function(`return ({ ${text} })`)() as Record<string, Function>)['forward']!;

it.each([
  ['forward(past, future) { future.visits = 0; }'],
  ['forward(past, future) {}'],
  ['forward() {}'],
  ['forward: function (past, future) { future.pastVisits = 0; }'],
  ['forward: (past, future) => { future.x = "path"; }'],
])('%s never looks at its source', (text) => {
  expect(mayReadSource(of(text))).toBe(false);
});

it.each([
  ['forward(past, future) { future.visits = past.visits; }'],
  ['forward({ visits }, future) { future.visits = visits; }'],
  ['forward(past = {}, future) {}'],
  ['forward(...all) { all[1].visits = all[0].visits; }'],
  ['forward(past, future) { future.visits = arguments[0].visits; }'],
  ['forward(past, future) { future.visits = eval("pa" + "st").visits; }'],
  ['forward(past, future) { future.visits = p\\u0061st.visits; }'],
  ['forward: past => { past.visits; }'],
  ['forward: (past, future) => Object.assign(future, past)'],
  ['forward: ((past, future) => {}).bind(null)'],
  ['async forward(past) {}'],
])('%s may', (text) => {
  expect(mayReadSource(of(text))).toBe(true);
});
