import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { StateDiff } from '@timeferry/analysis/state-diff';
import { diffVersions } from '@timeferry/project/diff-versions';
import { openProject, type Project } from '@timeferry/project/open-project';
import { ProcessGroup } from '@timeferry/transfer/process-group';
import { buildSync } from 'esbuild';

/** A program whose past version runs, with a right transfer module onto its future version. */
export interface RunningProgram extends AsyncDisposable {
  readonly name: string;
  readonly folder: string;
  readonly project: Project;
  readonly diff: StateDiff;
  /** Text of the right transfer module. */
  readonly transfer: string;
  /** Text of its invariants, which no fault is put into; empty where it has none. */
  readonly invariants: string;
  readonly pid: number;
  /** Asks the past process for an answer over HTTP; throws where there is none. */
  served(): Promise<string>;
}

const PROGRAMS = new URL('./programs/', import.meta.url);

/** Serves beside the program's own state, so that it shows whether it goes on serving. */
const MAIN = `import { createServer } from 'node:http';
import './app.js';
const server = createServer((_, response) => response.end('served'));
server.listen(0, '127.0.0.1', () => console.log('ready ' + server.address().port));
`;

const TSCONFIG = {
  compilerOptions: { target: 'ES2022', module: 'NodeNext', strict: true, types: [], rootDir: 'src', outDir: 'dist' },
  include: ['src'],
};

/** Lays a program out in a folder of its own, compiles both versions, and starts the past one. */
export async function startProgram(name: string): Promise<RunningProgram> {
  const folder = await mkdtemp(join(tmpdir(), `ferry-faults-${name}-`));
  for (const version of ['past', 'future']) await layOut(name, version, join(folder, version));
  const transfer = await readFile(new URL(`${name}/transfer.ts`, PROGRAMS), 'utf8');
  await write(join(folder, 'transfer/src/app.ts'), transfer);
  const invariants = await readFile(new URL(`${name}/invariants.ts`, PROGRAMS), 'utf8').catch(() => '');
  const project = openProject({ past: 'past', future: 'future', transfer: 'transfer' }, folder);
  const process = await startPast(join(folder, 'past'));
  const port = await portOf(process);
  return {
    name,
    folder,
    project,
    diff: diffVersions(project),
    transfer,
    invariants,
    pid: process.pid,
    served: async () => (await fetch(`http://127.0.0.1:${port}`, { signal: AbortSignal.timeout(5_000) })).text(),
    async [Symbol.asyncDispose]() {
      await process[Symbol.asyncDispose]();
      await rm(folder, { recursive: true });
    },
  };
}

async function layOut(name: string, version: string, folder: string): Promise<void> {
  const source = await readFile(new URL(`${name}/${version}.ts`, PROGRAMS), 'utf8');
  await write(join(folder, 'src/app.ts'), source);
  await write(join(folder, 'package.json'), JSON.stringify({ name, type: 'module' }));
  await write(join(folder, 'tsconfig.json'), JSON.stringify(TSCONFIG));
  buildSync({
    entryPoints: [join(folder, 'src/app.ts')],
    outdir: join(folder, 'dist'),
    format: 'esm',
    sourcemap: true,
    logLevel: 'error',
  });
  await write(join(folder, 'dist/main.js'), MAIN);
}

async function write(path: string, text: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, text);
}

/** The past version never sees the environment of whoever runs this. */
function startPast(cwd: string): Promise<ProcessGroup> {
  const env = { PATH: process.env['PATH'] };
  return ProcessGroup.start({
    executable: process.execPath,
    args: ['--inspect-port=0', 'dist/main.js'],
    cwd,
    env,
    outputLimit: 10_000,
  });
}

async function portOf(process: ProcessGroup): Promise<number> {
  for (let tries = 0; tries < 400; tries++) {
    const port = /ready (\d+)/.exec(process.output.stdout)?.[1];
    if (port) return Number(port);
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  throw new Error(`The program did not start: ${process.output.stderr}`);
}
