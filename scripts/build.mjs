// Builds what runs outside the tests: the agents that go into live processes, the command, and the extension's parts.

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { root, run } from './run.mjs';

/** Each bundle's entry, where it goes, and what stays an import. */
const BUNDLES = [
  { entry: 'cli/src/main.ts', out: 'cli/dist/cli.mjs', format: 'esm', external: ['ts-morph', 'tsx'] },
  { entry: 'client/src/extension.ts', out: 'dist/extension.cjs', format: 'cjs', external: ['vscode'] },
  { entry: 'server/src/main.ts', out: 'dist/server.mjs', format: 'esm', external: ['ts-morph', 'tsx'] },
  { entry: 'debugger/src/main.ts', out: 'dist/debugger.mjs', format: 'esm', external: ['ts-morph', 'tsx'] },
];

/** Bundled CommonJS packages expect a `require`. */
const REQUIRE =
  "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);";

if (existsSync(join(root, 'scripts/build-agents.mjs'))) await run(process.execPath, ['scripts/build-agents.mjs']);
for (const { entry, out, format, external } of BUNDLES) {
  if (!existsSync(join(root, entry))) continue;
  await build({
    absWorkingDir: root,
    entryPoints: [entry],
    outfile: out,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format,
    external,
    sourcemap: true,
    logLevel: 'warning',
    banner: format === 'esm' ? { js: REQUIRE } : {},
  });
}
