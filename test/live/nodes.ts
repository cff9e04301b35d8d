import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** A release line of Node that programs of the tests run on: that of the tests, or one from `test/nodes`. */
export type Release = 'own' | 22 | 24;

/** The executable of a release. Throws an `Error` that says how to install it where it is not there. */
export function nodeOf(release: Release): string {
  if (release === 'own') return process.execPath;
  const folder = `../nodes/node_modules/node-${release}-${process.platform}-${process.arch}`;
  const executable = fileURLToPath(new URL(`${folder}/bin/node`, import.meta.url));
  if (existsSync(executable)) return executable;
  throw new Error(`Node ${release} is not installed for the tests; "npm run setup" installs it (on Linux).`);
}
