/** Whether a person is there. */
export enum Presence {
  Online,
  Away,
  Offline,
}

export interface Session {
  readonly id: string;
  readonly user: string;
  nickname?: string;
  role: string;
  color: string;
  presence: Presence;
  /** Milliseconds since the epoch. */
  lastSeen: number;
  /** Messages that were not fetched yet: the same objects that the rooms keep. */
  outbox: Message[];
}

export interface Message {
  readonly seq: number;
  readonly author: string;
  readonly text: string;
  /** Milliseconds since the epoch. */
  readonly sentAt: number;
  /** Count by emoji. */
  reactions: Map<string, number>;
}

/** Somebody was named in a message and is told so at the next round. */
export interface Mention {
  readonly user: string;
  readonly message: Message;
}
