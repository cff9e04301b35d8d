import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { ProcessGroup } from '../../src/process-group.ts';

/** A program in a folder of its own, for tests. */
export interface Program extends AsyncDisposable {
  readonly root: string;
  /** Starts it as anybody would, with plain `node`; resolves when it has written `ready`. */
  start(args?: readonly string[], env?: NodeJS.ProcessEnv): Promise<ProcessGroup>;
}

/** The files by their name; a package.json is added. `main.mjs` is what `start` runs where it is given no arguments. */
export async function writeProgram(files: Record<string, string>): Promise<Program> {
  const root = await realpath(await mkdtemp(join(tmpdir(), 'program-')));
  for (const [name, text] of Object.entries({ 'package.json': '{ "name": "program" }', ...files })) {
    await mkdir(dirname(join(root, name)), { recursive: true });
    await writeFile(join(root, name), text);
  }
  const groups: ProcessGroup[] = [];
  return {
    root,
    start: async (args = ['--inspect-port=0', 'main.mjs'], env = {}) => {
      const launch = { executable: process.execPath, args, cwd: root, outputLimit: 100_000 };
      const group = await ProcessGroup.start({ ...launch, env: { ...process.env, ...env } });
      groups.push(group);
      if ((await group.output.match('stdout', /ready/)) === undefined) throw new Error(group.output.stderr);
      return group;
    },
    [Symbol.asyncDispose]: async () => {
      for (const group of groups) await group.end();
      await rm(root, { recursive: true });
    },
  };
}
