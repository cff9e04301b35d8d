import { execFileSync } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openProject } from '@timeferry/project/open-project';
import { rehearseVersions } from '@timeferry/project/rehearse-versions';
import { type BuildOptions, build, transform } from 'esbuild';
import { describe, expect, test, vi } from 'vitest';
import { LiveServer } from './live-program.ts';
import { readDump } from './read-dump.ts';

vi.setConfig({ testTimeout: 120_000, maxConcurrency: 3 });

const repository = fileURLToPath(new URL('../..', import.meta.url));
const sources = fileURLToPath(new URL('ways', import.meta.url));

/** How a program of two modules is built and run. */
interface Way {
  readonly args: readonly string[];
  readonly type: 'module' | 'commonjs';
  make(root: string): Promise<void>;
  /** Sources are JavaScript: modules have other names, and declare no types. */
  readonly isPlain?: boolean;
  readonly excluded?: readonly string[];
}

const WAYS: Readonly<Record<string, Way>> = {
  'compiled to ES modules with source maps': {
    args: ['--enable-source-maps', 'dist/app.js'],
    type: 'module',
    make: compile,
  },
  'compiled to CommonJS with source maps': {
    args: ['dist/app.js'],
    type: 'commonjs',
    make: compile,
  },
  'bundled with a source map': {
    args: ['--enable-source-maps', 'dist/app.mjs'],
    type: 'module',
    make: (root) => bundle(root, { format: 'esm', outfile: join(root, 'dist/app.mjs') }),
  },
  'bundled and minified with a source map': {
    args: ['dist/app.mjs'],
    type: 'module',
    make: (root) => bundle(root, { format: 'esm', minify: true, outfile: join(root, 'dist/app.mjs') }),
    excluded: ['src/serve.ts#serve.actions: the bundle calls it e, as it may call variables of other functions'],
  },
  'written in JavaScript': { args: ['src/app.js'], type: 'module', make: strip, isPlain: true },
};

describe.concurrent('a program', () => {
  test.each(Object.keys(WAYS))('%s', async (name) => {
    const way = WAYS[name]!;
    const place = await realpath(await mkdtemp(join(tmpdir(), 'ferry-ways-')));
    try {
      const [past, future] = await Promise.all(['past', 'future'].map((version) => layOut(join(place, version), way)));
      await using server = await LiveServer.start(past!, way.args);
      for (const request of ['open/a', 'open/b', 'check/one', 'check/two', 'run']) await server.ask(request);
      const dump = join(place, 'dump');
      const flags = { pid: server.pid, past: `dir:${past}`, future: `dir:${future}`, dump };
      const report = await rehearseVersions(openProject(flags, future!));
      expect({ error: report.error, mismatches: report.mismatches }).toEqual({ error: undefined, mismatches: [] });
      expect(report.excluded).toEqual(way.excluded ?? []);
      expectState(await readDump(join(dump, 'future.json')));
      expect(JSON.parse(await readFile(join(dump, 'future.json'), 'utf8')).roots).toMatchObject({
        [`src/model.${way.isPlain ? 'js' : 'ts'}#total`]: 102,
        [`src/app.${way.isPlain ? 'js' : 'ts'}#total`]: 2,
      });
    } finally {
      await rm(place, { recursive: true });
    }
  });
});

function expectState(future: Readonly<Record<string, unknown>>): void {
  const session = (id: string) => expect.objectContaining({ $class: 'Session', id, '#visits': 1, '#spare': 'spare' });
  expect(future).toMatchObject({ 'Session.opened': 2 });
  expect(future['sessions']).toEqual(
    new Map([
      ['a', session('a-101')],
      ['b', session('b-102')],
    ]),
  );
  expect((future['current'] as { session: object }).session).toBe((future['sessions'] as Map<string, object>).get('b'));
  const captured = (future['checks'] as { captures: object[] }[]).map(({ captures }) => Object.values(captures[0]!));
  for (const values of captured) expect(values).toEqual(expect.arrayContaining([1]));
  expect(captured.flat()).toEqual(expect.arrayContaining(['one', 'two']));
}

async function layOut(root: string, way: Way): Promise<string> {
  await mkdir(join(root, 'src'), { recursive: true });
  for (const file of ['app.ts', 'model.ts']) await cp(join(sources, file), join(root, 'src', file));
  if (root.endsWith('future')) await change(join(root, 'src/model.ts'));
  await cp(fileURLToPath(new URL('serve.ts', import.meta.url)), join(root, 'src/serve.ts'));
  await writeFile(join(root, 'package.json'), JSON.stringify({ name: 'ways', type: way.type }));
  await writeFile(join(root, 'tsconfig.json'), tsconfig());
  await symlink(join(repository, 'node_modules'), join(root, 'node_modules'));
  await way.make(root);
  return root;
}

/** What the future version has more, for which a bundler gives other names to the rest. */
async function change(file: string): Promise<void> {
  const text = await readFile(file, 'utf8');
  const more = "  #spare = 'spare';\n  get spare(): string {\n    return this.#spare + this.#spare;\n  }\n";
  const changed = text.replace('  #visits', `${more}  #visits`);
  await writeFile(file, `let first = 1;\nexport const more = () => (first += 1);\n${changed}`);
}

function tsconfig(): string {
  return JSON.stringify({
    compilerOptions: {
      ...{ target: 'ES2022', module: 'NodeNext', moduleResolution: 'NodeNext', strict: true, types: ['node'] },
      ...{ outDir: 'dist', rootDir: 'src', sourceMap: true, skipLibCheck: true, rewriteRelativeImportExtensions: true },
    },
    include: ['src'],
  });
}

async function compile(root: string): Promise<void> {
  execFileSync(process.execPath, [join(repository, 'node_modules/typescript/bin/tsc'), '-p', root], { stdio: 'pipe' });
}

async function bundle(root: string, options: BuildOptions): Promise<void> {
  await build({
    ...{ entryPoints: [join(root, 'src/app.ts')], bundle: true, platform: 'node', target: 'node20', sourcemap: true },
    ...{ absWorkingDir: root, logLevel: 'silent' },
    ...options,
  });
}

async function strip(root: string): Promise<void> {
  for (const name of ['app', 'model', 'serve']) {
    const text = await readFile(join(root, `src/${name}.ts`), 'utf8');
    const { code } = await transform(text, { loader: 'ts', target: 'node20' });
    await writeFile(join(root, `src/${name}.js`), code.replaceAll(".ts'", ".js'").replaceAll('.ts"', '.js"'));
    await rm(join(root, `src/${name}.ts`));
  }
  await rm(join(root, 'tsconfig.json'));
}
