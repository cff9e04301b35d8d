export interface Entry {
  value: string;
  expires: number;
  hits: number[];
  size: number;
}

export class Store {
  entries = new Map<string, Entry>();
  lru: string[] = [];
  readonly limit: number;
  constructor(limit: number) {
    this.limit = limit;
  }
  put(key: string, entry: Entry): void {
    this.entries.set(key, entry);
    this.lru.push(key);
  }
}

export const stores: Store[] = [];
export const hot = new Set<Entry>();
export let misses = 41;

for (let i = 1; i <= 4; i++) {
  const store = new Store(i * 16);
  for (let j = 0; j < 3 * i; j++) {
    const entry = { value: `value ${i} ${j}`, expires: 1.7e12 + i * j, hits: [100 + i, 200 + j, i + j], size: j * 1.5 };
    store.put(`key ${j}`, entry);
    if (j % 2) hot.add(entry);
  }
  stores.push(store);
}
export const miss = () => {
  misses++;
};
setInterval(() => undefined, 1000);
