#!/usr/bin/env node
// The command as npm links it. It runs before anything is built, so it imports nothing but the bundle.
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const bundle = new URL('../dist/cli.mjs', import.meta.url);
if (existsSync(bundle)) {
  await import(bundle.href);
} else {
  const root = fileURLToPath(new URL('../..', import.meta.url));
  process.stderr.write(`timeferry: not built yet; run "npm run setup" in ${root} first\n`);
  process.exitCode = 2;
}
