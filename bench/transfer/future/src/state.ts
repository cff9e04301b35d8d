import { Entry, Member, Page, type Point, User } from './model.js';

export const users = new Map<string, User>();
export let list: Entry | null = null;
export const series: number[][] = [];
export const paths: Point[][] = [];
export const pages: Page[] = [];
export const members = new Set<Member>();

/** Fills one shape with about `count` objects. */
export function fill(shape: string, count: number): void {
  if (shape === 'map') fillUsers(count / 3);
  if (shape === 'list') for (let i = 0; i < count; i++) list = new Entry(i / 2, list);
  if (shape === 'arrays') fillArrays(count);
  if (shape === 'strings') for (let i = 0; i < count; i++) pages.push(new Page(i));
  if (shape === 'aliased') fillMembers(count / 2);
}

function fillUsers(count: number): void {
  let last: User | null = null;
  for (let i = 0; i < count; i++) {
    last = new User(i, i % 3 === 0 ? null : last);
    users.set(`key ${i}`, last);
  }
}

/** Half of the objects are points, in arrays of 100; half are arrays of eight numbers. */
function fillArrays(count: number): void {
  for (let i = 0; i < count / 2; i++) {
    if (i % 100 === 0) paths.push([]);
    paths.at(-1)!.push({ x: i, y: i / 3 });
    series.push(Array.from({ length: 8 }, (_, index) => i * 1.5 + index));
  }
}

function fillMembers(count: number): void {
  const all = Array.from({ length: count }, (_, id) => new Member(id));
  for (const [id, member] of all.entries()) {
    // Backwards only: the serializer that this is measured against recurses into what it has not seen.
    member.friends = [1, 7, 49, 343].map((step) => all[Math.max(0, id - step)]!);
    member.best = member.friends[2]!;
    members.add(member);
  }
}

/** All the state of one shape, for the serializer. A list begins at its end, because the serializer recurses into it. */
export function stateOf(shape: string): unknown {
  if (shape !== 'list') return { map: users, arrays: { paths, series }, strings: pages, aliased: members }[shape];
  const entries: Entry[] = [];
  for (let at = list; at !== null; at = at.next) entries.push(at);
  return entries.reverse();
}

export function look(id: number): string {
  const user = users.get(`key ${id % Math.max(1, users.size)}`);
  return JSON.stringify({ name: user?.name, tags: user?.tags });
}
