import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../project/test/temporary.ts';
import { root, timeferry } from './run-cli.ts';

const versions = (sample: string) => ['--past', `samples/${sample}/past`, '--future', `samples/${sample}/future`];

test.each(['chat', 'shop'])('the transfer of the sample %s leaves nothing to decide', async (sample) => {
  const args = ['check', ...versions(sample), '--transfer', `samples/${sample}/transfer`, '--json'];
  const { code, stdout } = await timeferry(args);
  expect(JSON.parse(stdout)).toMatchObject({ schema: 1, ok: true, open: [], problems: [] });
  expect(code).toBe(0);
});

test('without a transfer, what needs the author is shown in its source, and as SARIF', async () => {
  const folder = temporaryFolder();
  const log = join(folder, 'findings.sarif');
  const other = join(folder, 'transfer');
  await timeferry(['generate', ...versions('chat'), '--out', other]);
  const { code, stdout } = await timeferry(['check', ...versions('chat'), '--transfer', other, '--sarif', log]);
  expect(code).toBe(1);
  expect(stdout).toMatch(/samples\/chat\/future\/src\/model\.ts:\d+:\d+\n(.*\n){2}> .*bytes: number;\n.*\^ manual: /);
  const [run] = JSON.parse(readFileSync(log, 'utf8')).runs;
  expect(run.results[0]).toMatchObject({
    ruleId: 'manual',
    locations: [{ physicalLocation: { artifactLocation: { uri: 'samples/chat/future/src/model.ts' } } }],
  });
});

test('the wrong transfers pass it: only a rehearsal shows their fault', async () => {
  for (const sample of ['chat', 'shop']) {
    const args = ['check', ...versions(sample), '--transfer', `samples/${sample}/transfer-wrong`];
    expect(await timeferry(args, { cwd: root })).toMatchObject({ code: 0, stdout: 'Nothing left to decide.\n' });
  }
});
