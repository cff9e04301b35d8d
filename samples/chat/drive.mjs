// A client of the chat server: puts state in over HTTP, and reads it back.
//
//   node drive.mjs PORT          fills the server and prints what it answers
//
// The demo and the tests import `fill` and `read`.

import { pathToFileURL } from 'node:url';

/** Sends one request and gives the parsed answer; throws for anything but 200. */
export async function send(port, method, path, body) {
  const response = await fetch(`http://127.0.0.1:${port}${path}`, {
    method,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const answer = await response.json();
  if (response.status !== 200) throw new Error(`${method} ${path}: ${answer.error}`);
  return answer;
}

/** One small request, for traffic. */
export const ping = (port) => send(port, 'GET', '/stats');

const people = [
  { user: 'Ada', role: 'moderator', color: 'teal' },
  { user: 'Bela', role: 'member', color: 'plum' },
  { user: 'Chidi', role: 'member', color: 'rust' },
  { user: 'Dora', role: 'guest', color: 'navy' },
];
const rooms = ['lobby', 'garden'];
const texts = ['hello', 'is @Dora here?', 'no — she left', 'then later, @Bela'];

/** Opens sessions, talks in two rooms, reacts, and leaves messages and mentions that wait. */
export async function fill(port) {
  const sessions = [];
  for (const person of people) sessions.push(await send(port, 'POST', '/sessions', person));
  for (const room of rooms) {
    for (const { id } of sessions) await send(port, 'POST', `/rooms/${room}/join`, { session: id });
    for (const [index, text] of texts.entries()) {
      const { id } = sessions[index % sessions.length];
      const { seq } = await send(port, 'POST', `/rooms/${room}/messages`, { session: id, text });
      await send(port, 'POST', `/rooms/${room}/react`, { seq: String(seq), emoji: index % 2 ? '👍' : '🎉' });
    }
  }
  await send(port, 'POST', `/sessions/${sessions[1].id}/presence`, { presence: 'Away' });
  await send(port, 'POST', `/sessions/${sessions[3].id}/presence`, { presence: 'Offline' });
  await send(port, 'POST', `/sessions/${sessions[2].id}/fetch`);
}

/** All that the server shows of its state; the same as long as nobody changes it. */
export async function read(port) {
  const { mentions, rooms: names } = await send(port, 'GET', '/stats');
  const ids = await send(port, 'GET', '/sessions');
  return {
    mentions,
    rooms: await Promise.all(names.map((name) => send(port, 'GET', `/rooms/${name}`))),
    sessions: await Promise.all(ids.map((id) => send(port, 'GET', `/sessions/${id}`))),
  };
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const port = Number(process.argv[2] ?? 8080);
  await fill(port);
  console.log(JSON.stringify(await read(port), null, 2));
}
