export interface Message {
  from: Member;
  text: string;
  sent: number;
  edits?: string[];
}

export class Member {
  nick: string;
  private joined: Date;
  rooms = new Set<Room>();
  constructor(nick: string, joined: Date) {
    this.nick = nick;
    this.joined = joined;
  }
  since(): number {
    return this.joined.getFullYear();
  }
}

export class Room {
  name: string;
  members: Member[] = [];
  messages: Message[] = [];
  topic: string | null = null;
  limits: { members: number; messages: number } = { members: 10, messages: 100 };
  constructor(name: string) {
    this.name = name;
  }
}

export const rooms = new Map<string, Room>();
export const members: Record<string, Member> = {};
export let total = 0;

for (let i = 0; i < 7; i++) {
  const member = new Member(`nick${i}`, new Date(2020 + i, i, 1));
  members[member.nick] = member;
  const room = new Room(`room ${i % 3}`);
  const home = rooms.get(room.name) ?? room;
  if (i % 2) home.topic = `topic ${i}`;
  rooms.set(home.name, home);
  home.members.push(member);
  member.rooms.add(home);
  for (let j = 0; j <= i % 3; j++) {
    const message: Message = { from: member, text: `text ${i} ${j}`, sent: 1000 * i + j };
    if (j === 1) message.edits = [`was ${i}`];
    home.messages.push(message);
    total += 1;
  }
}
setInterval(() => undefined, 1000);
