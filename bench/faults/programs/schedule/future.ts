export enum Day {
  Sunday,
  Monday,
  Tuesday,
  Wednesday,
}

export class Slot {
  day: Day;
  from: string;
  length: number;
  who: string | undefined;
  constructor(day: Day, from: string, length: number, who?: string) {
    this.day = day;
    this.from = from;
    this.length = length;
    this.who = who;
  }
}

export class Calendar {
  static made = 0n;
  slots: Slot[] = [];
  holidays: Day[] = [];
  titles: string[];
  parent: Calendar | null = null;
  children = new Set<Calendar>();
  constructor(title: string) {
    this.titles = [title];
    Calendar.made += 1n;
  }
}

export const calendars = new Map<string, Calendar>();
export const bySlot = new Map<Slot, Calendar>();
setInterval(() => undefined, 1000);
