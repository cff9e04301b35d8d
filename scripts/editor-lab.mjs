// An editor to test in, from npm packages and the system's package manager alone: VS Code's server and a browser as its window.
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';

// code-server runs on exactly this Node major, whatever Node runs the tests.
const CODE_SERVER = '4.139.1';
const NODE = '24.21.0';
const BROWSERS = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** A problem of the machine that one sentence explains; the script prints it without a stack. */
export class LabError extends Error {}

/** Installs the pinned editor into the cache once. Gives the paths of its Node binary and of its server's main file. */
export async function installEditor(log) {
  if (process.platform !== 'linux') {
    throw new LabError(`code-server runs on Linux only; on ${process.platform} run the suite with --desktop instead.`);
  }
  const folder = join(cacheFolder(), `code-server-${CODE_SERVER}`);
  const vscode = join(folder, 'node_modules', 'code-server', 'lib', 'vscode');
  const nodePackage = `node-linux-${process.arch}`;
  const editor = {
    node: join(folder, 'node_modules', nodePackage, 'bin', 'node'),
    serverMain: join(vscode, 'out', 'server-main.js'),
  };
  const marker = join(folder, 'complete');
  if (existsSync(marker)) return editor;

  log(`Installing code-server ${CODE_SERVER} into ${folder} (about 800 MB, once)`);
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'package.json'), '{ "private": true }\n');
  npm(['install', '--save-exact', `code-server@${CODE_SERVER}`, `${nodePackage}@${NODE}`], folder);
  npm(['install', '--omit=dev'], vscode);
  npm(['install', '--omit=dev'], join(vscode, 'extensions'));
  await writeFile(marker, '');
  return editor;
}

/** The path of a Chromium; installs Debian's where this process may. `TIMEFERRY_CHROMIUM` names another one. */
export function installBrowser(log) {
  const named = process.env.TIMEFERRY_CHROMIUM;
  if (named !== undefined) {
    if (!existsSync(named)) throw new LabError(`TIMEFERRY_CHROMIUM names ${named}, which does not exist.`);
    return named;
  }
  const found = BROWSERS.find((path) => existsSync(path));
  if (found !== undefined) return found;
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) {
    throw new LabError(
      'Chromium is missing: install it (on Debian: apt-get install chromium) or name one in TIMEFERRY_CHROMIUM.',
    );
  }
  log('Installing Chromium through apt-get (once)');
  run('apt-get', ['update']);
  run('apt-get', ['install', '--yes', '--no-install-recommends', 'chromium'], {
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  });
  return BROWSERS[0];
}

function cacheFolder() {
  return join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'timeferry');
}

/** Its native modules are not needed, so no package's scripts run. */
function npm(args, cwd) {
  run('npm', [...args, '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'], { cwd });
}

function run(command, args, options = {}) {
  try {
    execFileSync(command, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'], maxBuffer: 64 * 1024 * 1024 });
  } catch (error) {
    const said = String(error.stderr ?? error.message)
      .trim()
      .split('\n')
      .slice(-5)
      .join(' | ');
    throw new LabError(`${command} ${args.slice(0, 2).join(' ')} failed: ${said}`);
  }
}
