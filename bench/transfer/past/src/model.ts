export class User {
  id: number;
  name: string;
  joined: Date;
  tags: string[];
  referrer: User | null;

  constructor(id: number, referrer: User | null) {
    this.id = id;
    this.name = `user ${id}`;
    this.joined = new Date(1_600_000_000_000 + id * 1_000);
    this.tags = ['new', `group-${id % 100}`];
    this.referrer = referrer;
  }
}

export class Entry {
  value: number;
  next: Entry | null;

  constructor(value: number, next: Entry | null) {
    this.value = value;
    this.next = next;
  }
}

export interface Point {
  x: number;
  y: number;
}

export class Page {
  url: string;
  title: string;
  text: string;

  constructor(id: number) {
    this.url = `https://example.org/pages/${id}`;
    this.title = id % 10 === 0 ? `Überblick ☂ ${id}` : `Page number ${id}`;
    this.text = `The text of page ${id}, which is some words long, as such texts are.`;
  }
}

export class Member {
  id: number;
  friends: Member[] = [];
  best: Member | null = null;

  constructor(id: number) {
    this.id = id;
  }
}
