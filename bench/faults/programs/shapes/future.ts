export type Shape =
  | { kind: 'circle'; radius: string; at: { x: number; y: number } }
  | { kind: 'rect'; width: bigint; height: number; rotated: 0 | 1 }
  | { kind: 'group'; members: Shape[]; name?: string }
  | { kind: 'text'; text: string };

export interface Layer {
  name: string;
  shapes: Shape[];
  opacity: number;
  flags: { locked: boolean; hidden: boolean };
}

export const layers: Layer[] = [];
export const selected = new Map<string, Shape>();
export let active: Layer | null = null;
export const clear = () => {
  active = null;
};
setInterval(() => undefined, 1000);
