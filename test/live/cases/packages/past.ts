import { Box, type Crate, pack } from 'box';
import { Shelf } from 'shelf';
import { serve } from './serve.ts';

export const boxes: Box[] = [];
export const crates: Crate[] = [];
export const shelf = new Shelf();
export const packers: ((box: Box) => Crate)[] = [];

serve({
  fill() {
    const box = new Box('own');
    box.open();
    boxes.push(box);
    crates.push(pack(box));
    packers.push(pack);
    shelf.put('theirs');
  },
});
