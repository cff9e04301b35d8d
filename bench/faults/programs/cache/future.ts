export interface Entry {
  value: string;
  expires: Date;
  hits: Set<number>;
  size: string;
  pinned: boolean;
}

export class Store {
  entries: Record<string, Entry> = {};
  lru: string[] = [];
  readonly limit: number;
  evicted = 0;
  constructor(limit: number) {
    this.limit = limit;
  }
}

export const stores: Store[] = [];
export const hot: Entry[] = [];
export let misses = 0n;
export const miss = () => {
  misses++;
};
setInterval(() => undefined, 1000);
