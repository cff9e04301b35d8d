import { serve } from './serve.ts';

interface Store {
  add(item: string): void;
  watch(prefix: string): () => string;
}

/** Start-up makes one store; what `watch` makes later shares its items. */
function makeStore(limit: number): Store {
  let items: string[] = [];
  return {
    add(item) {
      items = [...items, item].slice(-limit);
    },
    watch: (prefix) => () => prefix + items.join(),
  };
}

class Counter {
  #count = 0;
  constructor(start: number) {
    this.#count = start;
  }
  later(step: number): () => number {
    return () => {
      this.#count += step;
      return this.#count;
    };
  }
}

function changing(text: string): () => string {
  const again = text.length;
  return () => text + again;
}

function going(text: string): () => string {
  return text.toString.bind(text);
}

export const store = makeStore(3);
export const watches: (() => string)[] = [];
export const counter = new Counter(5);
export const counting: (() => number)[] = [];
export const changed: (() => string)[] = [];
export const gone: (() => string)[] = [];
export const byLoop: Record<string, () => string> = {};
for (const name of ['a', 'b']) {
  let calls = 0;
  byLoop[name] = () => {
    calls += 1;
    return `${name} ${calls}`;
  };
}

serve({
  add: (item) => store.add(item),
  watch: (prefix) => watches.push(store.watch(prefix)),
  count: (step) => counting.push(counter.later(Number(step))),
  use: () => counting.map((one) => one()) && byLoop['b']?.(),
  change: (text) => changed.push(changing(text)),
  go: (text) => gone.push(going(text)),
});
