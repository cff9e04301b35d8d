import { type ChildProcess, spawn } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** A server in two versions with a transfer between them: every request stores a session under its path. */
export class Program implements AsyncDisposable {
  readonly folder: string;
  readonly past: string;
  readonly future: string;
  readonly transfer: string;

  private constructor(folder: string) {
    this.folder = folder;
    this.past = join(folder, 'past');
    this.future = join(folder, 'future');
    this.transfer = join(folder, 'transfer');
  }

  static async create(): Promise<Program> {
    const program = new Program(await mkdtemp(join(tmpdir(), 'ferry-adapter-')));
    await program.write('past', 'number', 'now');
    await program.write('future', 'Date', 'new Date(now)');
    await program.writeMapper('future.expires = new Date(past.expires);', 'past.expires = future.expires.getTime();');
    return program;
  }

  /** A fault that throws nothing and type-checks: the milliseconds are lost. */
  writeLossyMapper(): Promise<void> {
    const whole = 'Math.floor(past.expires / 1000) * 1000';
    return this.writeMapper(`future.expires = new Date(${whole});`, 'past.expires = future.expires.getTime();');
  }

  writeMapper(forward: string, backward: string): Promise<void> {
    return put(this.transfer, 'src/model.ts', mapper.replace('FORWARD', forward).replace('BACKWARD', backward));
  }

  /** Writes `drive.mjs`, which visits the server that runs in the past version's folder, as three people. */
  writeDriver(): Promise<void> {
    return put(this.folder, 'drive.mjs', driver);
  }

  async write(version: 'past' | 'future', type: string, value: string): Promise<void> {
    const root = this[version];
    await put(root, 'package.json', '{ "name": "sessions", "type": "module", "main": "src/server.ts" }');
    await put(root, 'tsconfig.json', tsconfig);
    await put(root, 'src/model.ts', model.replace('TYPE', type));
    await put(root, 'src/server.ts', server.replace('VALUE', value));
  }

  [Symbol.asyncDispose](): Promise<void> {
    return rm(this.folder, { recursive: true });
  }
}

/** The past version, started by somebody else than the adapter. */
export class RunningPast implements AsyncDisposable {
  readonly pid: number;
  readonly port: number;
  readonly #child: ChildProcess;

  private constructor(child: ChildProcess, port: number) {
    this.#child = child;
    this.pid = child.pid!;
    this.port = port;
  }

  static async start(program: Program): Promise<RunningPast> {
    const loader = pathToFileURL(createRequire(import.meta.url).resolve('tsx/esm')).href;
    const child = spawn(process.execPath, ['--inspect-port=0', '--import', loader, 'src/server.ts'], {
      cwd: program.past,
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    const port = await new Promise<number>((resolve) => {
      child.stdout.on('data', (text: Buffer) => resolve(Number(/\d+/.exec(String(text))?.[0])));
    });
    return new RunningPast(child, port);
  }

  /** Sends a request; gives what the server holds then. */
  async visit(name: string): Promise<unknown> {
    return (await fetch(`http://127.0.0.1:${this.port}/${name}`)).json();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const gone = new Promise((resolve) => this.#child.once('exit', resolve));
    this.#child.kill('SIGKILL');
    await gone;
  }
}

async function put(folder: string, name: string, text: string): Promise<void> {
  const file = join(folder, name);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, text);
}

const tsconfig = JSON.stringify({
  compilerOptions: {
    strict: true,
    target: 'ES2023',
    module: 'NodeNext',
    allowImportingTsExtensions: true,
    noEmit: true,
    types: [],
  },
  include: ['src'],
});

const model = `export interface Session {
  name: string;
  expires: TYPE;
}
`;

const server = `// @ts-ignore: this program has no declarations of Node's own modules.
import { createServer } from 'node:http';
// @ts-ignore
import { writeFileSync } from 'node:fs';
import type { Session } from './model.ts';

const sessions = new Map<string, Session>();
let visits = 0;

const server = createServer((request: { url: string }, response: { end(text: string): void }) => {
  visits += 1;
  const name = request.url.slice(1);
  const now = 1_700_000_000_123 + visits;
  sessions.set(name, { name, expires: VALUE });
  response.end(JSON.stringify({ visits, sessions: [...sessions.values()] }));
});
server.listen(0, '127.0.0.1', () => {
  const { port } = server.address();
  console.log('port', port);
  writeFileSync('port', String(port));
});
`;

const driver = `import { readFileSync } from 'node:fs';
const port = readFileSync('port', 'utf8');
for (const name of ['ada', 'bela', 'chidi']) await fetch('http://127.0.0.1:' + port + '/' + name);
`;

const mapper = `import type { Session as PastSession } from 'past/src/model.ts';
import type { Session as FutureSession } from 'future/src/model.ts';

export const session = {
  type: 'src/model.ts#Session',
  law: 'bijective',
  forward(past: PastSession, future: FutureSession) {
    FORWARD
  },
  backward(future: FutureSession, past: PastSession) {
    BACKWARD
  },
};
`;
