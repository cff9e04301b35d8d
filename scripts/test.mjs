// Sets up and runs every check there is. A step that fails does not keep the next from running; the last line sums them all.

import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { capture, root } from './run.mjs';
import { setUp } from './set-up.mjs';

const bin = (name) => join(root, 'node_modules/.bin', name);
const scratch = mkdtempSync(join(tmpdir(), 'timeferry-checks-'));
const total = { passed: 0, failed: 0 };

try {
  await step('set-up', async () => {
    await setUp({ forTests: true });
    return { passed: 1, failed: 0 };
  });
  await step('types', () => command(bin('tsc'), ['-b']));
  for (const folder of sampleFolders()) await step(`types of ${folder}`, () => command(bin('tsc'), ['-p', folder]));
  await step('lint', () => command(bin('biome'), ['check', '--error-on-warnings', '.']));
  await step('tests', vitest);
  await step('corpus', corpus);
  const scale = ['bench/transfer.mjs', '--sizes', '10000,100000', '--mappers', 'default', '--runs', '1', '--check'];
  await step('scale', () => command(process.execPath, scale));
  await step('faults', () => command(process.execPath, ['bench/faults/run.mjs', '--faults', '200', '--seed', '1']));
  await step('demo', () => command('npm', ['run', '--silent', 'demo']));
  await step('editor', editor);
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
if (total.failed > 0) process.exitCode = 1;
console.log(`${total.passed} passed, ${total.failed} failed`);

/** Runs one step and adds its counts; a step that cannot run is one that failed. */
async function step(name, check) {
  console.log(`\n--- ${name}`);
  const start = performance.now();
  let counts;
  try {
    counts = await check();
  } catch (error) {
    console.error(error.message);
    counts = { passed: 0, failed: 1 };
  }
  total.passed += counts.passed;
  total.failed += counts.failed;
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  console.log(`--- ${name}: ${counts.passed} passed, ${counts.failed} failed in ${seconds} s`);
}

/** A command that passes or fails as a whole. */
async function command(file, args) {
  const { code } = await capture(file, args, { show: true });
  return { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1 };
}

/** Every TypeScript project below samples/: both versions and the transfers of each. */
function sampleFolders() {
  return readdirSync(join(root, 'samples')).flatMap((sample) =>
    readdirSync(join(root, 'samples', sample))
      .map((part) => `samples/${sample}/${part}`)
      .filter((folder) => existsSync(join(root, folder, 'tsconfig.json'))),
  );
}

async function vitest() {
  const report = join(scratch, 'vitest.json');
  const args = ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const { code } = await capture(bin('vitest'), args, { show: true });
  const { numPassedTests, numFailedTests, numPendingTests, testResults } = JSON.parse(readFileSync(report, 'utf8'));
  // A file that cannot be loaded has no tests, and a test that is skipped proves nothing: both are failures.
  const broken = testResults.filter(
    ({ status, assertionResults }) => status === 'failed' && assertionResults.length === 0,
  );
  const failed = numFailedTests + numPendingTests + broken.length;
  return { passed: numPassedTests, failed: code !== 0 && failed === 0 ? 1 : failed };
}

/** The conformance cases of the diff, through the built command. */
async function corpus() {
  const { code, stdout, stderr } = await capture(
    process.execPath,
    ['test/corpus/run-diff.mjs', '--command', 'node cli/bin/timeferry.mjs'],
    { show: true },
  );
  const match = /(\d+) passed, (\d+) failed/.exec(stdout + stderr);
  if (!match) throw new Error(`The corpus ended with exit code ${code} and no result.`);
  return { passed: Number(match[1]), failed: Number(match[2]) };
}

/** The extension's suite in a real editor; it ends with a line of counts of its own. */
async function editor() {
  const { code, stdout } = await capture(process.execPath, ['scripts/test-editor.mjs'], { show: true });
  const match = [...stdout.matchAll(/(\d+) passed, (\d+) failed/g)].at(-1);
  if (!match) throw new Error(`The editor suite ended with exit code ${code} and no result.`);
  return { passed: Number(match[1]), failed: code !== 0 && match[2] === '0' ? 1 : Number(match[2]) };
}
