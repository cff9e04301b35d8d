export interface Node {
  key: bigint;
  value: string;
  left: Node | null;
  right: Node | null;
  weight: number;
  height?: number;
}

export class Index {
  root: Node | undefined;
  size = 0;
  #order: number[] = [];
  balanced = false;
  last(): number | undefined {
    return this.#order.at(-1);
  }
}

export const index = new Index();
export const pinned = new Set<Node | null>();
export const names = new Map<string, number>();
setInterval(() => undefined, 1000);
