import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Message, Presence, type Role, type Session } from './model.js';
import { blocked, countRequest, mentions, open, react, roomNamed, rooms, say, sessions } from './state.js';

type Body = Record<string, string>;

function showMessage(message: Message) {
  const { seq, from, text, bytes, sentAt, reactions } = message;
  return { seq: Number(seq), from, text, bytes, sentAt, reactions: Object.fromEntries(reactions) };
}

function showSession(session: Session) {
  const { id, user, nickname, role, presence, lastSeen, outbox } = session;
  return {
    id,
    user,
    nickname,
    role,
    presence: Presence[presence],
    lastSeen: Number(lastSeen),
    outbox: outbox.map(showMessage),
  };
}

function sessionOf(body: Body): Session {
  const session = sessions.get(body['session'] ?? '');
  if (!session) throw new Error('no such session');
  return session;
}

function handle(method: string, path: readonly string[], body: Body): unknown {
  const [area, name = '', part = ''] = path;
  switch (`${method} /${area ?? ''}${part ? `/${part}` : ''}`) {
    case 'GET /stats':
      return { served: countRequest(), sessions: sessions.size, rooms: [...rooms.keys()], mentions: mentions.length };
    case 'POST /sessions':
      return showSession(open(body['user']!, (body['role'] ?? 'guest') as Role));
    case 'GET /sessions':
      return name ? showSession(sessionOf({ session: name })) : [...sessions.keys()];
    case 'POST /sessions/presence':
      sessionOf({ session: name }).presence = Presence[body['presence'] as keyof typeof Presence];
      return {};
    case 'POST /sessions/fetch':
      return sessionOf({ session: name }).fetch().map(showMessage);
    case 'POST /rooms/join':
      roomNamed(name).join(sessionOf(body));
      return {};
    case 'POST /rooms/messages':
      return showMessage(say(sessionOf(body), roomNamed(name), body['text']!));
    case 'POST /rooms/react': {
      const message = roomNamed(name).find(BigInt(body['seq']!));
      if (!message) throw new Error('no such message');
      react(message, body['emoji']!);
      return showMessage(message);
    }
    case 'POST /rooms/pin': {
      const message = roomNamed(name).find(BigInt(body['seq']!));
      if (!message) throw new Error('no such message');
      roomNamed(name).pin(message);
      return showMessage(message);
    }
    case 'POST /sessions/block':
      blocked.add(sessionOf({ session: name }).user);
      return {};
    case 'GET /rooms': {
      const room = roomNamed(name);
      return {
        name: room.name,
        members: room.members.map((member) => member.user),
        latest: room.latest(50).map(showMessage),
      };
    }
    default:
      throw new Error(`nothing at ${method} /${path.join('/')}`);
  }
}

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  let text = '';
  for await (const chunk of request) text += chunk;
  const path = new URL(request.url ?? '/', 'http://localhost').pathname.split('/').filter(Boolean);
  let status = 200;
  let result: unknown;
  try {
    result = handle(request.method ?? 'GET', path.map(decodeURIComponent), text ? JSON.parse(text) : {});
  } catch (error) {
    status = 400;
    result = { error: (error as Error).message };
  }
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(result));
}

/** Tells everybody who was mentioned, oldest first. */
function tellMentioned(): void {
  for (const { user, message } of mentions.splice(0)) {
    for (const session of sessions.values()) {
      if (session.user === user) session.deliver(message);
    }
  }
}

function announce(this: Server): void {
  console.log(`chat listens on ${(this.address() as AddressInfo).port}`);
}

setInterval(tellMentioned, 60_000).unref();
createServer((request, response) => void answer(request, response)).listen(
  Number(process.env['PORT'] ?? 8080),
  '127.0.0.1',
  announce,
);
