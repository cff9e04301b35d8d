import { ts } from 'ts-morph';

/** Compiler options of the two versions, as far as they are known. */
export interface VersionOptions {
  readonly past?: ts.CompilerOptions | undefined;
  readonly future?: ts.CompilerOptions | undefined;
}

/** Where things are, as absolute paths with `/`. */
export interface TransferPlaces {
  readonly pastRoot: string;
  readonly futureRoot: string;
  /** The transfer folder. */
  readonly out: string;
}

/** `tsconfig.json` of a transfer folder: with it, plain `tsc -p` checks the mappers against both versions' declarations. */
export function writeTsconfig(places: TransferPlaces, versions: VersionOptions): string {
  const config = { compilerOptions: transferOptions(places, versions), include: ['**/*.ts'] };
  return `${JSON.stringify(config, null, 2)}\n`;
}

/**
 * The existing configuration with its paths brought up to date; the same text where nothing has to change, `null` where
 * it cannot be read.
 */
export function updateTsconfig(text: string, places: TransferPlaces): string | null {
  const { config, error } = ts.parseConfigFileTextToJson('tsconfig.json', text);
  if (error || typeof config !== 'object' || config === null) return null;
  const wanted = versionPaths(places);
  const paths: Record<string, unknown> = config.compilerOptions?.paths ?? {};
  const upToDate = Object.entries(wanted).every(([key, value]) => JSON.stringify(paths[key]) === JSON.stringify(value));
  if (upToDate) return text;
  const compilerOptions = { ...config.compilerOptions, paths: { ...paths, ...wanted } };
  return `${JSON.stringify({ ...config, compilerOptions }, null, 2)}\n`;
}

/**
 * Options under which the sources of both versions can be read together. Checks that make more errors are on where
 * both versions pass them; what permits more is on where either needs it.
 */
export function transferOptions(places: TransferPlaces, versions: VersionOptions): Record<string, unknown> {
  const known = [versions.past, versions.future].filter((options) => options !== undefined);
  const every = (test: (options: ts.CompilerOptions) => boolean | undefined) =>
    known.every((each) => test(each) ?? false);
  const some = (flag: keyof ts.CompilerOptions) => (known.some((each) => each[flag] === true) ? { [flag]: true } : {});
  const jsx = known.find((each) => each.jsx !== undefined)?.jsx;
  return {
    target: 'ES2023',
    ...libraries(known),
    module: 'preserve',
    strict: every((options) => options.strict ?? true),
    ...some('experimentalDecorators'),
    ...some('allowJs'),
    ...some('allowImportingTsExtensions'),
    ...some('allowArbitraryExtensions'),
    ...(jsx === undefined ? {} : { jsx: 'preserve' }),
    ...(known.every((each) => each.types === undefined) ? {} : { types: union(known.map((each) => each.types ?? [])) }),
    ...conditions(known),
    ...typeRoots(places),
    skipLibCheck: true,
    noEmit: true,
    paths: versionPaths(places),
  };
}

/** From one absolute folder to a place, always starting with a dot. */
export function relativePath(from: string, to: string): string {
  const a = from.split('/').filter((part) => part !== '');
  const b = to.split('/').filter((part) => part !== '');
  let common = 0;
  while (common < a.length && common < b.length && a[common] === b[common]) common += 1;
  const up = a.slice(common).map(() => '..');
  const path = [...up, ...b.slice(common)].join('/');
  return up.length === 0 ? `./${path}` : path;
}

function versionPaths(places: TransferPlaces): Record<string, string[]> {
  return {
    'past/*': [`${relativePath(places.out, places.pastRoot).replace(/\/$/, '')}/*`],
    'future/*': [`${relativePath(places.out, places.futureRoot).replace(/\/$/, '')}/*`],
  };
}

/**
 * Ambient types are looked for as the future version looks for them: in `node_modules` of its folder and of every folder
 * above. A transfer folder inside of it finds them by itself.
 */
function typeRoots({ futureRoot, out }: TransferPlaces): { typeRoots?: string[] } {
  if (`${out}/`.startsWith(`${futureRoot}/`)) return {};
  const parts = futureRoot.split('/');
  const folders = parts.map((_, index) => parts.slice(0, parts.length - index).join('/'));
  return { typeRoots: folders.map((folder) => relativePath(out, `${folder}/node_modules/@types`)) };
}

/** Library files as a configuration names them: the compiler knows them as `lib.es2022.d.ts`. */
function libraries(known: readonly ts.CompilerOptions[]): { lib?: string[] } {
  const names = known.map((options) => options.lib?.map((file) => file.replace(/^.*lib\.|\.d\.ts$/g, '')));
  return names.every((lib) => lib === undefined)
    ? {}
    : { lib: union([['es2023'], ...names.map((lib) => lib ?? ['dom'])]) };
}

function conditions(known: readonly ts.CompilerOptions[]): { customConditions?: string[] } {
  const names = union(known.map((options) => options.customConditions ?? []));
  return names.length === 0 ? {} : { customConditions: names };
}

function union(lists: readonly (readonly string[])[]): string[] {
  return [...new Set(lists.flat())].sort();
}
