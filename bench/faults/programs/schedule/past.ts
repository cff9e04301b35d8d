export enum Day {
  Monday,
  Tuesday,
  Wednesday,
}

export class Slot {
  day: Day;
  from: number;
  until: number;
  who: string | null;
  constructor(day: Day, from: number, until: number, who: string | null) {
    this.day = day;
    this.from = from;
    this.until = until;
    this.who = who;
  }
}

export class Calendar {
  static made = 0;
  slots: Slot[] = [];
  holidays = new Set<Day>();
  title: string;
  parent: Calendar | null = null;
  children: Calendar[] = [];
  constructor(title: string) {
    this.title = title;
    Calendar.made += 1;
  }
}

export const calendars = new Map<number, Calendar>();
export const bySlot = new Map<Slot, Calendar>();

for (let i = 0; i < 6; i++) {
  const calendar = new Calendar(`calendar ${i}`);
  calendar.parent = calendars.get(i - 1) ?? null;
  calendar.parent?.children.push(calendar);
  if (i % 2) calendar.holidays.add(i % 3);
  for (let j = 0; j < 3; j++) {
    const slot = new Slot((i + j) % 3, 8 + j, 10 + j, j === 1 ? null : `person ${i}`);
    calendar.slots.push(slot);
    bySlot.set(slot, calendar);
  }
  calendars.set(i, calendar);
}
setInterval(() => undefined, 1000);
