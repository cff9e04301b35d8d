import { cp, mkdir, rm, writeFile } from 'node:fs/promises';
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

/** Lays both versions out as programs below `folder`. `installed` holds the releases under `NAME-VERSION`. */
export async function layOut(pair: Pair, installed: string, folder: string): Promise<LaidOut> {
  const lay = (version: Version) => layOutVersion(pair, version, installed, join(folder, version));
  return { past: await lay('past'), future: await lay('future') };
}

type Version = 'past' | 'future';

async function layOutVersion(pair: Pair, which: Version, installed: string, root: string): Promise<string> {
  const version = pair[which];
  await rm(root, { recursive: true, force: true });
  await mkdir(join(root, 'src'), { recursive: true });
  const release = join(installed, 'node_modules', `${basename(pair.package)}-${version}`);
  for (const other of ['@types/node', ...(pair.with ?? [])])
    await cp(join(installed, 'node_modules', other), join(root, 'node_modules', other), { recursive: true });
  if (pair.sources === undefined) {
    await cp(release, join(root, 'node_modules', pair.package), { recursive: true });
  } else {
    await cp(join(release, pair.sources), join(root, 'src'), { recursive: true });
    await cp(join(release, 'node_modules'), join(root, 'node_modules'), { recursive: true });
  }
  await cp(hostOf(pair, which), join(root, 'src', 'host.ts'));
  const dependencies = { [pair.package]: version };
  await writeJson(join(root, 'package.json'), { name: `host-of-${pair.name}`, type: 'module', dependencies });
  await writeJson(join(root, 'tsconfig.json'), {
    compilerOptions: { ...COMPILER, ...pair.compiler },
    include: ['src'],
  });
  return root;
}

async function writeJson(path: string, value: object): Promise<void> {
  await writeFile(path, `${JSON.stringify(value, null, 2)}\n`);
}
