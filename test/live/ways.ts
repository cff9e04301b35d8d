import { execFileSync } from 'node:child_process';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { type BuildOptions, build, transform } from 'esbuild';

const modules = fileURLToPath(new URL('../../node_modules', import.meta.url));

/** How a program of three modules is built and run. */
export interface Way {
  readonly args: readonly string[];
  readonly type: 'module' | 'commonjs';
  /** Builds what is run from the TypeScript in the folder's `src`. */
  make?(root: string): Promise<unknown>;
  /** Sources are JavaScript: modules have other names, and declare no types. */
  readonly isPlain?: boolean;
}

const loader = (name: string) => pathToFileURL(join(modules, 'tsx/dist', name)).href;

export const WAYS = {
  'through a loader': { args: ['--import', loader('esm/index.mjs'), 'src/app.ts'], type: 'module' },
  'through a loader as CommonJS': { args: ['--import', loader('loader.mjs'), 'src/app.ts'], type: 'commonjs' },
  'with its types stripped by Node': { args: ['src/app.ts'], type: 'module' },
  'compiled to ES modules with source maps': {
    args: ['--enable-source-maps', 'dist/app.js'],
    type: 'module',
    make: compile,
  },
  'compiled to CommonJS with source maps': { args: ['dist/app.js'], type: 'commonjs', make: compile },
  'bundled with a source map': {
    args: ['--enable-source-maps', 'dist/app.mjs'],
    type: 'module',
    make: (root) => bundle(root, 'esm', { sourcemap: true }),
  },
  'bundled to CommonJS with a source map inside': {
    args: ['dist/app.cjs'],
    type: 'module',
    make: (root) => bundle(root, 'cjs', { sourcemap: 'inline' }),
  },
  'minified with a source map': {
    args: ['dist/app.mjs'],
    type: 'module',
    make: (root) => bundle(root, 'esm', { minify: true, sourcemap: 'inline' }),
  },
  'minified to CommonJS with a source map': {
    args: ['--enable-source-maps', 'dist/app.cjs'],
    type: 'commonjs',
    make: (root) => bundle(root, 'cjs', { minify: true, sourcemap: true }),
  },
  'minified with its names kept': {
    args: ['dist/app.cjs'],
    type: 'commonjs',
    make: (root) => bundle(root, 'cjs', { minify: true, keepNames: true, sourcemap: true }),
  },
  'written in JavaScript': { args: ['src/app.js'], type: 'module', make: strip, isPlain: true },
} as const satisfies Readonly<Record<string, Way>>;

async function compile(root: string): Promise<void> {
  execFileSync(process.execPath, [join(modules, 'typescript/bin/tsc'), '-p', root], { stdio: 'pipe' });
}

function bundle(root: string, format: 'esm' | 'cjs', options: BuildOptions) {
  return build({
    ...{ entryPoints: [join(root, 'src/app.ts')], bundle: true, platform: 'node', target: 'node20', format },
    ...{ outfile: join(root, `dist/app.${format === 'esm' ? 'mjs' : 'cjs'}`), absWorkingDir: root, logLevel: 'silent' },
    ...options,
  });
}

async function strip(root: string): Promise<void> {
  for (const name of ['app', 'model', 'serve']) {
    const text = await readFile(join(root, `src/${name}.ts`), 'utf8');
    const { code } = await transform(text, { loader: 'ts', target: 'node20' });
    await writeFile(join(root, `src/${name}.js`), code.replaceAll(".ts'", ".js'").replaceAll('.ts"', '.js"'));
    await rm(join(root, `src/${name}.ts`));
  }
  await rm(join(root, 'tsconfig.json'));
}
