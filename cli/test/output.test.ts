import { execFile } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../project/test/temporary.ts';
import { command, root, timeferry } from './run-cli.ts';

const CHAT = ['--past', 'samples/chat/past', '--future', 'samples/chat/future'];

test('diff --json is one JSON value with every root', async () => {
  const { code, stdout, stderr } = await timeferry(['diff', ...CHAT, '--json']);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  const report = JSON.parse(stdout);
  expect(report.schema).toBe(1);
  expect(report.roots).toContainEqual(
    expect.objectContaining({ name: 'src/state.ts#blocked', pastName: null, verdict: 'auto' }),
  );
});

test('diff for people lists what changed, and the counts', async () => {
  const { stdout } = await timeferry(['diff', ...CHAT]);
  expect(stdout).toMatch(/retyped\s+seq\s+number -> bigint\s+lossy/);
  expect(stdout).toMatch(/renamed\s+author -> from\s+string\s+auto/);
  expect(stdout).toMatch(/\d+ lossy/);
  expect(stdout).not.toContain('\u001b[');
});

test('diff for people says for what a root is worse than it is itself', async () => {
  const folder = temporaryFolder();
  const write = (side: string, token: string, recent: string) => {
    mkdirSync(join(folder, side, 'src'), { recursive: true });
    writeFileSync(join(folder, side, 'package.json'), '{ "type": "module" }');
    writeFileSync(join(folder, side, 'tsconfig.json'), '{ "compilerOptions": { "strict": true } }');
    const text = `export interface Session { token: ${token} }\nexport let recent: ${recent};\n`;
    writeFileSync(join(folder, side, 'src/app.ts'), text);
  };
  write('past', 'string', 'Session[]');
  write('future', 'Map<string, Date>', 'Set<Session>');
  const versions = ['--past', join(folder, 'past'), '--future', join(folder, 'future')];
  const { stdout } = await timeferry(['diff', ...versions]);
  expect(stdout).toMatch(/retyped {2}src\/app\.ts#recent {2}Session\[\] -> Set<Session> {2}manual/);
  expect(stdout).toContain('lost in a Set. It is manual for what it reaches: src/app.ts#Session.token.');
});

test('output goes through a slow pipe whole, and a closed one is no failure', async () => {
  const shell = promisify(execFile);
  const diff = `'${process.execPath}' '${command}' diff ${CHAT.join(' ')} --json`;
  const slow = await shell('bash', ['-c', `set -o pipefail; ${diff} | (sleep 1; cat)`], { cwd: root });
  expect(JSON.parse(slow.stdout)).toMatchObject({ schema: 1 });
  const closed = await shell('bash', ['-c', `set -o pipefail; ${diff} | head -c 10`], { cwd: root });
  expect(closed.stderr).toBe('');
});

test('help and version go to standard output', async () => {
  expect(await timeferry(['--version'])).toEqual({ code: 0, stdout: '0.1.0\n', stderr: '' });
  const { code, stdout } = await timeferry(['--help']);
  expect(code).toBe(0);
  for (const word of ['diff', 'generate', 'check', 'rehearse', 'git:REF']) expect(stdout).toContain(word);
});
