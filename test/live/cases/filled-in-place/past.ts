import { serve } from './serve.ts';

// All of these are constants: what start-up made must hold the state, for the rest of the program refers to it.
export const floats = new Float64Array(4);
export const bytes = Buffer.alloc(8);
const memory = new ArrayBuffer(16);
export const low = new Uint8Array(memory, 0, 8);
export const high = new DataView(memory, 8, 8);
export const large: Uint8Array & { label?: string } = new Uint8Array(70_000);
export const started = new Date(0);
export const pattern = /a/g;
export const address = new URL('http://start/');
export const query = new URLSearchParams('start=1');
export const failure: Error & { code?: number } = new Error('none yet');
export const shutdown = new AbortController();
export const aliases = { floats, memory, low, address, signal: shutdown.signal };

let aborted = 0;
function onAbort(): void {
  aborted += 1;
}
shutdown.signal.addEventListener('abort', onAbort);

serve({
  fill() {
    floats.set([-0, Number.NaN, 1.5, Number.POSITIVE_INFINITY]);
    bytes.write('abc');
    low[1] = 7;
    high.setInt16(0, -2);
    large[69_999] = 9;
    large.label = 'more';
    started.setTime(5);
    pattern.lastIndex = 3;
    address.pathname = '/now';
    query.append('more', 'x y');
    failure.message = 'far';
    failure.code = 7;
    shutdown.abort('over');
    return `${aborted} ${memory.byteLength}`;
  },
});
