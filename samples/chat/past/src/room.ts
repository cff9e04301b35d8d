import type { Message, Session } from './model.js';

export class Room {
  readonly name: string;
  readonly members = new Set<Session>();
  private history: Message[] = [];
  private readonly limit: number;

  constructor(name: string, limit = 200) {
    this.name = name;
    this.limit = limit;
  }

  join(session: Session): void {
    this.members.add(session);
  }

  leave(session: Session): void {
    this.members.delete(session);
  }

  /** Keeps a message and puts it into the outbox of everybody else who is here. */
  post(message: Message): void {
    this.history.push(message);
    if (this.history.length > this.limit) this.history.shift();
    for (const member of this.members) {
      if (member.user !== message.author) member.outbox.push(message);
    }
  }

  find(seq: number): Message | undefined {
    return this.history.find((message) => message.seq === seq);
  }

  latest(count: number): Message[] {
    return this.history.slice(-count);
  }
}
