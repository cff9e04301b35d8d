export interface Node {
  key: number;
  value: string;
  left?: Node;
  right?: Node;
  weight: number;
}

export class Index {
  root: Node | undefined;
  size = 0;
  private order: number[] = [];
  add(key: number, value: string): void {
    const node: Node = { key, value, weight: key % 7 };
    this.size += 1;
    this.order.push(key);
    if (!this.root) {
      this.root = node;
      return;
    }
    let at = this.root;
    for (;;) {
      const side = key < at.key ? 'left' : 'right';
      const next = at[side];
      if (!next) {
        at[side] = node;
        return;
      }
      at = next;
    }
  }
}

export const index = new Index();
export const pinned: (Node | null)[] = [];
export const names: Record<string, number> = {};

for (let i = 0; i < 15; i++) {
  index.add((i * 37 + 50) % 101, `value ${i}`);
  names[`name ${i}`] = i / 4;
}
pinned.push(index.root ?? null, index.root?.left ?? null, null);
setInterval(() => undefined, 1000);
