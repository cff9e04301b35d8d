import { cp, mkdir, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { hostOf, type Pair } from './pair.ts';

/** Both versions of a pair as programs on disk. */
export interface LaidOut {
  readonly past: string;
  readonly future: string;
}

/** Settings that fit any release that is read; strict, as the declarations of a library are meant to be read. */
const COMPILER = {
  target: 'ES2022',
  module: 'ESNext',
  moduleResolution: 'Bundler',
  strict: true,
  skipLibCheck: true,
  allowImportingTsExtensions: true,
  resolveJsonModule: true,
  noEmit: true,
  types: ['node'],
};

/**
 * Lays both versions out as programs below `folder`. `given` holds the releases: installed as `node_modules/NAME-VERSION`, or
 * the sources of those that the registry does not serve.
 */
export async function layOut(pair: Pair, given: string, folder: string): Promise<LaidOut> {
  const lay = async (version: Version) => {
    const root = join(folder, version);
    await rm(root, { recursive: true, force: true });
    await mkdir(join(root, 'src'), { recursive: true });
    await (pair.elsewhere === undefined ? layOutPackage : layOutSources)(pair, version, given, root);
    await cp(hostOf(pair, version), join(root, 'src', 'host.ts'));
    return root;
  };
  return { past: await lay('past'), future: await lay('future') };
}

type Version = 'past' | 'future';

async function layOutPackage(pair: Pair, version: Version, installed: string, root: string): Promise<void> {
  const release = join(installed, 'node_modules', `${basename(pair.package)}-${pair[version]}`);
  for (const other of ['@types/node', ...(pair.with ?? [])])
    await cp(join(installed, 'node_modules', other), join(root, 'node_modules', other), { recursive: true });
  if (pair.sources === undefined) {
    await cp(release, join(root, 'node_modules', pair.package), { recursive: true });
  } else {
    await cp(join(release, pair.sources), join(root, 'src'), { recursive: true });
    await cp(join(release, 'node_modules'), join(root, 'node_modules'), { recursive: true });
  }
  const dependencies = { [pair.package]: pair[version] };
  await writeJson(join(root, 'package.json'), { name: `host-of-${pair.name}`, type: 'module', dependencies });
  await writeJson(join(root, 'tsconfig.json'), {
    compilerOptions: { ...COMPILER, ...pair.compiler },
    include: ['src'],
  });
}

/** The sources as they are, under their own settings; tests and scripts beside them are no part of the program. */
async function layOutSources(
  { elsewhere, ...pair }: Pair,
  version: Version,
  sources: string,
  root: string,
): Promise<void> {
  const release = join(sources, `${elsewhere}-${pair[version]}`);
  await cp(join(release, 'src'), join(root, 'src'), { recursive: true });
  const settings = (await readdir(release)).filter((name) => name.endsWith('.json'));
  for (const name of settings) await cp(join(release, name), join(root, name));
  await symlink(join(release, 'node_modules'), join(root, 'node_modules'));
}

async function writeJson(path: string, value: object): Promise<void> {
  await writeFile(path, `${JSON.stringify(value, null, 2)}\n`);
}
