import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdir, mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { LiveCase, Packages } from './live-case.ts';

const repository = fileURLToPath(new URL('../..', import.meta.url));
const tsx = pathToFileURL(join(repository, 'node_modules/tsx/dist/esm/index.mjs')).href;

/** Both versions of a case as two folders that a program of their own could stand in. */
export interface LiveVersions extends AsyncDisposable {
  readonly past: string;
  readonly future: string;
  readonly dump: string;
}

/** Lays out `past.ts` and `future.ts` of a folder (where it has none, the past one again) with what both need to run. */
export async function layOut(folder: string, packages?: LiveCase['packages']): Promise<LiveVersions> {
  const place = await realpath(await mkdtemp(join(tmpdir(), 'ferry-live-')));
  const version = async (name: 'past' | 'future'): Promise<string> => {
    const root = join(place, name);
    await mkdir(join(root, 'src'), { recursive: true });
    await cp(join(folder, `${name}.ts`), join(root, 'src/app.ts')).catch(() =>
      cp(join(folder, 'past.ts'), join(root, 'src/app.ts')),
    );
    await cp(fileURLToPath(new URL('serve.ts', import.meta.url)), join(root, 'src/serve.ts'));
    await writeFile(join(root, 'package.json'), PACKAGE);
    await writeFile(join(root, 'tsconfig.json'), TSCONFIG);
    await install(root, packages?.[name]);
    return root;
  };
  return {
    past: await version('past'),
    future: await version('future'),
    dump: join(place, 'dump'),
    [Symbol.asyncDispose]: () => rm(place, { recursive: true, force: true }),
  };
}

/** The packages of the repository, and those of the case. */
async function install(root: string, packages: Packages | undefined): Promise<void> {
  const [from, to] = [join(repository, 'node_modules'), join(root, 'node_modules')];
  if (packages === undefined) return symlink(from, to);
  await mkdir(to);
  for (const name of ['@types', 'tsx', 'typescript', 'undici-types']) await symlink(join(from, name), join(to, name));
  for (const [path, text] of Object.entries(packages)) {
    await mkdir(dirname(join(to, path)), { recursive: true });
    await writeFile(join(to, path), text);
  }
}

const PACKAGE = JSON.stringify({ name: 'live', type: 'module', main: 'src/app.ts' });
const TSCONFIG = JSON.stringify({
  compilerOptions: {
    target: 'ES2022',
    module: 'NodeNext',
    moduleResolution: 'NodeNext',
    strict: true,
    types: ['node'],
    noEmit: true,
    allowImportingTsExtensions: true,
    skipLibCheck: true,
  },
  include: ['src'],
});

/** A running past version that takes requests. */
export class LiveServer implements AsyncDisposable {
  readonly pid: number;
  readonly #child: ChildProcess;
  readonly #port: number;

  private constructor(child: ChildProcess, port: number) {
    this.#child = child;
    this.pid = child.pid as number;
    this.#port = port;
  }

  static async start(
    root: string,
    args: readonly string[] = ['--import', tsx, 'src/app.ts'],
    executable = process.execPath,
  ): Promise<LiveServer> {
    const flags = ['--inspect-port=0', ...args];
    const child = spawn(executable, flags, { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] });
    for await (const line of createInterface({ input: child.stdout })) {
      const port = /^ready (\d+)$/.exec(line)?.[1];
      if (port === undefined) continue;
      child.stdout.resume();
      return new LiveServer(child, Number(port));
    }
    throw new Error(`The program in ${root} did not get ready.`);
  }

  /** What the program answers. */
  async ask(action: string): Promise<string> {
    // A connection that is kept may be closed by the server just when it is used again.
    return (await fetch(`http://127.0.0.1:${this.#port}/${action}`, { headers: { connection: 'close' } })).text();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const { exitCode, signalCode } = this.#child;
    if (exitCode !== null || signalCode !== null)
      throw new Error(`The program ended by itself: ${exitCode ?? signalCode}.`);
    const ended = once(this.#child, 'exit');
    this.#child.kill('SIGKILL');
    await ended;
  }
}
