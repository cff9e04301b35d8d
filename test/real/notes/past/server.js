import { createServer } from 'node:http';
import TTLCache from '@isaacs/ttlcache';
import { MemoryStore } from 'express-rate-limit';
import MiniSearch from 'minisearch';

const hour = 3_600_000;

const notes = new MiniSearch({ fields: ['title', 'text'], storeFields: ['title'] });
/** @type {TTLCache<string, { user: string }>} */
const sessions = new TTLCache({ ttl: hour });
const logins = new MemoryStore();
logins.init({ windowMs: hour });

/** Three logins an hour for each user. */
async function logIn(user) {
  const { totalHits } = await logins.increment(user);
  if (totalHits > 3) return [429, { tried: totalHits }];
  const token = `${user}-${totalHits}`;
  sessions.set(token, { user });
  return [200, { token }];
}

function addNote(token, note) {
  const session = sessions.get(token);
  if (session === undefined) return [401, {}];
  notes.add(note);
  return [200, { by: session.user, notes: notes.documentCount }];
}

const findNotes = (text) => [200, notes.search(text, { prefix: true }).map(({ id, title }) => ({ id, title }))];

async function answer(method, { pathname, searchParams }) {
  const [first, second] = pathname.slice(1).split('/');
  if (method === 'POST' && first === 'logins') return logIn(second);
  if (method === 'GET') return findNotes(searchParams.get('q'));
  const { token, ...note } = Object.fromEntries(searchParams);
  return addNote(token, { id: Number(second), ...note });
}

const server = createServer(async (request, response) => {
  const [status, body] = await answer(request.method, new URL(request.url, 'http://localhost'));
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
});
server.listen(Number(process.env.PORT ?? 0), '127.0.0.1', () => console.log(`listening on ${server.address().port}`));
