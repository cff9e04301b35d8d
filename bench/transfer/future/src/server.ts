import { createServer } from 'node:http';
import { deserialize, serialize } from 'node:v8';
import { fill, look, stateOf } from './state.js';

const server = createServer((request, response) => {
  const url = new URL(request.url ?? '/', 'http://localhost');
  const shape = url.searchParams.get('shape') ?? '';
  const count = Number(url.searchParams.get('count'));
  if (url.pathname === '/fill') fill(shape, count);
  const answer = url.pathname === '/unit' ? JSON.stringify(unit(shape, count)) : look(count);
  response.end(answer);
});
server.listen(0, '127.0.0.1', () => console.log(`port ${(server.address() as { port: number }).port}`));

/** What the engine's own serializer takes for the state, in milliseconds, `count` times; `cpu` is the CPU time of both. */
function unit(shape: string, count: number): { serialize: number; deserialize: number; cpu: number }[] {
  const state = stateOf(shape);
  return Array.from({ length: count }, () => {
    const used = process.cpuUsage();
    const start = performance.now();
    const bytes = serialize(state);
    const between = performance.now();
    deserialize(bytes);
    const end = performance.now();
    const { user, system } = process.cpuUsage(used);
    return { serialize: between - start, deserialize: end - between, cpu: (user + system) / 1_000 };
  });
}
