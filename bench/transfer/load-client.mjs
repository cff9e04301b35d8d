// Keeps 50 connections to a local server busy until its standard input ends; then prints when each request began and how
// many milliseconds it took.
import { Agent, get } from 'node:http';

const CONNECTIONS = 50;
/** Between two requests of one connection, so that the server has work but is not overrun. */
const REST_MS = 10;

const port = Number(process.argv[2]);
const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });
const requests = [];
let failed = 0;
let goesOn = true;
process.stdin.resume().on('end', () => {
  goesOn = false;
});
await Promise.all(Array.from({ length: CONNECTIONS }, (_, index) => keepAsking(index)));
agent.destroy();
process.stdout.write(JSON.stringify({ failed, requests }));

async function keepAsking(index) {
  for (let count = index; goesOn; count += CONNECTIONS) {
    const begun = Date.now();
    const start = performance.now();
    if (!(await ask(`/look?count=${count}`))) failed++;
    requests.push([begun, performance.now() - start]);
    await new Promise((resolve) => setTimeout(resolve, REST_MS));
  }
}

function ask(path) {
  return new Promise((resolve) => {
    const request = get({ host: '127.0.0.1', port, path, agent }, (response) => {
      response.resume().on('end', () => resolve(response.statusCode === 200));
    });
    request.on('error', () => resolve(false));
  });
}
