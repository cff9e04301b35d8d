// One rehearsal of a process with a heap of a certain shape and size, measured against the engine's own serializer.
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { forgetPeak, memoryOf, startServer } from './server-process.mjs';

const folder = (path) => fileURLToPath(new URL(path, import.meta.url));

/** The phases that are the transfer itself; attaching and starting versions is not compared with a serializer. */
export const TRANSFER = ['capture-past', 'forward', 'capture-future', 'backward', 'capture-reversed', 'compare'];

/** The engine's own pair for the same graph, in a process of its own that was started the same way. */
export async function measureUnit(shape, count, memoryMb) {
  const server = await startServer(shape, count, memoryMb);
  try {
    const runs = await server.unit(count >= 1_000_000 ? 3 : 7);
    return {
      serialize: median(runs.map((run) => run.serialize)),
      deserialize: median(runs.map((run) => run.deserialize)),
    };
  } finally {
    await server.end();
  }
}

/** One rehearsal; `mappers` is `default` or `by-hand`. Times in milliseconds, memory in MiB. */
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
    const whole = TRANSFER.reduce((sum, phase) => sum + (phases[phase] ?? 0), 0);
    return { objects: report.objects, phases, whole, pauseMs: report.pauseMs, memory: peak / before };
  } finally {
    await server.end();
  }
}

/** Runs the command as a user would, and gives its report. */
export function rehearse(pid, mappers, memoryMb) {
  const versions = ['--past', folder('past'), '--future', folder('future')];
  const transfer = mappers === 'by-hand' ? ['--transfer', folder('by-hand')] : [];
  const limits = ['--timeout', '600000', '--memory', String(memoryMb), '--json'];
  const args = ['--max-old-space-size=16000', folder('../../cli/bin/timeferry.mjs')];
  const child = spawn(
    process.execPath,
    [...args, 'rehearse', ...versions, ...transfer, '--pid', String(pid), ...limits],
    {
      cwd: folder('../..'),
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  let text = '';
  child.stdout.setEncoding('utf8').on('data', (chunk) => {
    text += chunk;
  });
  return new Promise((resolve, reject) => {
    child.once('close', (code) => {
      if (code !== 0 && code !== 1) reject(new Error(`timeferry rehearse ended with ${code}.`));
      else resolve(JSON.parse(text));
    });
  });
}

export function median(values) {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
}
