import type { CodeScope, FunctionCode } from '@timeferry/analysis/code/read-functions';
import type { LiveScript, ProgramScripts } from './program-scripts.ts';

/** Reads the functions of a script's text; a compiler does that, so it is handed in. */
export type ReadFunctions = (text: string) => readonly FunctionCode[];

/** What the sources of a script call what stands at its offsets; undefined where nothing says. */
export interface SourceNames {
  nameAt(offset: number): string | undefined;
  moduleAt(offset: number): string | undefined;
}

/** A function of a script with its place there. */
export interface PlacedCode extends FunctionCode {
  /** Its module, in a script that is made of several; else empty. */
  readonly module: string;
  /** Names of the functions and classes around it and its own, with a count where several of the module have one name. */
  readonly path: string;
}

/** The functions of a script as they stand in its text. */
export interface ScriptCode {
  readonly text: string;
  readonly functions: readonly PlacedCode[];
  /** Variables at its top, where that is inside of a function which holds all that the script does. */
  readonly wraps: ReadonlySet<string> | undefined;
  /** Names of variables that the script assigns somewhere and functions capture. */
  readonly assigned: ReadonlySet<string>;
  offsetOf(line: number, column: number): number;
  /** The innermost function around an offset. */
  at(offset: number): PlacedCode | undefined;
}

/** There is more of the program's code to be read than there is time for while the program stands still. */
export class CodeUnknownError extends Error {
  override readonly name = 'CodeUnknownError';
}

/** The code of scripts, read once for each text. */
export class ScriptCodes {
  readonly #scripts: ProgramScripts;
  readonly #read: ReadFunctions;
  readonly #codes = new Map<string, ScriptCode>();
  readonly #scriptsRead = new Set<LiveScript>();
  readonly #namesOf: (script: LiveScript) => SourceNames | undefined;

  constructor(scripts: ProgramScripts, read: ReadFunctions, namesOf: (script: LiveScript) => SourceNames | undefined) {
    this.#scripts = scripts;
    this.#namesOf = namesOf;
    this.#read = read;
  }

  /** Whether a script's code was read. */
  knows(script: LiveScript): boolean {
    return this.#scriptsRead.has(script);
  }

  async of(script: LiveScript): Promise<ScriptCode> {
    const text = await this.#scripts.source(script);
    this.#scriptsRead.add(script);
    const known = this.#codes.get(text);
    if (known) return known;
    const made = scriptCode(text, withPaths(named(this.#read(text), this.#namesOf(script))));
    this.#codes.set(text, made);
    return made;
  }
}

type NamedCode = FunctionCode & { readonly module: string };

/** Functions under the names of their sources. What a bundler wraps around modules has none. */
function named(functions: readonly FunctionCode[], names: SourceNames | undefined): readonly NamedCode[] {
  if (!names) return functions.map((one) => ({ ...one, module: '' }));
  const sourceName = (offset: number, name: string) => (offset < 0 ? undefined : names.nameAt(offset)) ?? name;
  const scopes = new Map<CodeScope, CodeScope>();
  const scopeNamed = (scope: CodeScope): CodeScope => {
    const known = scopes.get(scope) ?? { ...scope, variables: withSources(scope.variables, sourceName) };
    scopes.set(scope, known);
    return known;
  };
  return functions.map((one) => {
    const module = names.moduleAt(one.start) ?? '';
    return {
      ...one,
      module,
      label: module === '' ? '' : sourceName(one.labelAt, one.label),
      captures: one.captures.map((each) => ({ ...each, source: sourceName(each.declaredAt, each.name) })),
      scopes: one.scopes.map(scopeNamed),
    };
  });
}

/** Variables with the names that the sources give them; those of one name, from functions that a bundler joined, keep both. */
function withSources(
  variables: CodeScope['variables'],
  sourceName: (offset: number, name: string) => string,
): CodeScope['variables'] {
  const found = variables.map((each) => ({ ...each, source: sourceName(each.declaredAt, each.name) }));
  const counts = new Map<string, number>();
  for (const { source } of found) counts.set(source, (counts.get(source) ?? 0) + 1);
  return found.map((each) =>
    counts.get(each.source) === 1 ? each : { ...each, source: `${each.source} (${each.name})` },
  );
}

/** Functions with the paths that their labels make: names of what is around them, counted where several have one. */
function withPaths(functions: readonly NamedCode[]): readonly PlacedCode[] {
  const counts = new Map<string, number>();
  const paths: string[] = [];
  return functions.map((one) => {
    const around = functions[one.parent];
    const own = one.label === '' ? '(anonymous)' : one.label;
    // What is around it in another module, or in none, is the bundler's.
    const path = around?.module === one.module ? `${paths[one.parent]!}.${own}` : own;
    const key = `${one.module}#${path}`;
    const count = (counts.get(key) ?? 0) + 1;
    counts.set(key, count);
    paths.push(count === 1 ? path : `${path}~${count}`);
    return { ...one, path: paths.at(-1)! };
  });
}

function scriptCode(text: string, functions: readonly PlacedCode[]): ScriptCode {
  const lines = [0];
  for (let i = text.indexOf('\n'); i >= 0; i = text.indexOf('\n', i + 1)) lines.push(i + 1);
  const captures = functions.flatMap((one) => one.captures);
  const wraps = functions.find((one) => one.wraps)?.wraps;
  return {
    text,
    functions,
    wraps: wraps ? new Set(wraps) : undefined,
    assigned: new Set(captures.flatMap(({ name, isAssigned }) => (isAssigned ? [name] : []))),
    offsetOf: (line, column) => (lines[line] ?? 0) + column,
    at: (offset) => functions.findLast(({ start, end }) => start <= offset && offset < end),
  };
}

/** Whether a function is made anew each time that code around it runs; the others exist once, and are known by name. */
export function isMadeAnew(code: FunctionCode, functions: readonly FunctionCode[], scopes: number): boolean {
  if (code.form === 'class') return false;
  const around = functions[code.parent];
  if (!around) return scopes > 0;
  if (around.runsOnce && code.form === 'declaration') return false;
  return around.form !== 'class' || code.form === 'expression';
}
