import { execFile } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { temporaryFolder } from '../../project/test/temporary.ts';
import { root, timeferry } from './run-cli.ts';

const run = promisify(execFile);

const MODEL = (seq: string) => `
export interface Message { id: string; seq: ${seq} }
export interface Room { name: string; last: Message | null; limit: ${seq} }
export const rooms = new Map<string, Room>();
`;

const MAPPER = (name: string, forward: string, backward: string) => `
export const ${name.toLowerCase()} = {
  type: 'src/model.ts#${name}',
  law: 'lossy-forward',
  forward(past, future, ferry) {
    ${forward}
  },
  backward(future, past, ferry) {
    ${backward}
  },
} satisfies Mapper<Past.${name}, Future.${name}>;
`;

const RIGHT = (field: string) =>
  [
    `if (ferry.guard(Number.isSafeInteger(past.${field}) && !Object.is(past.${field}, -0), '${field}', 'is no whole number')) future.${field} = BigInt(past.${field});`,
    `past.${field} = Number(future.${field});`,
  ] as const;

/** Two versions and a transfer between them. */
function versions(message: readonly [string, string], room: readonly [string, string] = RIGHT('limit')) {
  const folder = temporaryFolder();
  const write = (path: string, text: string) => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  };
  for (const [side, seq] of [
    ['past', 'number'],
    ['future', 'bigint'],
  ] as const) {
    write(`${side}/package.json`, '{ "type": "module" }');
    write(
      `${side}/tsconfig.json`,
      '{ "compilerOptions": { "strict": true, "target": "es2022", "module": "nodenext" } }',
    );
    write(`${side}/src/model.ts`, MODEL(seq));
  }
  const imports = [
    "import type * as Past from 'past/src/model.js';",
    "import type * as Future from 'future/src/model.js';",
  ];
  const text = [
    "import type { Mapper } from '../ferry.js';",
    ...imports,
    MAPPER('Message', ...message),
    MAPPER('Room', ...room),
  ];
  const generated = async () => {
    await timeferry([
      'generate',
      '--past',
      join(folder, 'past'),
      '--future',
      join(folder, 'future'),
      '--out',
      join(folder, 'transfer'),
    ]);
    write('transfer/src/model.ts', text.join('\n'));
    return folder;
  };
  return generated();
}

async function check(folder: string, ...more: string[]) {
  const args = [
    'check',
    '--past',
    join(folder, 'past'),
    '--future',
    join(folder, 'future'),
    '--transfer',
    join(folder, 'transfer'),
  ];
  const env = { XDG_CACHE_HOME: join(folder, 'cache') };
  const { code, stdout, stderr } = await timeferry([...args, '--properties', '--runs', '20', '--seed', '5', ...more], {
    env,
  });
  expect(stderr).toBe('');
  return { code, stdout };
}

describe('check --properties', () => {
  test('passes mappers that keep their law, and keeps the results for the editor', async () => {
    const folder = await versions(RIGHT('seq'));
    const { code, stdout } = await check(folder);
    expect(stdout).toContain('2 of 2 mappers keep their law on 40 arbitrary values (--seed 5).');
    expect(code).toBe(0);
    expect(readdirSync(join(folder, 'cache/timeferry/properties'))).toEqual([
      expect.stringMatching(/^[0-9a-f]{24}\.json$/),
    ]);
  });

  test('shows the smallest value that comes back changed, and saves it as a test that fails until the mapper is right', async () => {
    const folder = await versions([RIGHT('seq')[0], 'past.seq = Number(future.seq) + 1;']);
    const { code, stdout } = await check(folder, '--save-tests', join(folder, 'tests'));
    expect(code).toBe(1);
    expect(stdout).toMatch(/transfer\/src\/model\.ts:\d+:\d+\n/);
    expect(stdout).toMatch(/At values\[0\]\.seq: the value differs: -?\d+ became -?\d+n and came back as -?\d+\./);
    expect(stdout).toContain('1 of 2 mappers keep their law');
    const saved = join(folder, 'tests/src-model-ts-Message.test.mjs');
    const runSaved = () => run(process.execPath, ['--import', 'tsx', '--test', saved], { cwd: root });
    await expect(runSaved()).rejects.toMatchObject({ stdout: expect.stringContaining('# fail 1') });
    const path = join(folder, 'transfer/src/model.ts');
    writeFileSync(path, readFileSync(path, 'utf8').replace(' + 1', ''));
    await expect(runSaved()).resolves.toMatchObject({ stdout: expect.stringContaining('# pass 1') });
  });

  test.each([
    ['hangs', 'for (;;) if (past.seq === 1.25) break;', /it did not end within 500 ms/],
    ['ends the process', 'process.exit(0);', /called process\.exit\(0\)/],
    [
      'uses up the memory',
      'const all: number[][] = []; for (;;) all.push(new Array(1000).fill(past.seq));',
      /it used more than 64 MB of memory/,
    ],
  ])('a mapper that %s is a finding, and the others are checked', async (_, forward, message) => {
    const folder = await versions([`${forward} future.seq = 0n;`, 'past.seq = 0;']);
    const { code, stdout } = await check(folder, '--json', '--timeout', '500', '--memory', '64');
    const { properties } = JSON.parse(stdout);
    expect(properties).toMatchObject({ schema: 1, seed: 5, runs: 20 });
    const [broken, held] = properties.mappers;
    expect(broken).toMatchObject({
      target: 'src/model.ts#Message',
      file: 'src/model.ts',
      export: 'message',
      law: 'lossy-forward',
      outcome: 'broken',
      counterexample: { message: expect.stringMatching(message), direction: 'forward' },
    });
    expect(held).toMatchObject({ target: 'src/model.ts#Room', outcome: 'holds' });
    expect(code).toBe(1);
  });
});

test('the mappers of a sample keep their laws, and the wrong ones do not', async () => {
  const of = (transfer: string) => [
    'check',
    ...['--past', 'samples/chat/past', '--future', 'samples/chat/future'],
    ...['--transfer', `samples/chat/${transfer}`, '--properties', '--runs', '40', '--seed', '3'],
  ];
  const env = { XDG_CACHE_HOME: temporaryFolder() };
  expect(await timeferry(of('transfer'), { env })).toMatchObject({ code: 0, stderr: '' });
  expect(await timeferry(of('transfer-wrong'), { env })).toMatchObject({ code: 1, stderr: '' });
});
