import { spawn } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { createServer } from 'node:net';
import { Worker } from 'node:worker_threads';
import { serve } from './serve.ts';

export const bag: Record<string, unknown> = {};
export let kept = '';

function* count(): Generator<number> {
  for (let i = 0; ; i++) yield i;
}

serve({
  fill() {
    kept = 'kept';
    const counting = count();
    counting.next();
    bag['generator'] = counting;
    bag['iterator'] = new Map([[1, 2]]).entries();
    bag['shared'] = new Uint8Array(new SharedArrayBuffer(8));
    bag['server'] = createServer().listen(0, '127.0.0.1');
    bag['stream'] = createReadStream('package.json');
    bag['hash'] = createHash('sha256');
    bag['worker'] = new Worker('setInterval(() => {}, 1000)', { eval: true });
    bag['child'] = spawn(process.execPath, ['-e', 'process.stdin.resume()'], { stdio: ['pipe', 'ignore', 'ignore'] });
    bag['id'] = randomUUID().length;
    bag['registry'] = new FinalizationRegistry(() => {});
  },
  stop: () => (bag['child'] as { kill(): void }).kill(),
});
