export interface Message {
  from: Member;
  text: string;
  sent: bigint;
  edits: string[];
}

export class Member {
  nick: string;
  #joined: Date;
  rooms: Room[] = [];
  constructor(nick: string, joined: Date) {
    this.nick = nick;
    this.#joined = joined;
  }
  since(): number {
    return this.#joined.getFullYear();
  }
}

export class Room {
  name: string;
  members = new Set<Member>();
  messages: Message[] = [];
  topic: string | null = null;
  limits: [members: number, messages: number] = [10, 100];
  open = true;
  constructor(name: string) {
    this.name = name;
  }
}

export const rooms = new Map<string, Room>();
export const members = new Map<string, Member>();
export let total = '';
export const reset = () => {
  total = '0';
};
setInterval(() => undefined, 1000);
