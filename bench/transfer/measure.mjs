// One rehearsal of a process with a heap of a certain shape and size, measured against the engine's own serializer.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { forgetPeak, memoryOf, startServer } from './server-process.mjs';

const folder = (path) => fileURLToPath(new URL(path, import.meta.url));

/** The phases that are the transfer itself; attaching and starting versions is not compared with a serializer. */
export const TRANSFER = ['capture-past', 'forward', 'capture-future', 'backward', 'capture-reversed', 'compare'];

/** The engine's own pair for the same graph, in a process of its own that was started the same way. */
export async function measureUnit(shape, count, memoryMb) {
  const server = await startServer(shape, count, memoryMb);
  try {
    const runs = await server.unit(count >= 10_000_000 ? 1 : count >= 1_000_000 ? 3 : 7);
    return {
      serialize: median(runs.map((run) => run.serialize)),
      deserialize: median(runs.map((run) => run.deserialize)),
      cpu: median(runs.map((run) => run.cpu)),
    };
  } finally {
    await server.end();
  }
}

/** One rehearsal; `mappers` is `default` or `by-hand`. Times in milliseconds, `memory` is the peak over what there was before. */
export async function measureRehearsal(shape, count, mappers, memoryMb) {
  const server = await startServer(shape, count, memoryMb);
  try {
    const before = memoryOf(server.pid).now;
    forgetPeak(server.pid);
    const report = await rehearse(server.pid, mappers, memoryMb);
    const { peak } = memoryOf(server.pid);
    if (report.outcome !== 'match')
      throw new Error(`${shape} ${count} ${mappers}: ${JSON.stringify(report.error ?? report.mismatches[0])}`);
    const phases = Object.fromEntries(report.phases.map(({ phase, ms }) => [phase, ms]));
    const sumOf = (times) => TRANSFER.reduce((sum, phase) => sum + (times[phase] ?? 0), 0);
    const { objects, cpu, pauseMs, searchMs } = report;
    const times = { phases, whole: sumOf(phases), cpu, cpuWhole: sumOf(cpu) };
    return { objects, ...times, readMs: pauseMs - searchMs, searchMs, memory: peak / before };
  } finally {
    await server.end();
  }
}

/** Rehearses as the command does, in a process of its own, and gives the report. */
export async function rehearse(pid, mappers, memoryMb) {
  const flags = {
    ...{ past: folder('past'), future: folder('future'), pid, timeout: 600_000, memory: memoryMb },
    ...(mappers === 'by-hand' && { transfer: folder('by-hand') }),
  };
  const args = ['--max-old-space-size=16000', await bundle(), JSON.stringify(flags)];
  const child = spawn(process.execPath, args, { cwd: folder('../..'), stdio: ['ignore', 'pipe', 'inherit'] });
  let text = '';
  child.stdout.setEncoding('utf8').on('data', (chunk) => {
    text += chunk;
  });
  const [code] = await once(child, 'close');
  if (code !== 0) throw new Error(`The rehearsal ended with ${code}.`);
  return JSON.parse(text);
}

let bundled;

/** The rehearsal as one file beside the agents, as the command is. */
async function bundle() {
  const outfile = folder('../../dist/bench/rehearse-once.mjs');
  bundled ??= build({
    entryPoints: [folder('rehearse-once.ts')],
    outfile,
    ...{ bundle: true, platform: 'node', target: 'node20', format: 'esm', logLevel: 'warning' },
    external: ['ts-morph', '@ts-morph/common', 'tsx'],
  });
  await bundled;
  return outfile;
}

export function median(values) {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
}
