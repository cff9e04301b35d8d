import { fileURLToPath, pathToFileURL } from 'node:url';
import { type Holder, holdersOf, type LiveModule } from './find-roots.ts';
import type { LiveScript, ProgramScripts } from './program-scripts.ts';

/** What a module exports by default, as a variable of the modules that import it: V8 shows it nowhere else. */
export interface ImportedDefault {
  readonly variable: string;
  readonly holders: readonly Holder[];
}

/** By module, where others see its default export. */
export async function importedDefaults(
  modules: readonly LiveModule[],
  scripts: ProgramScripts,
): Promise<Map<string, ImportedDefault>> {
  const byFile = new Map(modules.flatMap((module) => filesOf(module).map((file) => [file, module.name] as const)));
  const found = new Map<string, ImportedDefault>();
  for (const importer of modules) {
    for (const script of importer.scripts.filter(({ esm }) => esm)) {
      for (const { variable, from } of defaultImports(await scripts.source(script))) {
        const module = byFile.get(withoutEnding(resolved(script, from)));
        const holders = module === undefined || found.has(module) ? [] : holdersOf(importer, variable);
        if (module !== undefined && holders.length > 0) found.set(module, { variable, holders });
      }
    }
  }
  return found;
}

const IMPORT =
  /\bimport\s*(?:([\w$]+)\s*(?:,[^'";]*)?|\{[^}'"]*\bdefault\s+as\s+([\w$]+)[^}'"]*\}\s*)from\s*['"](\.[^'"]*)['"]/g;

/** The default imports that the text of a module declares, of other files of the program. */
function defaultImports(source: string): { readonly variable: string; readonly from: string }[] {
  return [...source.matchAll(IMPORT)].map(([, whole, named, from]) => ({ variable: (whole ?? named)!, from: from! }));
}

const filesOf = ({ scripts }: LiveModule): string[] =>
  scripts.filter(({ esm }) => esm).map(({ filename }) => withoutEnding(filename));

const resolved = ({ filename }: LiveScript, from: string): string =>
  fileURLToPath(new URL(from, pathToFileURL(filename)));

/** Loaders of TypeScript take `./store.js` for `store.ts`. */
const withoutEnding = (path: string): string => path.replace(/\.[cm]?[jt]sx?$/, '');
