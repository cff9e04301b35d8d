// Bundles the code that is injected into processes: every transfer/src/agents/NAME.ts becomes one script, dist/agents/NAME.js.
import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));

/**
 * Builds the agents `into` a folder of the checkout, with `plugins` of esbuild, and gives their names. The target is the oldest
 * Node whose live processes are supported.
 */
export async function buildAgents(into = 'dist/agents', plugins = []) {
  const folder = resolve(root, 'transfer/src/agents');
  const outdir = resolve(root, into);
  const names = (await readdir(folder)).filter((name) => name.endsWith('.ts'));
  const { outputFiles } = await build({
    entryPoints: names.map((name) => resolve(folder, name)),
    outdir,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    logLevel: 'warning',
    write: false,
    plugins,
  });
  await mkdir(outdir, { recursive: true });
  // Another process may be reading an agent right now: it gets the old one or the new one, whole.
  for (const { path, contents } of outputFiles) {
    const beside = `${path}.${process.pid}`;
    await writeFile(beside, contents);
    await rename(beside, path);
  }
  // The repository's own package.json says that .js files are modules; these are not.
  await writeFile(resolve(outdir, 'package.json'), '{ "type": "commonjs" }\n');
  const current = new Set(['package.json', ...names.map((name) => name.replace(/\.ts$/, '.js'))]);
  for (const file of await readdir(outdir)) {
    if (file.endsWith('.js') && !current.has(file)) await rm(resolve(outdir, file), { force: true });
  }
  return names;
}

/** Global set-up of the tests. */
export async function setup() {
  await buildAgents();
}

if (process.argv[1] === fileURLToPath(import.meta.url)) console.log(`agents: ${(await buildAgents()).join(', ')}`);
