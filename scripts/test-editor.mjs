// Runs the extension's suite in a real VS Code: the one that npm packages bring, or with --desktop the desktop build.

import { existsSync, readFileSync, renameSync } from 'node:fs';
import { cp, mkdir, mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { buildExtension } from './build-extension.mjs';
import { runInCodeServer } from './editor-code-server.mjs';
import { runInDesktop } from './editor-desktop.mjs';
import { LabError } from './editor-lab.mjs';
import { root } from './run.mjs';

const SAMPLE = 'shop';
const LIMIT_MS = 400_000;

const desktop = process.argv.includes('--desktop');
/** The picture in the documentation is taken anew only when asked for, so that a run leaves the checkout as it is. */
const screenshots = process.argv.includes('--screenshot') && !desktop;
const scratch = await realpath(await mkdtemp(join(tmpdir(), 'timeferry-editor-')));
const control = join(scratch, 'control');
const total = { passed: 0, failed: 0 };
try {
  await buildExtension({ suite: true });
  await mkdir(control);
  const run = desktop ? runInDesktop : runInCodeServer;
  await run({
    extension: root,
    suite: join(root, 'dist/test/suite.cjs'),
    workspace: await makeWorkspace(),
    env: { TIMEFERRY_TEST_CONTROL: control, TIMEFERRY_TEST_SCREENSHOTS: screenshots ? '1' : '' },
    scratch,
    log: (line) => console.log(line),
    finished,
  });
} catch (error) {
  console.error(error instanceof LabError ? error.message : error);
  total.failed += 1;
} finally {
  await rm(scratch, { recursive: true, force: true, maxRetries: 5 });
}
console.log(`${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed > 0 || total.passed === 0 ? 1 : 0;

/** A copy of the sample that the suite may change; its dependencies are those of this checkout. */
async function makeWorkspace() {
  // As deep below the dependencies as in the checkout.
  const workspace = join(scratch, 'samples', SAMPLE);
  await cp(join(root, 'samples', SAMPLE), workspace, { recursive: true });
  await symlink(join(root, 'node_modules'), join(scratch, 'node_modules'));
  const settings = {
    'chat.commandCenter.enabled': false,
    'chat.disableAIFeatures': true,
    'editor.fontSize': 14,
    'editor.minimap.enabled': false,
    'files.autoSave': 'off',
    'git.enabled': false,
    'problems.showCurrentInStatus': true,
    'window.commandCenter': false,
    'workbench.colorTheme': 'Default Light Modern',
    'workbench.startupEditor': 'none',
    'workbench.tips.enabled': false,
  };
  await mkdir(join(workspace, '.vscode'), { recursive: true });
  await writeFile(join(workspace, '.vscode/settings.json'), JSON.stringify(settings, null, 2));
  return workspace;
}

/** Follows the suite through the control folder: takes the screenshots that it asks for, and prints each test's result. */
async function finished(page) {
  let printed = 0;
  for (const start = Date.now(); Date.now() - start < LIMIT_MS; await delay(100)) {
    if (page !== null) await takeScreenshots(page);
    const results = readResults();
    for (const result of results.slice(printed)) print(result);
    printed = results.length;
    if (existsSync(join(control, 'end')) && printed === readResults().length) return;
    if (page === null) break;
  }
  if (page !== null) await page.screenshot({ path: join(tmpdir(), 'timeferry-editor-stuck.png') }).catch(() => {});
  throw new LabError(`The suite did not end within ${LIMIT_MS / 1000} s.`);
}

function readResults() {
  const file = join(control, 'results');
  if (!existsSync(file)) return [];
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));
}

function print({ title, error }) {
  total[error === null ? 'passed' : 'failed'] += 1;
  console.log(`${error === null ? 'ok    ' : 'FAILED'} ${title}`);
  if (error !== null) console.log(error.replace(/^/gm, '       '));
}

/** The suite asks by a file `NAME.wanted` and goes on once it is `NAME.taken`. */
async function takeScreenshots(page) {
  for (const name of ['mismatch']) {
    const wanted = join(control, `${name}.wanted`);
    if (!existsSync(wanted)) continue;
    await mkdir(join(root, 'docs/images'), { recursive: true });
    await delay(1500);
    await page.screenshot({ path: join(root, 'docs/images', `${name}.png`) });
    renameSync(wanted, join(control, `${name}.taken`));
  }
}
