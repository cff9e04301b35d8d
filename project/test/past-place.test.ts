import { execFileSync } from 'node:child_process';
import { readFileSync, realpathSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeEach, expect, onTestFinished, test } from 'vitest';
import { generateVersions } from '../src/generate-versions.ts';
import { openProject } from '../src/open-project.ts';
import { temporaryFolder } from './temporary.ts';

const CONFIG =
  '{ "compilerOptions": { "strict": true, "module": "nodenext", "target": "es2022" }, "include": ["src"] }';
const SOURCE = (type: string) => `export interface Box { n: ${type} }\nexport const boxes: Box[] = [];\n`;

beforeEach(() => useCache(temporaryFolder()));

function useCache(folder: string): void {
  const before = process.env['XDG_CACHE_HOME'];
  process.env['XDG_CACHE_HOME'] = folder;
  onTestFinished(() => {
    if (before === undefined) delete process.env['XDG_CACHE_HOME'];
    else process.env['XDG_CACHE_HOME'] = before;
  });
}

function git(folder: string, ...args: string[]): string {
  const identity = ['-c', 'user.name=test', '-c', 'user.email=test@example.org'];
  return execFileSync('git', ['-C', folder, ...identity, ...args], { encoding: 'utf8' });
}

/** A repository whose work tree is the future of its last commit. */
function repository(): string {
  const files = { 'package.json': '{ "type": "module" }', 'tsconfig.json': CONFIG, 'src/m.ts': SOURCE('bigint') };
  const folder = temporaryFolder(files);
  git(folder, 'init', '--quiet');
  git(folder, 'add', '.');
  git(folder, 'commit', '--quiet', '-m', 'first');
  writeFileSync(join(folder, 'src/m.ts'), SOURCE('string'));
  return folder;
}

const generate = (folder: string) =>
  generateVersions(openProject({ past: 'git:HEAD', future: folder, out: 'transfer' }, folder));

test('the transfer from a ref is the same on every machine, checks with plain tsc, and leaves nothing for git to see', () => {
  const folder = repository();
  generate(folder);
  const config = join(folder, 'transfer/tsconfig.json');
  const text = readFileSync(config, 'utf8');
  expect(JSON.parse(text).compilerOptions.paths['past/*']).toEqual(['./.timeferry/past/*']);
  const tsc = fileURLToPath(new URL('../../node_modules/.bin/tsc', import.meta.url));
  expect(execFileSync(tsc, ['-p', join(folder, 'transfer')], { encoding: 'utf8' })).toBe('');
  expect(git(folder, 'status', '--porcelain', '--untracked-files=all')).not.toContain('.timeferry');

  useCache(temporaryFolder());
  expect(generate(folder).written).toEqual([]);
  expect(readFileSync(config, 'utf8')).toBe(text);
  expect(realpathSync(join(folder, 'transfer/.timeferry/past'))).toContain(
    realpathSync(process.env['XDG_CACHE_HOME']!),
  );
});

test('the link follows the ref', () => {
  const folder = repository();
  generate(folder);
  const link = join(folder, 'transfer/.timeferry/past');
  const before = realpathSync(link);
  git(folder, 'commit', '--quiet', '--all', '-m', 'second');
  generate(folder);
  expect(realpathSync(link)).not.toBe(before);
});
