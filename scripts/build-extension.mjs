// Bundles the extension's parts into dist, each with all that it needs at run time.

import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { root } from './run.mjs';

/** Each bundle's entry and where it goes. The editor loads CommonJS, and gives `vscode` itself. */
const BUNDLES = [
  { entry: 'client/src/extension.ts', out: 'dist/extension.cjs', external: ['vscode'] },
  { entry: 'server/src/main.ts', out: 'dist/server.cjs', external: [] },
  { entry: 'debugger/src/main.ts', out: 'dist/adapter.cjs', external: [] },
];
/** The tests that run inside the editor; they are no part of the extension. */
const SUITE = { entry: 'client/test/suite/index.ts', out: 'dist/test/suite.cjs', external: ['vscode', 'mocha'] };

/** Builds the extension, and with `suite` its tests too. */
export async function buildExtension({ suite = false } = {}) {
  await Promise.all([...BUNDLES, ...(suite ? [SUITE] : [])].map(bundle));
}

function bundle({ entry, out, external }) {
  return build({
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
    // CommonJS has no import.meta; what is resolved against it stands beside the bundle.
    define: { 'import.meta.url': '__bundleUrl' },
    banner: { js: "const __bundleUrl = require('node:url').pathToFileURL(__filename).href;" },
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url))
  await buildExtension({ suite: process.argv.includes('--suite') });
