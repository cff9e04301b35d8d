// One process of the program that is measured, started as a user would start it.
import { spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const past = fileURLToPath(new URL('past', import.meta.url));

/** Starts the past version with `count` objects of a shape. `memoryMb` is the limit of its heap. */
export async function startServer(shape, count, memoryMb) {
  const args = [`--max-old-space-size=${memoryMb}`, '--inspect-port=0', '--import', 'tsx/esm', 'src/server.ts'];
  const child = spawn(process.execPath, args, { cwd: past, stdio: ['ignore', 'pipe', 'ignore'] });
  const kill = () => child.kill('SIGKILL');
  process.once('exit', kill);
  const ended = new Promise((resolve) => child.once('exit', resolve));
  const port = await new Promise((resolve, reject) => {
    child.stdout.setEncoding('utf8').on('data', (text) => {
      const found = /^port (\d+)/m.exec(text);
      if (found) resolve(Number(found[1]));
    });
    child.once('exit', (code) => reject(new Error(`The measured program ended with ${code} before it listened.`)));
  });
  const ask = async (path) => (await fetch(`http://127.0.0.1:${port}${path}`)).text();
  await ask(`/fill?shape=${shape}&count=${count}`);
  return {
    pid: child.pid,
    port,
    /** The engine's own serializer on the same state, `times` times, in milliseconds. */
    unit: async (times) => JSON.parse(await ask(`/unit?shape=${shape}&count=${times}`)),
    async end() {
      process.off('exit', kill);
      kill();
      await ended;
    },
  };
}

/** Resident memory of a process in MiB, now and at its peak since `forgetPeak`. */
export function memoryOf(pid) {
  const text = readFileSync(`/proc/${pid}/status`, 'utf8');
  const of = (name) => Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(text)?.[1]) / 1024;
  return { now: of('VmRSS'), peak: of('VmHWM') };
}

export function forgetPeak(pid) {
  writeFileSync(`/proc/${pid}/clear_refs`, '5');
}
