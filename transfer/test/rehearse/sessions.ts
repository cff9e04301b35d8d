import type { MapperModule, TransferPlan, VersionNames } from '@timeferry/analysis/transfer-plan';
import { field, M_MAPPER, plan, root, type } from '../graph/programs.ts';

/** A server in two versions, and the plan between them, as small as they can be with every kind of change. */
const STATE = (version: 'past' | 'future') => `
const firstTag = 'new';
export const sessions = new Map();
export const registry = { latest: null, names: ['boot'] };
export let total = 0;
const aliases = { sessions, names: registry.names };
export class Session {
  #visits = 0;
  constructor(id, expires) {
    this.id = id;
    this.expires = ${version === 'past' ? 'expires' : 'BigInt(expires)'};
    this.friends = [];
    ${version === 'past' ? "this.legacy = { note: 'old ' + id, self: this };" : 'this.tags = [firstTag];'}
  }
  visit() { this.#visits++; return this.#visits; }
  get visits() { return this.#visits; }
}
export function open(id, expires) {
  const session = new Session(id, expires);
  for (const other of sessions.values()) session.friends.push(other);
  session.friends.push(session);
  sessions.set(id, session);
  registry.latest = session;
  registry.names.push(id);
  session.visit();
  total += 1;
  return session;
}
export function digest() {
  const list = [...aliases.sessions.values()];
  return {
    total,
    names: aliases.names,
    latest: registry.latest?.id,
    sessions: list.map((one) => [one.id, String(one.expires), one.visits, one.friends.map((friend) => friend.id), one.legacy?.note]),
  };
}
`;

const MAIN = `
import { createServer } from 'node:http';
import { digest, open } from './state.mjs';
const server = createServer((request, response) => {
  const url = new URL(request.url, 'http://localhost');
  if (url.pathname === '/open') open(url.searchParams.get('id'), Number(url.searchParams.get('expires')));
  response.end(JSON.stringify(digest()));
});
server.listen(0, '127.0.0.1', () => console.log('ready ' + server.address().port));
setInterval(() => {}, 50);
`;

export const PAST_FILES = { 'main.mjs': MAIN, 'state.mjs': STATE('past') };
export const FUTURE_FILES = { 'main.mjs': MAIN, 'state.mjs': STATE('future') };

const NAMES: VersionNames = {
  modules: [
    { name: 'main.mjs', files: ['main.mjs'], classes: [], functions: [] },
    { name: 'state.mjs', files: ['state.mjs'], classes: ['Session'], functions: ['open', 'digest'] },
  ],
};

export const RIGHT = `exports.session = {
  forward(past, future) { future.expires = BigInt(past.expires); },
  backward(future, past) { past.expires = Number(future.expires); },
};`;

/** The plan with a transfer module whose only mapper is `session`. */
export function sessionPlan(code: string, module: Partial<MapperModule> = {}): TransferPlan {
  const session = { kind: 'object', type: 'm.ts#Session' } as const;
  const name = 'state.mjs#Session';
  const at = (binding: string) => ({ past: `state.mjs#${binding}`, future: `state.mjs#${binding}` });
  return plan({
    past: NAMES,
    future: NAMES,
    roots: [
      root('sessions', {
        ...at('sessions'),
        kind: 'const',
        shape: { kind: 'map', key: { kind: 'value' }, value: session },
      }),
      root('registry', { ...at('registry'), kind: 'const' }),
      root('total', at('total')),
      root('aliases', { ...at('aliases'), kind: 'const' }),
    ],
    types: [
      type('Session', SESSION_FIELDS, {
        past: name,
        future: name,
        pastClass: name,
        futureClass: name,
        mapper: M_MAPPER('session'),
      }),
    ],
    mappers: [{ name: 'm.ts', path: null, source: code, code, map: '', ...module }],
  });
}

const SESSION_FIELDS = [
  field('id'),
  field('expires', { change: 'retyped', verdict: 'lossy', how: 'map' }),
  field('friends', { shape: { kind: 'array', element: { kind: 'object', type: 'm.ts#Session' } } }),
  field('#visits'),
  field('legacy', { future: null, change: 'removed', how: 'drop' }),
  field('tags', { past: null, change: 'added', how: 'new', initializer: '[firstTag]' }),
];
