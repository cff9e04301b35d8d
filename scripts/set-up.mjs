// Brings a checkout to where everything runs: installs what the lock file names when that is not there, then builds.
// Needs nothing but Node and npm, so it can run first.

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root, run } from './run.mjs';

/**
 * Installs and builds; for the tests also the releases of Node that programs run on there. Throws an error with one
 * sentence when a step fails.
 */
export async function setUp({ forTests = false } = {}) {
  await Promise.all(['.', ...(forTests ? ['test/nodes'] : [])].map(install));
  await run(process.execPath, ['scripts/build.mjs']);
}

async function install(folder) {
  if (isInstalled(folder)) return;
  console.error(`Installing what ${join(folder, 'package-lock.json')} names …`);
  await run('npm', ['ci', '--prefix', folder, '--no-audit', '--no-fund']);
}

/** Whether node_modules holds what package-lock.json names; what is optional may be missing (other platforms). */
function isInstalled(folder) {
  const installed = join(root, folder, 'node_modules', '.package-lock.json');
  if (!existsSync(installed)) return false;
  const there = JSON.parse(readFileSync(installed, 'utf8')).packages;
  const wanted = JSON.parse(readFileSync(join(root, folder, 'package-lock.json'), 'utf8')).packages;
  return Object.entries(wanted).every(([path, { version, optional, link }]) => {
    if (!path.startsWith('node_modules/')) return true;
    if (link) return existsSync(join(root, folder, path));
    return there[path] ? there[path].version === version : optional === true;
  });
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  try {
    await setUp({ forTests: true });
  } catch (error) {
    console.error(`set-up: ${error.message}`);
    process.exitCode = 1;
  }
}
