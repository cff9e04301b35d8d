import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { temporaryFolder } from '../../project/test/temporary.ts';
import { root, timeferry } from './run-cli.ts';

const TSCONFIG = JSON.stringify({
  compilerOptions: { target: 'ES2022', module: 'NodeNext', strict: true, types: [] },
  include: ['src'],
});
const STATEFUL =
  'const sessions = new Map<string, number>();\nexport const add = (id: string) => sessions.set(id, 1);\nadd("x");\nsetInterval(() => {}, 1000);\n';
const STATELESS = 'export const twice = (n: number) => 2 * n;\n';

/** A folder with a past and a future version, each one file. */
function versions(past: string, future = past): string {
  const files: Record<string, string> = {};
  for (const [name, text] of Object.entries({ past, future })) {
    files[`${name}/package.json`] = JSON.stringify({ name: 'program', type: 'module' });
    files[`${name}/tsconfig.json`] = TSCONFIG;
    files[`${name}/src/app.ts`] = text;
  }
  return temporaryFolder(files);
}

/** Expects exit code 2, one line on standard error, and nothing that looks like a stack trace. */
async function expectRefusal(args: readonly string[], cwd: string, message: RegExp): Promise<void> {
  const { code, stdout, stderr } = await timeferry(args, { cwd });
  expect({ code, stdout, lines: stderr.trimEnd().split('\n').length }).toEqual({ code: 2, stdout: '', lines: 1 });
  expect(stderr).toMatch(message);
  expect(stderr).toMatch(/^timeferry: /);
  expect(stderr).not.toMatch(/^\s+at /m);
}

const REHEARSE = ['rehearse', '--past', 'past', '--future', 'future'];

/** A process that ends with the test. */
function start(file: string, args: readonly string[]): Promise<number> {
  const child = spawn(file, args, { stdio: ['ignore', 'pipe', 'ignore'] });
  onTestFinished(() => void child.kill('SIGKILL'));
  return new Promise((resolve) => child.stdout.once('data', () => resolve(child.pid!)));
}

describe('a process that cannot be attached to', () => {
  test('is not there', async () => {
    const gone = spawn('true');
    await once(gone, 'exit');
    await expectRefusal([...REHEARSE, '--pid', String(gone.pid)], versions(STATEFUL), /pid/);
  });

  test('is not Node', async () => {
    const pid = await start('sh', ['-c', 'echo ready; exec sleep 60']);
    await expectRefusal([...REHEARSE, '--pid', String(pid)], versions(STATEFUL), /not Node/);
  });

  test('cannot open its inspector, because the port is taken', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    onTestFinished(() => void server.close());
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const cwd = versions(STATEFUL);
    const script = join(cwd, 'past/app.mjs');
    writeFileSync(script, 'console.log("ready"); setInterval(() => {}, 1000);\n');
    const pid = await start(process.execPath, [`--inspect-port=${port}`, script]);
    const args = [...REHEARSE, '--pid', String(pid), '--timeout', '3000'];
    await expectRefusal(args, cwd, new RegExp(`inspector .* port ${port}`));
  });
});

describe('a version that cannot be used', () => {
  test.each(['diff', 'generate', 'check'])('has no such ref (%s)', async (command) => {
    const args = [command, '--past', 'git:no-such-ref', '--future', 'samples/chat/future'];
    await expectRefusal(command === 'generate' ? [...args, '--out', 'x'] : args, root, /no ref "no-such-ref"/);
  });

  test('has TypeScript but no tsconfig.json', async () => {
    const cwd = temporaryFolder({
      'past/package.json': '{}',
      'past/a.ts': STATEFUL,
      'future/package.json': '{}',
      'future/a.ts': STATEFUL,
    });
    await expectRefusal(['diff', '--past', 'past', '--future', 'future'], cwd, /no tsconfig\.json/);
  });

  test('is an empty folder', async () => {
    const cwd = temporaryFolder({ 'past/README': '', 'future/README': '' });
    await expectRefusal(['diff', '--past', 'past', '--future', 'future'], cwd, /no .*sources/);
  });

  const broken = 'export interface Session {\n  id string;\n}\n';

  test.each([['generate', '--out', 'transfer'], ['check'], ['rehearse', '--launch']])(
    'has a syntax error (%s)',
    async (command, ...more) => {
      const cwd = versions(STATEFUL, broken);
      await expectRefusal(
        [command, '--past', 'past', '--future', 'future', ...more],
        cwd,
        /future\/src\/app\.ts:2:\d+: /,
      );
    },
  );

  test('has a syntax error, and can be compared all the same', async () => {
    const cwd = versions(STATEFUL, `${STATEFUL}${broken}`);
    const { code, stdout, stderr } = await timeferry(['diff', '--past', 'past', '--future', 'future', '--json'], {
      cwd,
    });
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ schema: 1 });
    expect(stderr).toMatch(/future\/src\/app\.ts:\d+:\d+: /);
  });

  test('has no state to rehearse', async () => {
    await expectRefusal([...REHEARSE, '--launch'], versions(STATELESS), /declares no state/);
  });
});

describe('a command line that cannot be used', () => {
  test.each([
    [[...REHEARSE], /--pid, or let --launch/],
    [[...REHEARSE, '--pid', '1', '--launch'], /either --pid or --launch/],
    [[...REHEARSE, '--pid', 'one'], /--pid needs a whole number/],
    [['diff', '--past', 'past'], /--future/],
    [['diff', '--future', 'future'], /--past/],
    [['diff', '--colour'], /--colour/],
    [['generate', '--past', 'past', '--future', 'future'], /--out/],
    [['check', '--past', 'past', '--future', 'future', '--transfer', 'gone'], /no transfer folder/],
    [['diff', '--past', 'past', '--future', 'future', '--entry', 'src/gone.ts'], /src\/gone\.ts/],
  ])('%j', async (args, message) => {
    await expectRefusal(args, versions(STATEFUL), message);
  });
});
