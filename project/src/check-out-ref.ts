import { type SpawnSyncReturns, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, lstatSync, mkdirSync, mkdtempSync, realpathSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { cacheFolder } from './cache-folder.ts';
import { UserError } from './user-error.ts';

/** The repository around a folder, and where in it the folder lies. */
export interface Repository {
  /** Absolute path of the work tree. */
  readonly workTree: string;
  /** Path of the folder inside the work tree, with `/`; empty for the work tree itself. */
  readonly prefix: string;
}

/**
 * Checks out a ref's files, and nothing else, into a cache folder outside the work tree, through an index of its own: the
 * work tree and its index stay as they are. The folder is named by the ref's tree, so a second call finds it. Dependencies are
 * the work tree's: its node_modules is linked. Gives the folder of the program inside; throws `UserError` for no such ref.
 */
export function checkOutRef(ref: string, { workTree, prefix }: Repository): string {
  const { status, stdout } = git(workTree, ['rev-parse', '--verify', '--quiet', '--end-of-options', `${ref}^{tree}`]);
  if (status !== 0)
    throw new UserError(
      `There is no ref "${ref}" in the repository ${workTree}; see "git log" there for what there is.`,
    );
  const tree = stdout.trim();
  const folder = join(
    cacheFolder(),
    'versions',
    createHash('sha256').update(workTree).digest('hex').slice(0, 12),
    tree,
  );
  if (!existsSync(folder)) writeTree(workTree, tree, folder);
  const root = join(folder, prefix);
  if (!existsSync(root))
    throw new UserError(`The ref "${ref}" has no folder ${prefix}; name the past version as dir:PATH instead.`);
  linkDependencies(workTree, folder, prefix);
  return root;
}

/** The repository that holds a folder; throws `UserError` when there is none. */
export function repositoryOf(folder: string): Repository {
  const { status, stdout, error } = git(folder, ['rev-parse', '--show-toplevel']);
  if (error)
    throw new UserError(
      'A git:REF version needs git, which does not run here; install it or name the version as dir:PATH.',
    );
  if (status !== 0)
    throw new UserError(`${folder} is in no git repository; name the past version as dir:PATH instead of git:REF.`);
  const workTree = realpathSync(stdout.trim());
  return { workTree, prefix: relative(workTree, realpathSync(folder)).replaceAll('\\', '/') };
}

function writeTree(workTree: string, tree: string, folder: string): void {
  mkdirSync(dirname(folder), { recursive: true });
  const draft = mkdtempSync(`${folder}-`);
  try {
    const env = { GIT_INDEX_FILE: join(draft, '.timeferry-index') };
    for (const args of [
      ['read-tree', tree],
      ['checkout-index', '--all', '--quiet', `--prefix=${draft}/`],
    ]) {
      const { status, stderr } = git(workTree, args, env);
      if (status !== 0)
        throw new UserError(`git could not check out ${tree} of ${workTree}: ${stderr.trim().split('\n')[0]}`);
    }
    rmSync(env.GIT_INDEX_FILE, { force: true });
    renameSync(draft, folder);
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    // Another run may have finished the same checkout first.
    if (!existsSync(folder)) throw error;
  }
}

/** Links the work tree's node_modules folders that code in the program's folder resolves its imports from. */
function linkDependencies(workTree: string, folder: string, prefix: string): void {
  const parts = prefix === '' ? [] : prefix.split('/');
  for (let depth = 0; depth <= parts.length; depth += 1) {
    const at = parts.slice(0, depth).join('/');
    const target = join(workTree, at, 'node_modules');
    const link = join(folder, at, 'node_modules');
    if (existsSync(target) && !isThere(link)) symlinkSync(target, link, 'junction');
  }
}

/** Whether a name is taken, by a dangling link too. */
function isThere(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
}

function git(folder: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): SpawnSyncReturns<string> {
  return spawnSync('git', ['-C', folder, ...args], {
    encoding: 'utf8',
    // A hook or an alias runs us with the caller's repository in the environment; the folder decides.
    env: { ...withoutGit(process.env), ...env },
  });
}

function withoutGit(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries(env).filter(([name]) => !/^GIT_(DIR|WORK_TREE|INDEX_FILE|PREFIX)$/.test(name)),
  );
}
