import childProcess, { type ChildProcess } from 'node:child_process';
import { EventEmitter } from 'node:events';
import { Readable, Writable } from 'node:stream';
import workerThreads from 'node:worker_threads';
import type { EffectLog } from './effect-log.ts';
import { callbackOf, replace } from './replace.ts';

interface SpawnOptions {
  readonly file: string;
  readonly args?: readonly string[];
  readonly stdio?: string | readonly unknown[];
}

/** Above the largest pid of Linux (2 to the 22nd), so that it is nobody's. */
let lastPid = 2 ** 22;

/** Holds child processes and worker threads: they seem to start, and then say nothing. Those that are waited for end well and have written nothing. */
export function holdChildProcesses(log: EffectLog): void {
  const { ChildProcess } = childProcess;
  replace(
    ChildProcess.prototype,
    'spawn',
    (original) =>
      function spawn(this: unknown, ...args) {
        const options = args[0] as SpawnOptions;
        const command = [...(options.args ?? [options.file])].join(' ');
        if (isLoaderService(options.file, options.args) || !log.holds('child process', command))
          // What is allowed stays in the process group, so that it ends with the rehearsal.
          return original.call(this, { ...options, detached: false });
        pretendToStart(this as ChildProcess, options);
        return 0;
      },
  );
  for (const name of ['spawnSync', 'execSync', 'execFileSync']) {
    replace(
      childProcess,
      name,
      (original) =>
        function runSync(this: unknown, ...args) {
          const given = Array.isArray(args[1]) ? (args[1] as string[]) : [];
          if (isLoaderService(String(args[0]), given)) return original.apply(this, args);
          if (!log.holds('child process', [args[0], ...given].join(' '))) return original.apply(this, args);
          const { encoding } = (args.findLast((arg) => typeof arg === 'object' && !Array.isArray(arg)) ?? {}) as {
            encoding?: string;
          };
          const nothing = encoding === undefined || encoding === 'buffer' ? Buffer.alloc(0) : '';
          if (name !== 'spawnSync') return nothing;
          lastPid += 1;
          return {
            pid: lastPid,
            output: [null, nothing, nothing],
            stdout: nothing,
            stderr: nothing,
            status: 0,
            signal: null,
          };
        },
    );
  }
  holdWorkers(log);
}

function pretendToStart(child: ChildProcess, options: SpawnOptions): void {
  const kinds = [0, 1, 2].map((fd) => (Array.isArray(options.stdio) ? options.stdio[fd] : options.stdio));
  const piped = (fd: number): boolean =>
    kinds[fd] === undefined || kinds[fd] === null || kinds[fd] === 'pipe' || kinds[fd] === 'overlapped';
  const stdin = piped(0) ? new Writable({ write: (_chunk, _encoding, done) => done() }) : null;
  const [stdout, stderr] = [1, 2].map((fd) => (piped(fd) ? new Readable({ read() {} }) : null));
  lastPid += 1;
  Object.assign(child, {
    spawnfile: options.file,
    spawnargs: options.args ?? [],
    pid: lastPid,
    stdin,
    stdout,
    stderr,
    stdio: [stdin, stdout, stderr],
  });
  if (Array.isArray(options.stdio) && options.stdio.includes('ipc')) {
    const send = (...args: unknown[]): boolean => {
      const callback = callbackOf(args);
      if (callback !== undefined) process.nextTick(callback, null);
      return true;
    };
    Object.assign(child, { connected: true, send, disconnect: () => {} });
  }
  process.nextTick(() => child.emit('spawn'));
}

function holdWorkers(log: EffectLog): void {
  const held = new WeakSet<object>();
  const { prototype } = workerThreads.Worker;
  const answers: Record<string, () => unknown> = {
    postMessage: () => undefined,
    terminate: () => Promise.resolve(0),
    ref: () => undefined,
    unref: () => undefined,
  };
  for (const [name, answer] of Object.entries(answers)) {
    replace(
      prototype,
      name,
      (original) =>
        function act(this: unknown, ...args) {
          return held.has(this as object) ? answer() : original.apply(this, args);
        },
    );
  }
  workerThreads.Worker = new Proxy(workerThreads.Worker, {
    construct(target, args, newTarget) {
      if (isLoader(String(args[0])) || !log.holds('worker thread', String(args[0])))
        return Reflect.construct(target, args, newTarget);
      const worker = Object.create(newTarget.prototype as object);
      EventEmitter.call(worker);
      Object.defineProperty(worker, 'threadId', { value: 1 });
      held.add(worker);
      process.nextTick(() => worker.emit('online'));
      return worker;
    },
  });
}

/** What compiles TypeScript while the program is loaded. */
function isLoader(file: string): boolean {
  return /[/\\]node_modules[/\\](esbuild|tsx)[/\\]/.test(file);
}

function isLoaderService(file: string, args: readonly string[] = []): boolean {
  return (
    /[/\\]esbuild(\.exe)?$/.test(file) ||
    (args.some((arg) => /[/\\]esbuild$/.test(arg)) && args.some((arg) => arg.startsWith('--service')))
  );
}
