// Bundles the extension's parts into dist, each with all that it needs at run time.

import { mkdir, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { root } from './run.mjs';

/** Each bundle's entry and where it goes. The editor loads CommonJS, and gives `vscode` itself. */
const CLIENT = { entry: 'client/src/extension.ts', out: 'dist/extension.cjs', external: ['vscode'] };
const ADAPTER = { entry: 'debugger/src/main.ts', out: 'dist/adapter.cjs', external: [] };
/** The process that speaks with the editor, and the one that analyses. */
const SERVER = [
  { entry: 'server/src/main.ts', out: 'dist/server.cjs', external: [] },
  { entry: 'server/src/analysis-main.ts', out: 'dist/analysis.cjs', external: [] },
];
/** The tests that run inside the editor; they are no part of the extension. */
const SUITE = { entry: 'client/test/suite/index.ts', out: 'dist/test/suite.cjs', external: ['vscode', 'mocha'] };

/** Builds the extension, and with `suite` its tests too. */
export async function buildExtension({ suite = false } = {}) {
  await Promise.all([CLIENT, ADAPTER, ...SERVER, ...(suite ? [SUITE] : [])].map(bundle));
}

/** Builds the language server only. */
export async function buildServer() {
  await Promise.all(SERVER.map(bundle));
}

async function bundle({ entry, out, external }) {
  const { outputFiles } = await build({
    absWorkingDir: root,
    entryPoints: [entry],
    outfile: out,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    external,
    minifySyntax: true,
    minifyWhitespace: true,
    sourcemap: true,
    logLevel: 'warning',
    write: false,
    // CommonJS has no import.meta; what is resolved against it stands beside the bundle.
    define: { 'import.meta.url': '__bundleUrl' },
    banner: { js: "const __bundleUrl = require('node:url').pathToFileURL(__filename).href;" },
  });
  // Another process may be starting from it right now: it gets the old one or the new one, whole.
  for (const { path, contents } of outputFiles) {
    await mkdir(dirname(path), { recursive: true });
    const beside = `${path}.${process.pid}`;
    await writeFile(beside, contents);
    await rename(beside, path);
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url))
  await buildExtension({ suite: process.argv.includes('--suite') });
