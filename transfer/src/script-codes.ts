import type { FunctionCode } from '@timeferry/analysis/code/read-functions';
import type { LiveScript, ProgramScripts } from './program-scripts.ts';

/** Reads the functions of a script's text; a compiler does that, so it is handed in. */
export type ReadFunctions = (text: string) => readonly FunctionCode[];

/** A function of a script with its place there. */
export interface PlacedCode extends FunctionCode {
  /** Names of the functions and classes around it and its own, with a count where several have one name. */
  readonly path: string;
}

/** The functions of a script as they stand in its text. */
export interface ScriptCode {
  readonly text: string;
  readonly functions: readonly PlacedCode[];
  /** Names of variables that the script assigns somewhere and functions capture. */
  readonly assigned: ReadonlySet<string>;
  offsetOf(line: number, column: number): number;
  /** The innermost function around an offset. */
  at(offset: number): PlacedCode | undefined;
}

/** The code of scripts, read once for each text. */
export class ScriptCodes {
  readonly #scripts: ProgramScripts;
  readonly #read: ReadFunctions;
  readonly #codes = new Map<string, ScriptCode>();
  /** What the sources call what stands at an offset of a script, where that is known to be something else. */
  readonly #nameAt: (script: LiveScript, offset: number) => string | undefined;

  constructor(
    scripts: ProgramScripts,
    read: ReadFunctions,
    nameAt: (script: LiveScript, offset: number) => string | undefined,
  ) {
    this.#scripts = scripts;
    this.#nameAt = nameAt;
    this.#read = read;
  }

  async of(script: LiveScript): Promise<ScriptCode> {
    const text = await this.#scripts.source(script);
    const known = this.#codes.get(text);
    if (known) return known;
    const made = scriptCode(text, this.#named(script, this.#read(text)));
    this.#codes.set(text, made);
    return made;
  }

  #named(script: LiveScript, functions: readonly FunctionCode[]): readonly PlacedCode[] {
    const sourceName = (offset: number, name: string) =>
      (offset < 0 ? undefined : this.#nameAt(script, offset)) ?? name;
    const named = functions.map((one) => ({
      ...one,
      label: sourceName(one.labelAt, one.label),
      captures: one.captures.map((each) => ({ ...each, source: sourceName(each.declaredAt, each.name) })),
    }));
    return withPaths(named);
  }
}

/** Functions with the paths that their labels make: names of what is around them, counted where several have one. */
function withPaths(functions: readonly FunctionCode[]): readonly PlacedCode[] {
  const counts = new Map<string, number>();
  const paths: string[] = [];
  return functions.map((one) => {
    const own = one.label === '' ? '(anonymous)' : one.label;
    const path = one.parent < 0 ? own : `${paths[one.parent]!}.${own}`;
    const count = (counts.get(path) ?? 0) + 1;
    counts.set(path, count);
    paths.push(count === 1 ? path : `${path}~${count}`);
    return { ...one, path: paths.at(-1)! };
  });
}

function scriptCode(text: string, functions: readonly PlacedCode[]): ScriptCode {
  const lines = [0];
  for (let i = text.indexOf('\n'); i >= 0; i = text.indexOf('\n', i + 1)) lines.push(i + 1);
  const captures = functions.flatMap((one) => one.captures);
  return {
    text,
    functions,
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
