import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Two releases of a program or library that nobody here wrote, and what a reader found between them. */
export interface Pair {
  /** Name of its folder in `pairs/`. */
  readonly name: string;
  /** The package in the registry, or the repository that its sources come from. */
  readonly package: string;
  readonly past: string;
  readonly future: string;
  /** Folder of the release that is the program itself, where its sources are; without it a host program holds the library. */
  readonly sources?: string;
  /** It is not in the registry: below the folder that `--sources` names, each version lies in `ELSEWHERE-VERSION`. */
  readonly elsewhere?: string;
  /** Further packages that its declarations need. */
  readonly with?: readonly string[];
  /** Compiler options that its declarations can only be found with. */
  readonly compiler?: object;
  /** What a reader of both releases found, by class or interface. A type that is not named is not scored. */
  readonly truth: Readonly<Record<string, TypeTruth>>;
  /** The same for bindings of modules, by their names (`module#binding`). Without it roots are not scored. */
  readonly roots?: TypeTruth;
}

/** What became of the fields of one type. What is not named did not change. */
export interface TypeTruth {
  readonly added?: readonly string[];
  readonly removed?: readonly string[];
  readonly retyped?: readonly string[];
  /** A reader's judgement of what lives on where (`Type.field`, or a field of the same type), by the past name. */
  readonly moved?: Readonly<Record<string, string>>;
}

const folder = new URL('pairs/', import.meta.url);

/** All pairs, or those of the given names. Throws an `Error` for a name that is none. */
export function readPairs(names: readonly string[] = []): readonly Pair[] {
  const all = readdirSync(folder).toSorted();
  const unknown = names.find((name) => !all.includes(name));
  if (unknown !== undefined) throw new Error(`There is no pair "${unknown}"; there are ${all.join(', ')}.`);
  return all.filter((name) => names.length === 0 || names.includes(name)).map(readPair);
}

function readPair(name: string): Pair {
  const text = readFileSync(new URL(`${name}/pair.json`, folder), 'utf8');
  return { name, ...(JSON.parse(text) as Omit<Pair, 'name'>) };
}

/** The program of ours that holds the library's classes as state: one text, or one for each release where their exports differ. */
export function hostOf({ name }: Pair, version: 'past' | 'future'): string {
  const [own, shared] = [`${name}/${version}.ts`, `${name}/host.ts`].map((path) =>
    fileURLToPath(new URL(path, folder)),
  );
  return existsSync(own!) ? own! : shared!;
}
