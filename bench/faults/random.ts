/** Numbers from 0 to 1 that a seed decides. Source: the mulberry32 generator of Tommy Ettinger, public domain. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let bits = Math.imul(state ^ (state >>> 15), state | 1);
    bits ^= bits + Math.imul(bits ^ (bits >>> 7), bits | 61);
    return ((bits ^ (bits >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** So many of the items, in an order that a seed decides; all of them where `count` is undefined. */
export function sample<T>(items: readonly T[], count: number | undefined, seed: number): T[] {
  const random = seeded(seed);
  const shuffled = items.map((item) => ({ item, at: random() })).sort((a, b) => a.at - b.at);
  return shuffled.slice(0, count).map(({ item }) => item);
}
