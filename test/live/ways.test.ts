import { cp, mkdir, mkdtemp, readFile, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openProject } from '@timeferry/project/open-project';
import { rehearseVersions } from '@timeferry/project/rehearse-versions';
import { describe, expect, test, vi } from 'vitest';
import { LiveServer } from './live-program.ts';
import { nodeOf, type Release } from './nodes.ts';
import { readDump } from './read-dump.ts';
import { WAYS, type Way } from './ways.ts';

vi.setConfig({ testTimeout: 120_000, maxConcurrency: 3 });

const repository = fileURLToPath(new URL('../..', import.meta.url));
const sources = fileURLToPath(new URL('ways', import.meta.url));

const STRIPPED = 'with its types stripped by Node';
const OF_NODE = [
  STRIPPED,
  'through a loader',
  'through a loader as CommonJS',
  'minified to CommonJS with a source map',
];

/** Each way on the Node that runs the tests, where that can; on the others those whose outcome hangs on Node's own code. */
const RUNS = [
  ...Object.keys(WAYS).flatMap((way) => (way === STRIPPED ? [] : [[way, 'own'] as const])),
  ...([22, 24] as const).flatMap((release) => OF_NODE.map((way) => [way, release] as const)),
] as readonly (readonly [way: keyof typeof WAYS, release: Release])[];

describe.concurrent('a program', () => {
  test.each(RUNS)('%s, on Node %s', async (name, release) => {
    const way: Way = WAYS[name];
    const place = await realpath(await mkdtemp(join(tmpdir(), 'ferry-ways-')));
    try {
      const [past, future] = await Promise.all(['past', 'future'].map((version) => layOut(join(place, version), way)));
      await using server = await LiveServer.start(past!, way.args, nodeOf(release));
      for (const request of ['open/a', 'open/b', 'check/one', 'check/two', 'run']) await server.ask(request);
      const dump = join(place, 'dump');
      const flags = { pid: server.pid, past: `dir:${past}`, future: `dir:${future}`, dump };
      // The Node of the tests may not run TypeScript: `node` in a command is that of the process.
      const run = `node ${way.args.join(' ')}`;
      const settings = name === STRIPPED ? { ...flags, 'past-run': run, 'future-run': run } : flags;
      const report = await rehearseVersions(openProject(settings, future!));
      expect({ error: report.error, mismatches: report.mismatches }).toEqual({ error: undefined, mismatches: [] });
      expect(report.excluded).toEqual([]);
      expect(report.unverified.filter((line) => line.startsWith('State in '))).toEqual([]);
      expect(await server.ask('total')).toBe('2,2');
      expectState(await readDump(join(dump, 'future.json')), way);
      expect(JSON.parse(await readFile(join(dump, 'future.json'), 'utf8')).roots).toMatchObject({
        [`src/model.${way.isPlain ? 'js' : 'ts'}#total`]: 102,
        [`src/app.${way.isPlain ? 'js' : 'ts'}#total`]: 2,
      });
    } finally {
      await rm(place, { recursive: true });
    }
  });
});

function expectState(future: Readonly<Record<string, unknown>>, { isPlain }: Way): void {
  const session = (id: string) => expect.objectContaining({ $class: 'Session', id, '#visits': 1, '#spare': 'spare' });
  expect(future).toMatchObject({ 'Session.opened': 2 });
  expect(future['sessions']).toEqual(
    new Map([
      ['a', session('a-101')],
      ['b', session('b-102')],
    ]),
  );
  const [failure] = future['failures'] as { stack: string; cause: { value: object } }[];
  expect(failure).toMatchObject({ $kind: 'error', $class: 'RangeError', message: { value: 'opened a' } });
  expect(failure!.stack).toMatch(/^RangeError: opened a\n {4}at /);
  expect(failure!.cause.value).toMatchObject({
    $class: 'Error',
    stack: expect.stringMatching(/^Error: first\n {4}at /),
  });
  expect((future['current'] as { session: object }).session).toBe((future['sessions'] as Map<string, object>).get('b'));
  // Scopes that give one name to a variable each have their own, whatever a bundler calls them. Who strips types renames one.
  const calls = isPlain ? 'calls2' : 'calls';
  const scopesOf = (name: string) =>
    [{ [calls]: 1 }, { name, before: 11 }, { calls: 11 }].map((one) => expect.objectContaining(one));
  const checks = future['checks'] as { captures: object[] }[];
  expect(checks.map(({ captures }) => captures)).toEqual(['one', 'two'].map(scopesOf));
}

async function layOut(root: string, way: Way): Promise<string> {
  await mkdir(join(root, 'src'), { recursive: true });
  for (const file of ['app.ts', 'model.ts']) await cp(join(sources, file), join(root, 'src', file));
  if (root.endsWith('future')) await change(join(root, 'src'));
  await cp(fileURLToPath(new URL('serve.ts', import.meta.url)), join(root, 'src/serve.ts'));
  await writeFile(join(root, 'package.json'), JSON.stringify({ name: 'ways', type: way.type }));
  await writeFile(join(root, 'tsconfig.json'), tsconfig());
  await symlink(join(repository, 'node_modules'), join(root, 'node_modules'));
  await way.make?.(root);
  return root;
}

/** What the future version has more, for which a bundler gives other names to the rest. */
async function change(folder: string): Promise<void> {
  const file = join(folder, 'model.ts');
  const app = await readFile(join(folder, 'app.ts'), 'utf8');
  const length = Array.from({ length: 20 }, () => 'length').join(' + ');
  const changedApp = app.replace(
    'let calls = 10;',
    `const { length } = id;
  let calls = 10 + 0 * (${length});`,
  );
  await writeFile(join(folder, 'app.ts'), changedApp);
  const text = await readFile(file, 'utf8');
  const often = Array.from({ length: 50 }, () => 'first').join(' + ');
  const more = "  #spare = 'spare';\n  get spare(): string {\n    return this.#spare + this.#spare;\n  }\n";
  const changed = text.replace('  #visits', `${more}  #visits`);
  await writeFile(file, `let first = 1;\nexport const more = () => (first += ${often});\n${changed}`);
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
