// A server under load while it is rehearsed: no request may fail, and those outside of the pause should not notice.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { rehearse } from './measure.mjs';
import { startServer } from './server-process.mjs';

/** How long the server is measured without a rehearsal, in milliseconds. */
const QUIET_MS = 5_000;

/** Failed requests, and the 99th percentile of latencies with and without a rehearsal, in milliseconds. */
export async function measureLoad(count, memoryMb) {
  const server = await startServer('map', count, memoryMb);
  const client = spawn(
    process.execPath,
    [fileURLToPath(new URL('load-client.mjs', import.meta.url)), String(server.port)],
    {
      stdio: ['pipe', 'pipe', 'inherit'],
    },
  );
  let text = '';
  client.stdout.setEncoding('utf8').on('data', (chunk) => {
    text += chunk;
  });
  try {
    await delay(1_000);
    const quiet = { from: Date.now(), to: 0 };
    await delay(QUIET_MS);
    quiet.to = Date.now();
    const busy = { from: Date.now(), to: 0 };
    const report = await rehearse(server.pid, 'default', memoryMb);
    busy.to = Date.now();
    client.stdin.end();
    await once(client, 'close');
    return summarize(JSON.parse(text), quiet, busy, report);
  } finally {
    client.kill('SIGKILL');
    await server.end();
  }
}

function summarize({ failed, requests }, quiet, busy, report) {
  const within = ({ from, to }) => requests.filter(([start]) => start >= from && start < to);
  const during = within(busy);
  return {
    failed,
    served: requests.length,
    pauseMs: report.pauseMs,
    searchMs: report.searchMs,
    outcome: report.outcome,
    quietP99: percentile(within(quiet)),
    busyP99: percentile(during),
    /** The longest that a request had to wait. */
    longest: Math.max(...during.map(([, ms]) => ms)),
    outsideP99: percentile(outsidePauses(during)),
  };
}

/** Requests that were not in flight while the process stood still: those a long gap between two answers falls into. */
function outsidePauses(requests) {
  const ends = requests.map(([start, ms]) => start + ms).sort((a, b) => a - b);
  const gaps = ends.flatMap((end, i) => (i > 0 && end - ends[i - 1] > GAP_MS ? [[ends[i - 1], end]] : []));
  return requests.filter(([start, ms]) => !gaps.some(([from, to]) => start < to + GAP_MS && start + ms > from));
}

const GAP_MS = 40;

function percentile(requests) {
  const sorted = requests.map(([, ms]) => ms).sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length * 0.99)] ?? Number.NaN;
}
