import { Box, type Crate, pack } from 'box';
import { Shelf } from 'shelf';
import { serve } from './serve.ts';

export const boxes: Box[] = [];
export const crates: Crate[] = [];
export const shelf = new Shelf();

serve({
  fill() {
    const box = new Box('own');
    box.open();
    boxes.push(box);
    crates.push(pack(box));
    shelf.put('theirs');
  },
});
