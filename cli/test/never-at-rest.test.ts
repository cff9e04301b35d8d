import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { temporaryFolder } from '../../project/test/temporary.ts';
import { timeferry } from './run-cli.ts';

vi.setConfig({ testTimeout: 60_000 });

const PROGRAM = `
let total = 3;
export function count() { return (total += 1); }
const nap = () => new Promise((resolve) => setTimeout(resolve, 30));
async function busy() { for (;;) await nap(); }
for (let i = 0; i < 5; i++) busy();
console.log('ready');
`;

test('a rehearsal of a process that is never at rest is refused with the reason, and exit code 1', async () => {
  const files = ['past', 'future'].map((name) => ({
    [`${name}/package.json`]: '{ "name": "program", "type": "module" }',
    [`${name}/app.js`]: PROGRAM,
  }));
  const cwd = temporaryFolder({ ...files[0], ...files[1] });
  const child = spawn(process.execPath, ['--inspect-port=0', 'app.js'], { cwd: join(cwd, 'past'), stdio: 'pipe' });
  onTestFinished(() => void child.kill('SIGKILL'));
  await once(child.stdout, 'data');
  const args = ['rehearse', '--past', 'past', '--future', 'future', '--pid', String(child.pid), '--timeout', '3000'];

  const { code, stdout, stderr } = await timeferry(args, { cwd });
  expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
  expect(stdout).toMatch(/^refused {2}.*The past process runs on unchanged/);
  expect(stdout).toMatch(/refused in capture-past {2}The program did not come to rest in 3000 ms: .*busy/);
  expect(child.exitCode).toBeNull();
});
