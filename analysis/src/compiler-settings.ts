import { ts } from 'ts-morph';
import type { BufferedHost } from './compiler-host.ts';

/** The files and options of one version. */
export interface CompilerSettings {
  readonly files: readonly string[];
  /** Those of the first project. */
  readonly options: ts.CompilerOptions;
  /** What the program is read under: once for each set of options that its projects differ in. */
  readonly readings: readonly ProjectReading[];
  readonly problems: readonly string[];
  /** Parsed configurations, the root's first, by which each file's compiled outputs are known. */
  readonly configurations: readonly ts.ParsedCommandLine[];
}

/** Options, and the files that are to be read under them; each file stands in one of them only. */
export interface ProjectReading {
  readonly options: ts.CompilerOptions;
  readonly files: ReadonlySet<string>;
}

/** Said of a folder that cannot be analysed at all; the message is for the user. */
export class VersionError extends Error {}

/**
 * The settings of a version: its `tsconfig.json` with the projects that it references, or, for a folder with only
 * JavaScript sources, defaults. Throws a `VersionError` where there is nothing to analyse.
 */
export function compilerSettings(host: BufferedHost, root: string, tsconfig?: string): CompilerSettings {
  const path = tsconfig ?? `${root}/tsconfig.json`;
  if (host.fileExists(path)) return withReferences(host, root, path);
  if (tsconfig !== undefined) throw new VersionError(`There is no ${tsconfig}; name an existing tsconfig.`);
  return javascriptSettings(host, root);
}

function withReferences(host: BufferedHost, root: string, first: string): CompilerSettings {
  const seen = new Set<string>();
  const configurations: ts.ParsedCommandLine[] = [];
  const problems: string[] = [];
  const waiting = [first];
  for (let path = waiting.shift(); path !== undefined; path = waiting.shift()) {
    if (seen.has(path)) continue;
    seen.add(path);
    const parsed = parseConfiguration(host, path, problems);
    configurations.push(parsed);
    for (const reference of parsed.projectReferences ?? []) waiting.push(ts.resolveProjectReferencePath(reference));
  }
  const files = [...new Set(configurations.flatMap((each) => each.fileNames))];
  if (files.length === 0) throw new VersionError(`${first} names no source file; add one to its "include".`);
  const readings = readingsOf(configurations, olderDefaults(host, root), root);
  return { files, options: readings[0]!.options, readings, problems, configurations };
}

/** Joins projects whose options give the same types to the same text. */
function readingsOf(
  configurations: readonly ts.ParsedCommandLine[],
  defaults: ts.CompilerOptions,
  root: string,
): ProjectReading[] {
  const readings = new Map<string, { readonly options: ts.CompilerOptions; readonly files: Set<string> }>();
  const taken = new Set<string>();
  // One target for all: a file is parsed once.
  const shared = configurations.find((each) => each.fileNames.length > 0)?.options.target;
  const allowJs = configurations.some((each) => each.options.allowJs);
  for (const { fileNames, options } of configurations) {
    if (fileNames.length === 0) continue;
    const own = { ...defaults, ...options, allowJs, ...(shared !== undefined && { target: shared }) };
    const key = typingKey(own);
    const reading = readings.get(key) ?? { options: forReading(own, root), files: new Set() };
    readings.set(key, reading);
    for (const file of fileNames) {
      if (!taken.has(file)) reading.files.add(file);
      taken.add(file);
    }
  }
  return [...readings.values()].filter((reading) => reading.files.size > 0);
}

/** Equal for options under which every type is the same. */
function typingKey(options: ts.CompilerOptions): string {
  const { strict = true, exactOptionalPropertyTypes = false } = options;
  const { strictNullChecks = strict, noImplicitAny = strict } = options;
  const { module, moduleResolution, baseUrl, paths, pathsBasePath, rootDirs, customConditions, lib, types, jsx } =
    options;
  const base = paths ? pathsBasePath : undefined;
  const strictness = { strictNullChecks, noImplicitAny, exactOptionalPropertyTypes };
  return JSON.stringify({
    ...strictness,
    module,
    moduleResolution,
    baseUrl,
    paths,
    base,
    rootDirs,
    customConditions,
    lib,
    types,
    jsx,
  });
}

function parseConfiguration(host: BufferedHost, path: string, problems: string[]): ts.ParsedCommandLine {
  const source = ts.readJsonConfigFile(path, host.readFile);
  const folder = path.slice(0, path.lastIndexOf('/'));
  const parseHost: ts.ParseConfigHost = {
    useCaseSensitiveFileNames: true,
    fileExists: host.fileExists,
    readFile: host.readFile,
    readDirectory: (dir, extensions, excludes, includes, depth) =>
      host.readDirectory(dir, extensions, excludes, includes, depth),
  };
  const parsed = ts.parseJsonSourceFileConfigFileContent(source, parseHost, folder, undefined, path);
  for (const error of parsed.errors) {
    // "No inputs were found" is said once for the whole version.
    if (error.code !== 18003 && error.code !== 18002)
      problems.push(ts.flattenDiagnosticMessageText(error.messageText, ' '));
  }
  return parsed;
}

function javascriptSettings(host: BufferedHost, root: string): CompilerSettings {
  const excludes = ['**/node_modules', '**/bower_components'];
  const typescript = host
    .readDirectory(root, ['.ts', '.tsx', '.mts', '.cts'], excludes, ['**/*'])
    .filter((path) => !/\.d\.[cm]?ts$/.test(path));
  if (typescript.length > 0) {
    throw new VersionError(`${root} has TypeScript sources but no tsconfig.json; add one that includes them.`);
  }
  const files = host.readDirectory(root, ['.js', '.mjs', '.cjs', '.jsx'], excludes, ['**/*']);
  if (files.length === 0) throw new VersionError(`${root} has no TypeScript or JavaScript sources.`);
  const options = { allowJs: true, strict: true, noImplicitAny: false, target: ts.ScriptTarget.ESNext };
  const modules = { module: ts.ModuleKind.NodeNext, moduleResolution: ts.ModuleResolutionKind.NodeNext };
  const reading = { options: forReading({ ...options, ...modules }, root), files: new Set(files) };
  return { files, options: reading.options, readings: [reading], problems: [], configurations: [] };
}

/**
 * Before version 6 the compiler was not strict by default and took in every `@types` package. A version that names such
 * a compiler, or none, is read under those rules.
 */
function olderDefaults(host: BufferedHost, root: string): ts.CompilerOptions {
  const parsed = ts.parseConfigFileTextToJson('package.json', host.readFile(`${root}/package.json`) ?? '{}');
  const { dependencies, devDependencies } = (parsed.config ?? {}) as Readonly<
    Record<string, Record<string, string> | undefined>
  >;
  const range = devDependencies?.['typescript'] ?? dependencies?.['typescript'];
  const major = Number(/\d+/.exec(range ?? '')?.[0] ?? Number.NaN);
  if (major >= 6) return {};
  return major < 6 ? { strict: false, types: ['*'] } : { types: ['*'] };
}

function forReading(options: ts.CompilerOptions, root: string): ts.CompilerOptions {
  return {
    ...options,
    noEmit: true,
    skipLibCheck: true,
    configFilePath: options.configFilePath ?? `${root}/tsconfig.json`,
  };
}
