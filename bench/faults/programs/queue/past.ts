export type Priority = 'low' | 'normal' | 'high';

export interface Job {
  id: number;
  name: string;
  priority: Priority;
  tags: Set<string>;
  next: Job | null;
  retries?: number;
}

export const jobs: Job[] = [];
export const done = new Map<number, string>();
export const byTag: Record<string, Job[]> = {};
export let head: Job | null = null;

const PRIORITIES: Priority[] = ['low', 'normal', 'high'];
for (let i = 0; i < 20; i++) {
  const tags = new Set([`tag${i % 3}`, `tag${i % 5}`]);
  const job: Job = { id: 7 * i + 1, name: `job-${i}`, priority: PRIORITIES[i % 3]!, tags, next: head };
  if (i % 4 === 1) job.retries = i;
  for (const tag of tags) {
    byTag[tag] ??= [];
    byTag[tag].push(job);
  }
  head = job;
  jobs.push(job);
  if (i % 2 === 0) done.set(job.id, `result ${i}`);
}
setInterval(() => undefined, 1000);
