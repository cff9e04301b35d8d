// Builds what runs outside the tests: the agents that go into live processes, the command, and the extension.

import { mkdir, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { buildAgents } from './build-agents.mjs';
import { buildExtension, buildServer } from './build-extension.mjs';
import { root } from './run.mjs';

/** Bundled CommonJS packages expect a `require`. */
const REQUIRE = [
  "import { createRequire as __createRequire } from 'node:module';",
  'const require = __createRequire(import.meta.url);',
].join(' ');

/** Bundles the command. The compiler and the TypeScript loader stay packages of their own. */
async function buildCommand() {
  await build({
    absWorkingDir: root,
    entryPoints: ['cli/src/main.ts'],
    outfile: 'cli/dist/cli.mjs',
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'esm',
    banner: { js: REQUIRE },
    external: ['ts-morph', '@ts-morph/common', 'tsx'],
    sourcemap: true,
    logLevel: 'warning',
  });
}

/** Bundles what runs mappers on arbitrary values in a process of its own. */
async function buildPropertyWorker() {
  const { outputFiles } = await build({
    absWorkingDir: root,
    entryPoints: ['properties/src/worker.ts'],
    outfile: 'dist/properties/worker.mjs',
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'esm',
    banner: { js: REQUIRE },
    external: ['ts-morph', '@ts-morph/common'],
    logLevel: 'warning',
    write: false,
  });
  // Another process may be starting from it right now: it gets the old one or the new one, whole.
  for (const { path, contents } of outputFiles) {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(`${path}.${process.pid}`, contents);
    await rename(`${path}.${process.pid}`, path);
  }
}

/** Global set-up of the tests, which use the agents, the command and the server as they are built. */
export async function setup() {
  await buildAgents();
  await buildCommand();
  await buildPropertyWorker();
  await buildServer();
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    await setup();
    await buildExtension();
  } catch (error) {
    console.error(`build: ${error.message.split('\n')[0]}`);
    process.exitCode = 1;
  }
}
