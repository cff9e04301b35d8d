import type { Message, Session } from './model.js';

export class Room {
  readonly name: string;
  /** In the order of joining. */
  readonly members: Session[] = [];
  readonly pinned: Message[] = [];
  #history: Message[] = [];
  private readonly limit: number;

  constructor(name: string, limit = 200) {
    this.name = name;
    this.limit = limit;
  }

  join(session: Session): void {
    if (!this.members.includes(session)) this.members.push(session);
  }

  leave(session: Session): void {
    const index = this.members.indexOf(session);
    if (index >= 0) this.members.splice(index, 1);
  }

  /** Keeps a message and puts it into the outbox of everybody else who is here. */
  post(message: Message): void {
    this.#history.push(message);
    if (this.#history.length > this.limit) this.#history.shift();
    for (const member of this.members) {
      if (member.user !== message.from) member.deliver(message);
    }
  }

  pin(message: Message): void {
    if (!this.pinned.includes(message)) this.pinned.push(message);
  }

  find(seq: bigint): Message | undefined {
    return this.#history.find((message) => message.seq === seq);
  }

  latest(count: number): Message[] {
    return this.#history.slice(-count);
  }
}
