import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, realpathSync } from 'node:fs';
import { join, relative } from 'node:path';
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { openVersion } from '../src/open-version.ts';
import { temporaryFolder, writeFiles } from './temporary.ts';

const PROGRAM = { 'package.json': '{}', 'tsconfig.json': '{}', 'src/app.ts': 'export let count = 1;\n' };

const open = (spec: string, folder: string) => openVersion(spec, { base: folder, repositoryFolder: folder });

function git(folder: string, ...args: string[]): string {
  const identity = ['-c', 'user.name=test', '-c', 'user.email=test@example.org'];
  return execFileSync('git', ['-C', folder, ...identity, ...args], { encoding: 'utf8' });
}

/** A repository whose branch `old` has the program in `server/`, and whose work tree differs from it. */
function repository(): string {
  const folder = temporaryFolder();
  git(folder, 'init', '--quiet', '--initial-branch=main');
  writeFiles(join(folder, 'server'), PROGRAM);
  git(folder, 'add', '.');
  git(folder, 'commit', '--quiet', '-m', 'first');
  git(folder, 'branch', 'old');
  writeFiles(join(folder, 'server'), { 'src/app.ts': 'export let count = 2n;\n', 'src/draft.ts': 'export {};\n' });
  return folder;
}

beforeEach(() => {
  const before = process.env['XDG_CACHE_HOME'];
  process.env['XDG_CACHE_HOME'] = temporaryFolder();
  onTestFinished(() => {
    if (before === undefined) delete process.env['XDG_CACHE_HOME'];
    else process.env['XDG_CACHE_HOME'] = before;
  });
});

describe('a folder', () => {
  test.each(['dir:.', '.'])('is opened as %s', (spec) => {
    const folder = temporaryFolder(PROGRAM);
    expect(open(spec, folder)).toEqual({ spec, root: folder });
  });

  test.each([
    ['is not there', {}, 'dir:gone', /There is no folder .*gone/],
    ['is a file', { 'app.ts': '' }, 'app.ts', /is a file/],
  ])('that %s gives one sentence', (_, files, spec, message) => {
    const folder = temporaryFolder(files);
    expect(() => open(spec, folder)).toThrow(message);
    expect(() => open(spec, folder)).toThrow(expect.objectContaining({ name: 'UserError' }));
  });
});

describe('a git ref', () => {
  test('gives the files of the ref only, outside the work tree', () => {
    const folder = repository();
    const before = git(folder, 'status', '--porcelain');
    const { root } = open('git:old', join(folder, 'server'));
    expect(relative(folder, root)).toMatch(/^\.\./);
    expect(readFileSync(join(root, 'src/app.ts'), 'utf8')).toBe('export let count = 1;\n');
    expect(readdirSync(join(root, 'src'))).toEqual(['app.ts']);
    expect(git(folder, 'status', '--porcelain')).toBe(before);
    expect(readFileSync(join(folder, 'server/src/app.ts'), 'utf8')).toContain('2n');
  });

  test('is checked out once', () => {
    const folder = repository();
    expect(open('git:old', join(folder, 'server')).root).toBe(open('git:old~0', join(folder, 'server')).root);
  });

  test('resolves its dependencies from the work tree', () => {
    const folder = repository();
    mkdirSync(join(folder, 'server/node_modules/dependency'), { recursive: true });
    const { root } = open('git:old', join(folder, 'server'));
    expect(realpathSync(join(root, 'node_modules/dependency'))).toBe(join(folder, 'server/node_modules/dependency'));
  });

  test('that does not exist gives one sentence, and leaves nothing behind', () => {
    const folder = repository();
    expect(() => open('git:gone', join(folder, 'server'))).toThrow(/^There is no ref "gone" in the repository/);
    expect(existsSync(join(process.env['XDG_CACHE_HOME']!, 'timeferry'))).toBe(false);
  });

  test('that reads like an option is only a ref', () => {
    expect(() => open('git:--all', join(repository(), 'server'))).toThrow(/There is no ref "--all"/);
  });

  test('outside a repository gives one sentence', () => {
    expect(() => open('git:main', temporaryFolder(PROGRAM))).toThrow(/is in no git repository/);
  });
});
