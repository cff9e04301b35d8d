export enum Priority {
  High = 1,
  Normal,
  Low,
}

export interface Job {
  id: string;
  name: string;
  priority: Priority;
  tags: string[];
  next: Job | null;
  retries: number;
}

export const jobs = new Map<string, Job>();
export const done = new Map<string, string>();
export const byTag: Record<string, Job[]> = {};
export let head: Job | null = null;
export const clear = () => {
  head = null;
};
setInterval(() => undefined, 1000);
