import { existsSync, readFileSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { RunCommand } from '@timeferry/transfer/rehearse-request';
import type { Version } from './open-version.ts';
import { UserError } from './user-error.ts';

const ENTRY_NAMES = ['server', 'main', 'index', 'app'];
const ENTRY_ENDINGS = ['ts', 'mts', 'cts', 'js', 'mjs', 'cjs'];

/**
 * The command that starts a version: what the user wrote, else what package.json says (`start` when it runs Node on a
 * file, `main`, `bin`), else a file that is named like an entry. Throws `UserError` when there is none.
 */
export function runCommand(version: Version, written: string | undefined): RunCommand {
  if (written !== undefined) return fromWords(splitWords(written), version.root);
  const settings = packageOf(version.root);
  const start = splitWords(settings.scripts?.start ?? '');
  if (/^(node|tsx)$/.test(start[0] ?? '') && start.some((word) => isFile(join(version.root, word)))) {
    return fromWords(start, version.root);
  }
  const bin = typeof settings.bin === 'object' ? Object.values(settings.bin)[0] : settings.bin;
  const named = [settings.main, bin].find((file) => file !== undefined && isFile(join(version.root, file)));
  const entry = named ?? entryByName(version.root);
  if (entry !== undefined) return { executable: process.execPath, args: [...loaderFor(version.root, entry), entry] };
  throw new UserError(
    `Nothing in ${version.root} says how to start it; say so with --past-run or --future-run, like "node dist/server.js".`,
  );
}

/**
 * The flags that let Node run a file: none for JavaScript, a TypeScript loader for TypeScript. Throws `UserError` where
 * there is no loader.
 */
export function loaderFor(root: string, entry: string): readonly string[] {
  if (!/\.[cm]?tsx?$/.test(entry)) return [];
  // The loader for ES modules alone leaves `require` as it is; other programs need the whole of it.
  const loader = packageOf(root).type === 'module' || /\.mtsx?$/.test(entry) ? 'tsx/esm' : 'tsx';
  return ['--import', pathToFileURL(resolveLoader(root, loader)).href];
}

/** The version's own loader, so that it runs as it always does, else ours, which a packed extension does not have. */
function resolveLoader(root: string, loader: string): string {
  for (const from of [join(root, 'package.json'), import.meta.url]) {
    try {
      return createRequire(from).resolve(loader);
    } catch {
      // The next place may have it.
    }
  }
  throw new UserError(
    `${root} is TypeScript and has nothing to run it with; install tsx there, or name a run command.`,
  );
}

function fromWords([program, ...args]: readonly string[], root: string): RunCommand {
  if (program === undefined) throw new UserError('The run command is empty; write it like "node dist/server.js".');
  if (program === 'node') return { executable: process.execPath, args };
  if (program !== 'tsx') return { executable: program, args };
  const entry = args.find((word) => isFile(join(root, word))) ?? '';
  return { executable: process.execPath, args: [...loaderFor(root, entry), ...args] };
}

/** Words of a command line; quotes keep blanks together, as in a shell. */
function splitWords(command: string): readonly string[] {
  const words = command.matchAll(/(?:[^\s"']|"[^"]*"|'[^']*')+/g);
  return [...words].map(([word]) => word.replaceAll(/"([^"]*)"|'([^']*)'/g, '$1$2'));
}

function entryByName(root: string): string | undefined {
  const names = ENTRY_NAMES.flatMap((name) => ENTRY_ENDINGS.map((ending) => `${name}.${ending}`));
  return ['src', '.']
    .flatMap((folder) => names.map((name) => join(folder, name)))
    .find((path) => isFile(join(root, path)));
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() === true;
}

interface Package {
  readonly type?: string;
  readonly main?: string;
  readonly bin?: string | Record<string, string>;
  readonly scripts?: { readonly start?: string };
}

function packageOf(root: string): Package {
  const path = resolve(root, 'package.json');
  if (!existsSync(path)) return {};
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as Package;
  } catch (error) {
    throw new UserError(`${path} is not JSON: ${(error as Error).message}`);
  }
}
