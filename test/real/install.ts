import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cp, mkdir, mkdtemp, readFile, rename, rm, stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * Installs what the `package-lock.json` of a folder (`test/real/NAME`, or any other) pins into a cache folder, without running
 * anybody's install scripts, and gives that folder. A second call finds it there. Throws an `Error` with one sentence where the
 * package registry does not give it.
 */
export async function install(name: string, place: URL = new URL(`${name}/`, import.meta.url)): Promise<string> {
  const source = fileURLToPath(place);
  const lock = await readFile(join(source, 'package-lock.json'));
  const caches = process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache');
  const key = createHash('sha256').update(lock).digest('hex').slice(0, 16);
  const folder = join(caches, 'timeferry', 'real', `${name}-${key}`);
  if (await exists(folder)) return folder;
  await mkdir(dirname(folder), { recursive: true });
  const draft = await mkdtemp(`${folder}-`);
  try {
    for (const file of ['package.json', 'package-lock.json']) await cp(join(source, file), join(draft, file));
    const { status, stderr } = spawnSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], {
      cwd: draft,
      encoding: 'utf8',
    });
    if (status !== 0)
      throw new Error(`npm cannot install the real program "${name}" from the registry: ${reason(stderr)}`);
    await rename(draft, folder);
  } catch (error) {
    await rm(draft, { recursive: true, force: true });
    // Another run may have finished the same installation first.
    if (!(await exists(folder))) throw error;
  }
  return folder;
}

function reason(stderr: string): string {
  const errors = stderr.split('\n').filter((line) => line.startsWith('npm error'));
  return (errors.find((line) => !/^npm error code/.test(line)) ?? errors[0] ?? stderr).trim() || 'it gave no reason.';
}

async function exists(path: string): Promise<boolean> {
  return (await stat(path).catch(() => null)) !== null;
}
