import { writeFileSync } from 'node:fs';
import { constants } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { endingFile, type RecordedEnding } from '../../held-process-agent.ts';
import type { EffectLog } from './effect-log.ts';
import { type Callable, replace } from './replace.ts';

const writeFile = writeFileSync;

/** Notes the exception that ends the process, and lets it end. */
export function recordUncaught(folder: string): void {
  process.on('uncaughtExceptionMonitor', (error: unknown) => {
    if (process.listenerCount('uncaughtException') > 0) return;
    const stack = error instanceof Error ? (error.stack ?? '') : '';
    record(folder, {
      kind: 'throw',
      message: error instanceof Error ? `${error.name}: ${error.message}` : inspect(error),
      stack,
    });
  });
}

/** Has a program that ends itself do so at once, its reason noted; signals to others are held. */
export function holdEndings(folder: string, log: EffectLog): void {
  const leave = (process as unknown as { reallyExit(code: number): never }).reallyExit.bind(process);
  const end = (what: string, code: number): never => {
    const stack = (new Error().stack ?? '')
      .split('\n')
      .filter((line, index) => index > 0 && !line.includes(__filename));
    record(folder, { kind: 'exit', message: `The program ended itself: ${what}.`, stack: stack.join('\n') });
    return leave(code);
  };
  const exit: Callable = (code) => end(`process.exit(${code ?? ''})`, Number(code ?? process.exitCode ?? 0));
  replace(process, 'exit', () => exit);
  replace(process, 'reallyExit', () => exit);
  replace(process, 'abort', () => () => end('process.abort()', 134));
  // Takes the place of this process by another program.
  replace(process, 'execve', () => (file) => end(`process.execve(${inspect(file)})`, 0));
  // The second is what the first calls, with a number, and gives 0 where all is well.
  for (const [name, fine] of [
    ['kill', true],
    ['_kill', 0],
  ] as const) {
    replace(
      process,
      name,
      (original) =>
        function kill(this: unknown, ...args) {
          const [pid, signal = 'SIGTERM'] = args;
          if (signal === 0) return original.apply(this, args);
          if (Number(pid) === process.pid && isHandled(signal)) return original.apply(this, args);
          if (Number(pid) === process.pid) return end(`process.${name}(process.pid, ${inspect(signal)})`, 143);
          return log.holds('signal', `${signalName(signal)} to ${String(pid)}`) ? fine : original.apply(this, args);
        },
    );
  }
}

/** Whether the program itself takes a signal that it sends to itself. */
function isHandled(signal: unknown): boolean {
  return process.listenerCount(signalName(signal)) > 0;
}

function signalName(signal: unknown): string {
  return Object.entries(constants.signals).find(([, number]) => number === signal)?.[0] ?? String(signal);
}

function record(folder: string, ending: RecordedEnding): void {
  try {
    writeFile(join(folder, endingFile), JSON.stringify(ending));
  } catch {
    // The folder is gone because the parent has given up on the process.
  }
}
