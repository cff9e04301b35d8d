import type { FunctionCode } from '@timeferry/analysis/code/read-functions';
import type { LiveScript, ProgramScripts } from './program-scripts.ts';

/** Reads the functions of a script's text; a compiler does that, so it is handed in. */
export type ReadFunctions = (text: string) => readonly FunctionCode[];

/** The functions of a script as they stand in its text. */
export interface ScriptCode {
  readonly text: string;
  readonly functions: readonly FunctionCode[];
  /** Names of variables that the script assigns somewhere and functions capture. */
  readonly assigned: ReadonlySet<string>;
  offsetOf(line: number, column: number): number;
  /** The innermost function around an offset. */
  at(offset: number): FunctionCode | undefined;
}

/** The code of scripts, read once for each text. */
export class ScriptCodes {
  readonly #scripts: ProgramScripts;
  readonly #read: ReadFunctions;
  readonly #codes = new Map<string, ScriptCode>();

  constructor(scripts: ProgramScripts, read: ReadFunctions) {
    this.#scripts = scripts;
    this.#read = read;
  }

  async of(script: LiveScript): Promise<ScriptCode> {
    const text = await this.#scripts.source(script);
    const known = this.#codes.get(text);
    if (known) return known;
    const made = scriptCode(text, this.#read(text));
    this.#codes.set(text, made);
    return made;
  }
}

function scriptCode(text: string, functions: readonly FunctionCode[]): ScriptCode {
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
