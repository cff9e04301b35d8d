import type { LiveHandles } from './live-handles.ts';
import { type LiveScope, scopesOf } from './live-scopes.ts';
import type { LiveScript, ProgramScripts } from './program-scripts.ts';

/** A function or class that lives in the process and was compiled from one of the scripts that were asked for. */
export interface LiveFunction {
  readonly handle: string;
  readonly script: LiveScript;
  /** The function's `name`, empty where it has none. */
  readonly name: string;
  readonly text: string;
  readonly isClass: boolean;
  /** Offsets of its text in the script; `location` is where its parameters (for a class: its constructor's) begin. */
  readonly start: number;
  readonly end: number;
  readonly location: number;
  /** The last variable declared at the start of a line before it: the binding whose initializer it stands in. */
  readonly bindingAround: string;
  /** Handle of the engine's function that installs the instance fields of a class, where it is the only one there. */
  readonly initializer: string | undefined;
  /** Names of its `#private` members in the sources, by those in the script, where a bundler has changed them. */
  readonly privateNames?: ReadonlyMap<string, string>;
  /** Names in the sources of what is around it, outer first, where a bundler has changed them. */
  readonly around?: readonly string[];
  /** What it captures, innermost first, the global scope left out. */
  readonly scopes: readonly LiveScope[];
}

/**
 * All live functions of some scripts, in the order of the scripts and then of their text. They are told apart from the
 * thousands of others inside the process, by their text; the debugger then says where each one really stands.
 */
export async function functionsOf(
  live: LiveHandles,
  scripts: ProgramScripts,
  wanted: readonly LiveScript[],
): Promise<LiveFunction[]> {
  if (wanted.length === 0) return [];
  const sources = await Promise.all(wanted.map((script) => scripts.source(script)));
  const heap = await live.heirs(await live.hold('functionPrototype'));
  const selected = await live.hold('selectFunctions', { objectId: heap }, { value: sources });
  const [handles, facts] = await Promise.all([
    live.elements(selected),
    live.call<FunctionFacts[]>('describeFunctions', { objectId: selected }),
  ]);
  const lines = sources.map(lineStarts);
  const initializers: Initializer[] = [];
  const found = await Promise.all(
    handles.map(async (handle, i): Promise<LiveFunction | undefined> => {
      const properties = await live.properties(handle);
      const at = properties.internal.find(({ name }) => name === '[[FunctionLocation]]')?.value?.value as Location;
      const order = wanted.findIndex(({ id }) => id === at?.scriptId);
      const script = wanted[order];
      const { text, ...rest } = facts[i] as FunctionFacts;
      if (script === undefined) return undefined;
      const location = (lines[order]?.[at.lineNumber] ?? 0) + at.columnNumber;
      const start = sources[order]?.lastIndexOf(text, location) ?? -1;
      const end = start + text.length;
      if (start < 0 || end < location) return undefined;
      if (!isWritten(text, location - start, rest.isClass)) {
        initializers.push({ script, location, handle });
        return undefined;
      }
      const bindingAround = bindingBefore(sources[order] ?? '', start);
      const scopes = await scopesOf(live, properties);
      return { ...rest, text, handle, script, start, end, location, bindingAround, scopes, initializer: undefined };
    }),
  );
  return withInitializers(
    found.filter((one) => one !== undefined),
    initializers,
  ).sort((a, b) => wanted.indexOf(a.script) - wanted.indexOf(b.script) || a.start - b.start || b.end - a.end);
}

interface FunctionFacts {
  readonly name: string;
  readonly text: string;
  readonly isClass: boolean;
}

type Location = { readonly scriptId: string; readonly lineNumber: number; readonly columnNumber: number };

interface Initializer {
  readonly script: LiveScript;
  readonly location: number;
  readonly handle: string;
}

/** Gives each class its initializer: the innermost class around it, where neither lives more than once. */
function withInitializers(functions: readonly LiveFunction[], initializers: readonly Initializer[]): LiveFunction[] {
  const owners = new Map<LiveFunction, Initializer[]>();
  for (const one of initializers) {
    const around = functions.filter(
      ({ isClass, script, start, end }) =>
        isClass && script === one.script && start <= one.location && one.location < end,
    );
    const start = Math.max(...around.map((owner) => owner.start));
    for (const owner of around.filter((other) => other.start === start)) {
      owners.set(owner, [...(owners.get(owner) ?? []), one]);
    }
  }
  return functions.map((one) => {
    const [only, ...more] = owners.get(one) ?? [];
    return more.length > 0 || only === undefined ? one : { ...one, initializer: only.handle };
  });
}

/**
 * Whether the author wrote the function. V8 keeps the field initialisers of each class as a function of its own, whose
 * text is the class's (Node 20) or that of the fields (later): it begins where its location is, as only arrow
 * functions do otherwise.
 */
function isWritten(text: string, location: number, isClass: boolean): boolean {
  if (isClass || location > 0) return true;
  return /^(async\b\s*)?(\(|[\w$]+\s*=>)/.test(text);
}

function lineStarts(source: string): number[] {
  const starts = [0];
  for (let i = source.indexOf('\n'); i >= 0; i = source.indexOf('\n', i + 1)) starts.push(i + 1);
  return starts;
}

/** Declarations of the module itself are those that are indented least. */
function bindingBefore(source: string, offset: number): string {
  const declaration = /^([ \t]*)(?:export\s+)?(?:const|let|var)\s+([\w$]+)/gm;
  let found = { indent: Number.POSITIVE_INFINITY, name: '' };
  for (const [, space = '', name = ''] of source.slice(0, offset).matchAll(declaration)) {
    if (space.length <= found.indent) found = { indent: space.length, name };
  }
  return found.name;
}
