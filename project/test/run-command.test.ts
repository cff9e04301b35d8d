import { expect, test } from 'vitest';
import { runCommand } from '../src/run-command.ts';
import { temporaryFolder } from './temporary.ts';

const ESM = { type: 'module' };

/** The command of a folder with this package.json and these files, without the executable. */
function argsOf(settings: object, files: readonly string[], written?: string): readonly string[] {
  const texts = Object.fromEntries(files.map((file) => [file, '']));
  const root = temporaryFolder({ 'package.json': JSON.stringify(settings), ...texts });
  const { executable, args } = runCommand({ spec: root, root }, written);
  expect(executable).toBe(process.execPath);
  return args;
}

test.each([
  ['main', { main: 'lib/a.js' }, ['lib/a.js', 'src/index.js'], ['lib/a.js']],
  ['bin', { bin: { tool: 'bin/tool.mjs' } }, ['bin/tool.mjs'], ['bin/tool.mjs']],
  [
    'the start script',
    { scripts: { start: 'node --no-warnings dist/a.js -p 1' } },
    ['dist/a.js'],
    ['--no-warnings', 'dist/a.js', '-p', '1'],
  ],
  ['an entry by name', { main: 'dist/not-built.js' }, ['src/app.js'], ['src/app.js']],
  [
    'a start script that runs no file',
    { scripts: { start: 'node -r ./x dist/a.js' }, main: 'b.js' },
    ['b.js'],
    ['b.js'],
  ],
])('comes from %s', (_, settings, files, args) => {
  expect(argsOf(settings, files)).toEqual(args);
});

test('runs TypeScript through a loader', () => {
  expect(argsOf(ESM, ['src/server.ts'])).toEqual([
    '--import',
    expect.stringMatching(/tsx\/dist\/esm\//),
    'src/server.ts',
  ]);
  expect(argsOf({}, ['src/server.ts'])).toEqual([
    '--import',
    expect.stringMatching(/tsx\/dist\/loader/),
    'src/server.ts',
  ]);
});

test("takes the version's own TypeScript loader where it has one", () => {
  const loader = {
    'node_modules/tsx/package.json': '{ "exports": { "./esm": "./own.mjs" } }',
    'node_modules/tsx/own.mjs': '',
  };
  const root = temporaryFolder({ 'package.json': JSON.stringify(ESM), 'src/server.ts': '', ...loader });
  const { args } = runCommand({ spec: root, root }, undefined);
  expect(args[1]).toMatch(/node_modules\/tsx\/own\.mjs$/);
});

test('is what the user wrote, quotes as in a shell', () => {
  expect(argsOf({ main: 'a.js' }, ['a.js'], `node b.js "two words" --x='y z'`)).toEqual([
    'b.js',
    'two words',
    '--x=y z',
  ]);
});

test('that nothing names gives one sentence', () => {
  expect(() => argsOf({}, ['lib/util.js'])).toThrow(/says how to start it; say so with --past-run/);
});
