import type { RootPair, StateDiff, TypePair } from '../state-diff.ts';
import { FERRY_TEXT } from './ferry-text.ts';
import { existingNames, mergeModule } from './merge-module.ts';
import { ModuleScope } from './module-scope.ts';
import { readMappers } from './read-mappers.ts';
import { relativePath, updateTsconfig, type VersionOptions, writeTsconfig } from './tsconfig-text.ts';
import { draftRootMapper, draftTypeMapper, moduleOf } from './write-mapper.ts';

export interface TransferInput {
  readonly diff: StateDiff;
  /** Files of the transfer folder as they are, by path relative to it. */
  readonly existing: ReadonlyMap<string, string>;
  /** Absolute paths, with `/`: the two versions' folders, and the transfer folder. */
  readonly pastRoot: string;
  readonly futureRoot: string;
  readonly out: string;
  /** The versions' compiler options, so that the transfer's configuration fits both. */
  readonly options?: VersionOptions;
}

export interface GeneratedTransfer {
  /** Every file that belongs in the transfer folder, by path relative to it; unchanged ones too. */
  readonly files: Map<string, string>;
  /** What the author should know, a sentence each. */
  readonly notes: string[];
}

/**
 * The transfer folder for a diff: one module per module of the future version with changed types or roots, the types
 * that mappers are written against, and a configuration under which plain `tsc -p` checks them. What a person wrote
 * stays as it is; only what is missing is added.
 */
export function generateTransfer(input: TransferInput): GeneratedTransfer {
  const modules = generateModules(input.diff, input.existing, true);
  const files = new Map([...input.existing, ...modules, ['ferry.ts', FERRY_TEXT]]);
  const notes = staleMappers(input.diff, input.existing);
  const tsconfig = input.existing.get('tsconfig.json');
  const updated = tsconfig === undefined ? writeTsconfig(input, input.options ?? {}) : updateTsconfig(tsconfig, input);
  if (updated === null)
    notes.push('tsconfig.json cannot be read and is left as it is; delete it to have it written anew.');
  else files.set('tsconfig.json', updated);
  return { files, notes };
}

/** The transfer modules alone. Without `stubs`, nothing is written for what needs the author. */
export function generateModules(
  diff: StateDiff,
  existing: ReadonlyMap<string, string>,
  stubs: boolean,
): Map<string, string> {
  const homes = homesOf(existing);
  const byFile = new Map<string, { types: TypePair[]; roots: RootPair[] }>();
  const piecesOf = (key: string, name: string) => {
    const file = homes.get(key) ?? transferFile(moduleOf(name));
    const known = byFile.get(file) ?? { types: [], roots: [] };
    byFile.set(file, known);
    return known;
  };
  for (const pair of diff.types) if (pair.future) piecesOf(`type ${pair.key}`, pair.future.name).types.push(pair);
  for (const pair of diff.roots)
    if (pair.future) piecesOf(`root ${pair.future.name}`, pair.future.name).roots.push(pair);
  const files = new Map<string, string>();
  for (const [file, pieces] of [...byFile].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const text = generateModule(diff, file, existing.get(file) ?? '', pieces, stubs);
    if (text !== '') files.set(file, text);
  }
  return files;
}

function generateModule(
  diff: StateDiff,
  file: string,
  text: string,
  pieces: { readonly types: readonly TypePair[]; readonly roots: readonly RootPair[] },
  stubs: boolean,
): string {
  const first = pieces.types[0]?.future?.name ?? pieces.roots[0]!.future!.name;
  const module = moduleOf(first);
  const scope = new ModuleScope(module, { past: diff.past, future: diff.future }, existingNames(text));
  const types = sorted(pieces.types, (pair) => pair.key).map((pair) => draftTypeMapper(pair, scope, stubs));
  const roots = sorted(pieces.roots, (pair) => pair.future!.name).map((pair) => draftRootMapper(pair, scope, stubs));
  const ferry = relativePath(file.split('/').slice(0, -1).join('/'), 'ferry.js');
  return mergeModule({
    text,
    title: `// State transfer of ${module}. \`timeferry generate\` adds what is missing here and keeps what is written.`,
    drafts: [...types, ...roots].filter((draft) => draft !== null),
    scope,
    ferry,
  });
}

/** Which file has the mapper of a type or root already. */
function homesOf(existing: ReadonlyMap<string, string>): Map<string, string> {
  const homes = new Map<string, string>();
  for (const [file, text] of mapperFiles(existing)) {
    for (const mapper of readMappers(text)) homes.set(`${mapper.for} ${mapper.target}`, file);
  }
  return homes;
}

/** The files of a transfer folder that are run: its TypeScript sources without the types for mappers. */
export function mapperFiles(files: ReadonlyMap<string, string>): [file: string, text: string][] {
  return [...files].filter(([file]) => /\.[cm]?ts$/.test(file) && !/\.d\.[cm]?ts$/.test(file) && file !== 'ferry.ts');
}

function staleMappers(diff: StateDiff, existing: ReadonlyMap<string, string>): string[] {
  const alive = new Set([
    ...diff.types.filter((pair) => pair.past && pair.future).map((pair) => `type ${pair.key}`),
    ...diff.roots.filter((pair) => pair.future).map((pair) => `root ${pair.future!.name}`),
  ]);
  return mapperFiles(existing).flatMap(([file, text]) =>
    readMappers(text)
      .filter((mapper) => !alive.has(`${mapper.for} ${mapper.target}`))
      .map(
        ({ export: name, target }) => `${file}: ${name} is stale: nothing that both versions have is named ${target}.`,
      ),
  );
}

/**
 * `src/model.ts` for `src/model.js`. A type of a dependency stands in `packages/`, as code: its own folder is one that tools
 * pass over, and a declaration file could hold no mapper.
 */
function transferFile(module: string): string {
  return module.replace(/^node_modules\//, 'packages/').replace(/(?:\.d)?\.(?:[cm]?[jt]s|[jt]sx)$/, '.ts');
}

function sorted<T>(items: readonly T[], key: (item: T) => string): T[] {
  return [...items].sort((a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0));
}
