export interface Random {
  next(): number;
  below(count: number): number;
  chance(share: number): boolean;
  pick<Item>(list: readonly Item[]): Item;
}

export function randomOf(seed: number, name: string, index: number): Random;
