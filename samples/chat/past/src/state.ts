import { randomUUID } from 'node:crypto';
import { type Mention, type Message, Presence, type Session } from './model.js';
import { Room } from './room.js';
import { makeSequence } from './sequence.js';

export const sessions = new Map<string, Session>();
export const rooms = new Map<string, Room>();
/** Mentions that wait for the next round. */
export const mentions: Mention[] = [];
export const nextSeq = makeSequence();
let served = 0;

export function countRequest(): number {
  served += 1;
  return served;
}

export function open(user: string, role: string, color: string): Session {
  const id = randomUUID();
  const session: Session = {
    id,
    user,
    nickname: user.toLowerCase(),
    role,
    color,
    presence: Presence.Online,
    lastSeen: Date.now(),
    outbox: [],
  };
  sessions.set(id, session);
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
  const message: Message = {
    seq: nextSeq(),
    author: session.user,
    text,
    sentAt: Date.now(),
    reactions: new Map(),
  };
  session.lastSeen = message.sentAt;
  room.post(message);
  for (const [, user] of text.matchAll(/@(\w+)/g)) mentions.push({ user: user!, message });
  return message;
}

export function react(message: Message, emoji: string): void {
  message.reactions.set(emoji, (message.reactions.get(emoji) ?? 0) + 1);
}
