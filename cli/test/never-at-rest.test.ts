import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
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

/** Starts a program of which both versions are the same; gives its folder and process. */
async function start(program: string) {
  const files = ['past', 'future'].map((name) => ({
    [`${name}/package.json`]: '{ "name": "program", "type": "module" }',
    [`${name}/app.js`]: program,
  }));
  const cwd = temporaryFolder({ ...files[0], ...files[1] });
  const child = spawn(process.execPath, ['--inspect-port=0', 'app.js'], { cwd: join(cwd, 'past'), stdio: 'pipe' });
  onTestFinished(() => void child.kill('SIGKILL'));
  await once(child.stdout, 'data');
  return { cwd, child, args: ['rehearse', '--past', 'past', '--future', 'future', '--pid', String(child.pid)] };
}

test('a program that is never at rest may mark a good moment itself', async () => {
  const mark = 'globalThis[Symbol.for("timeferry.moment")]?.();';
  const { cwd, child, args } = await start(
    PROGRAM.replace('await nap();', `{ total = -1; await nap(); total = 7; ${mark} total = -2; await nap(); }`),
  );
  const { code, stdout, stderr } = await timeferry([...args, '--json', '--dump', 'dump'], { cwd });
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(JSON.parse(stdout).unverified).toContainEqual(expect.stringContaining('marked the moment itself, in busy'));
  for (const version of ['past', 'future'])
    expect(JSON.parse(readFileSync(join(cwd, 'dump', `${version}.json`), 'utf8'))).toMatchObject({
      roots: { 'app.js#total': 7 },
    });
  expect(child.exitCode).toBeNull();
});

test('a rehearsal of a process that is never at rest is refused with the reason, and exit code 1', async () => {
  const { cwd, child, args } = await start(PROGRAM);

  const { code, stdout, stderr } = await timeferry([...args, '--timeout', '3000'], { cwd });
  expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
  expect(stdout).toMatch(/^refused {2}.*The past process runs on unchanged/);
  expect(stdout).toMatch(/refused in capture-past {2}The program did not come to rest in 3000 ms: .*busy/);
  expect(child.exitCode).toBeNull();
});
