import { randomUUID } from 'node:crypto';
import { type Mention, type Message, type Role, Session } from './model.js';
import { Room } from './room.js';
import { makeSequence } from './sequence.js';

export const sessions = new Map<string, Session>();
export const rooms = new Map<string, Room>();
/** Mentions that wait for the next round. */
export const mentions: Mention[] = [];
/** Users who may not write any more. */
export const blocked = new Set<string>();
export const nextSeq = makeSequence();
let served = 0;

export function countRequest(): number {
  served += 1;
  return served;
}

export function open(user: string, role: Role): Session {
  const session = new Session(randomUUID(), user, role);
  sessions.set(session.id, session);
  return session;
}

export function roomNamed(name: string): Room {
  const known = rooms.get(name);
  if (known) return known;
  const room = new Room(name);
  rooms.set(name, room);
  return room;
}

export function say(session: Session, room: Room, text: string): Message {
  if (blocked.has(session.user)) throw new Error('blocked');
  const message: Message = {
    seq: nextSeq(),
    from: session.user,
    text,
    bytes: Buffer.byteLength(text),
    sentAt: Date.now(),
    reactions: [],
  };
  session.lastSeen = BigInt(message.sentAt);
  room.post(message);
  for (const [, user] of text.matchAll(/@(\w+)/g)) mentions.push({ user: user!, message });
  return message;
}

export function react(message: Message, emoji: string): void {
  const entry = message.reactions.find(([known]) => known === emoji);
  if (entry) entry[1] += 1;
  else message.reactions.push([emoji, 1]);
}
