/** Whether a person is there. `Offline` is the default, so it comes first. */
export enum Presence {
  Offline,
  Online,
  Away,
}

export type Role = 'guest' | 'member' | 'moderator';

export class Session {
  readonly id: string;
  readonly user: string;
  nickname: string;
  role: Role;
  presence: Presence = Presence.Online;
  /** Milliseconds since the epoch, as the audit log keeps them. */
  lastSeen: bigint = BigInt(Date.now());
  /** Messages that were not fetched yet: the same objects that the rooms keep. */
  outbox: Message[] = [];

  constructor(id: string, user: string, role: Role) {
    this.id = id;
    this.user = user;
    this.nickname = user.toLowerCase();
    this.role = role;
  }

  deliver(message: Message): void {
    if (!this.outbox.includes(message)) this.outbox.push(message);
  }

  fetch(): Message[] {
    return this.outbox.splice(0);
  }
}

export interface Message {
  readonly seq: bigint;
  /** @renamedFrom author */
  readonly from: string;
  readonly text: string;
  /** Length of the text in UTF-8. */
  readonly bytes: number;
  /** Milliseconds since the epoch. */
  readonly sentAt: number;
  /** Count by emoji, in the order in which they first came. */
  reactions: [string, number][];
}

/** Somebody was named in a message and is told so at the next round. */
export interface Mention {
  readonly user: string;
  readonly message: Message;
}
