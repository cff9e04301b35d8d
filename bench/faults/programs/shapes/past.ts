export type Shape =
  | { kind: 'circle'; radius: number; at: { x: number; y: number } }
  | { kind: 'rect'; width: number; height: number; rotated: boolean }
  | { kind: 'group'; members: Shape[] };

export interface Layer {
  name: string;
  shapes: Shape[];
  opacity: number;
  locked: boolean;
}

export const layers: Layer[] = [];
export const selected = new Map<number, Shape>();
export let active: Layer | null = null;

for (let i = 0; i < 6; i++) {
  const circle: Shape = { kind: 'circle', radius: i + 0.5, at: { x: i, y: -i } };
  const rect: Shape = { kind: 'rect', width: 10 * i, height: 3, rotated: i % 2 === 0 };
  const group: Shape = { kind: 'group', members: [circle, rect] };
  const layer = { name: `layer ${i}`, shapes: [rect, group], opacity: i / 5, locked: i % 3 === 0 };
  layers.push(layer);
  selected.set(i, i % 2 ? circle : group);
  active = layer;
}
setInterval(() => undefined, 1000);
