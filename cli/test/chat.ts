import { type ChildProcess, spawn } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, readFileSync, readlinkSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { temporaryFolder } from '../../project/test/temporary.ts';
import { fill, ping, read } from '../../samples/chat/drive.mjs';
import { root } from './run-cli.ts';

/** A copy of the chat sample with its past version running and filled. */
export interface Chat {
  /** Holds `past`, `future`, `transfer` and `transfer-wrong`; everything that is started for it works below it. */
  readonly folder: string;
  /** An empty folder for what would go to the system's temporary one. */
  readonly temporary: string;
  readonly pid: number;
  /** All that the server shows of its state. */
  digest(): Promise<string>;
  /** Ports that the process listens on. */
  ports(): readonly number[];
}

/** Starts the past version of the sample in a folder of its own; all of it is gone when the test ends. */
export async function startChat(): Promise<Chat> {
  const folder = temporaryFolder();
  cpSync(join(root, 'samples/chat'), folder, { recursive: true });
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  const temporary = join(folder, 'temporary');
  mkdirSync(temporary);
  const child = spawn(process.execPath, ['--inspect-port=0', '--import', 'tsx/esm', 'src/server.ts'], {
    cwd: join(folder, 'past'),
    env: { ...process.env, PORT: '0', TMPDIR: temporary },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  onTestFinished(async () => {
    const ended = new Promise((resolve) => child.once('exit', resolve));
    if (child.kill('SIGKILL')) await ended;
  });
  const port = await listeningPort(child);
  await fill(port);
  return {
    folder,
    temporary,
    pid: child.pid!,
    digest: async () => JSON.stringify(await read(port)),
    ports: () => listeningPorts(child.pid!),
  };
}

/** Sends small requests until it is stopped; gives how many were answered, and fails when one was not. */
export function keepAsking(chat: Chat): { stop(): Promise<number> } {
  const [port] = chat.ports();
  let running = true;
  const answered = (async () => {
    let count = 0;
    for (; running; count += 1) await ping(port!);
    return count;
  })();
  return {
    stop: () => {
      running = false;
      return answered;
    },
  };
}

/** Processes that work below a folder, by pid. */
export function processesBelow(folder: string): readonly number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => linkOf(`/proc/${pid}/cwd`).startsWith(folder) && !isZombie(pid))
    .map(Number);
}

function listeningPort(child: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    let text = '';
    child.stdout!.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk;
      const match = /listens on (\d+)/.exec(text);
      if (match) resolve(Number(match[1]));
    });
    child.once('exit', (code) => reject(new Error(`the past version ended with exit code ${code}`)));
  });
}

function listeningPorts(pid: number): readonly number[] {
  const sockets = new Set(readdirSync(`/proc/${pid}/fd`).map((fd) => linkOf(`/proc/${pid}/fd/${fd}`)));
  return ['tcp', 'tcp6'].flatMap((table) =>
    readFileSync(`/proc/${pid}/net/${table}`, 'utf8')
      .split('\n')
      .slice(1)
      .map((line) => line.trim().split(/\s+/))
      // Column 3 is the state, 0A being LISTEN, column 9 the socket's inode.
      .filter((columns) => columns[3] === '0A' && sockets.has(`socket:[${columns[9]}]`))
      .map((columns) => Number.parseInt(columns[1]!.split(':')[1]!, 16)),
  );
}

function isZombie(pid: string): boolean {
  try {
    return /^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return true;
  }
}

function linkOf(path: string): string {
  try {
    return readlinkSync(path);
  } catch {
    return '';
  }
}
