import type { NamedScope, ScopeNames } from '../../code-scopes.ts';
import type { CapturedScope, LiveRoot, Workshop } from '../../live-program.ts';
import { sourceOf } from './hidden.ts';
import type { Program } from './live-program.ts';

/** Evaluates text in the scope that it was made in. */
type Evaluate = (text: string) => unknown;

/** The code of closures, as the script of this process has it. */
export interface Code {
  readonly code: string;
  /** An expression that gives a new function each time it is evaluated. */
  readonly expression: string;
  readonly isStrict: boolean;
  /** What it captures, as the script calls it and as the sources do. */
  readonly captures: readonly (readonly [name: string, source: string])[];
  /** By their labels in the process before: the scopes around it, and what the script calls their variables. */
  readonly scopes: Readonly<Record<string, ScopeNames>>;
}

/** A scope of this process, which can be written and in which closures can be made. */
interface OpenScope extends CapturedScope {
  readonly evaluate: Evaluate;
  readonly roots: { root: string; variable: string }[];
  /** What the script calls its variables. */
  readonly names: readonly string[];
}

interface Existing {
  readonly callable: Function;
  readonly scopes: readonly OpenScope[];
}

/** Makes closures where the program's own code would have made them, in a process that is ours. */
export class ClosureWorkshop implements Workshop {
  readonly scopes: OpenScope[] = [];
  readonly #program: Program;
  readonly #codes = new Map<string, Code & { readonly evaluate: Evaluate }>();
  readonly #existing = new Map<string, Existing[]>();

  constructor(program: Program) {
    this.#program = program;
  }

  add(code: Code, evaluate: Evaluate): void {
    this.#codes.set(code.code, { ...code, evaluate });
  }

  addExisting(code: string, callable: Function, levels: readonly Level[], evaluate: Evaluate): void {
    const scopes = levels.map(({ label, names, variables, roots }) => {
      const known = this.scopes.find((one) => one.label === label && isSameScope(one.variables, variables));
      if (known) {
        known.roots.push(...roots);
        return known;
      }
      const made = { label, names, variables, roots: [...roots], evaluate };
      this.scopes.push(made);
      return made;
    });
    this.#existing.set(code, [...this.existing(code), { callable, scopes }]);
    this.#program.hidden.set(callable, { kind: 'closure', code, scopes, self: null });
  }

  existing(code: string): readonly Existing[] {
    return this.#existing.get(code) ?? [];
  }

  scope(code: string, label: string, sources: readonly string[], outer: OpenScope | null): CapturedScope {
    const { isStrict, evaluate, scopes } = this.#codeOf(code);
    const own = Object.hasOwn(scopes, label) ? scopes[label] : undefined;
    // What the new code does not have in that scope must not hide what the same name means there.
    const names = sources.map((name, i) =>
      own && Object.hasOwn(own.names, name) ? own.names[name]! : `$timeferry${i}`,
    );
    const variables = names.map(
      (name) => `${JSON.stringify(name)}: { read: () => ${name}, write: ($timeferry) => { ${name} = $timeferry; } }`,
    );
    const text = `(function (${names.join(', ')}) {${isStrict ? " 'use strict';" : ''}
      return { evaluate: ($timeferry) => eval($timeferry), variables: { ${variables.join(', ')} } };
    })()`;
    const made = (outer?.evaluate ?? evaluate)(text) as {
      evaluate: Evaluate;
      variables: Record<string, Omit<LiveRoot, 'name'>>;
    };
    const open = {
      label: own?.label ?? label,
      variables: names.map((name, i) => ({ ...made.variables[name]!, name: sources[i]! })),
      names,
      roots: [],
      evaluate: made.evaluate,
    };
    return open;
  }

  nameRoot(name: string, variable: LiveRoot, scope: OpenScope): void {
    if (!scope.roots.some(({ root }) => root === name)) scope.roots.push({ root: name, variable: variable.name });
    if (!this.#program.roots.has(name)) this.#program.roots.set(name, { ...variable, name });
  }

  closure(code: string, scopes: readonly OpenScope[], self: { readonly value: unknown } | null): Function {
    const { expression, evaluate, isStrict, captures } = this.#codeOf(code);
    const unknown = captures.find(([name]) => !scopes.some(({ names }) => names.includes(name)));
    if (unknown) throw new Error(`${code} captures ${unknown[1]} of a function or block that it did not capture it of`);
    const make = (scopes[0]?.evaluate ?? evaluate)(
      `(function () {${isStrict ? " 'use strict';" : ''} return ${expression}; })`,
    ) as () => Function;
    const made = Reflect.apply(make, self?.value, []);
    this.#program.hidden.set(made, { kind: 'closure', code, scopes, self });
    return made;
  }

  #codeOf(code: string): Code & { readonly evaluate: Evaluate } {
    const found = this.#codes.get(code);
    if (!found) throw new Error(`the code of ${code} cannot be reached in the process`);
    return found;
  }
}

/** One scope of a closure that start-up made: accessors of its variables. */
export interface Level {
  readonly label: string;
  /** What the script calls its variables. */
  readonly names: readonly string[];
  readonly variables: readonly LiveRoot[];
  readonly roots: readonly { readonly root: string; readonly variable: string }[];
}

/** Makes the code of closures known. */
export function addCode(program: Program, codes: readonly Code[], evaluate: Evaluate): void {
  for (const code of codes) program.workshop?.add(code, evaluate);
}

/** Makes a closure that start-up made known, with accessors that were made in its own scope. */
export function addExisting(
  program: Program,
  callable: Function,
  code: string,
  levels: readonly (NamedScope & { readonly names: readonly string[] })[],
  made: {
    readonly evaluate: Evaluate;
    readonly variables: Record<string, { read(): unknown; write(value: unknown): void }>;
  },
): void {
  const seen = new Set<string>();
  const linked = program.rootsOf.get(callable) ?? [];
  const open = levels.map(({ label, names, sources }, level): Level => {
    const variables = names.flatMap((name) => {
      // A variable of an inner scope hides one of the same name further out.
      if (seen.has(name)) return [];
      seen.add(name);
      return accessor(sourceOf(sources, name), made.variables[name]!);
    });
    const roots = linked.flatMap(({ root, variable, ...one }) =>
      one.level === level ? [{ root, variable: sourceOf(sources, variable) }] : [],
    );
    return { label, names, variables, roots };
  });
  program.workshop?.addExisting(code, callable, open, made.evaluate);
}

function accessor(name: string, { read, write }: { read(): unknown; write(value: unknown): void }): LiveRoot[] {
  try {
    const value = read();
    try {
      write(value);
      return [{ name, read, write }];
    } catch {
      return [{ name, read }];
    }
  } catch {
    // Not initialised yet, so nothing is lost by leaving it out.
    return [];
  }
}

/** Whether two views of scopes show the same one: what is written through one is read through the other. */
function isSameScope(one: readonly LiveRoot[], other: readonly LiveRoot[]): boolean {
  if (one.length !== other.length) return false;
  const pairs = one.map((variable, index) => [variable, other[index]!] as const);
  if (!pairs.every(([a, b]) => a.name === b.name && Object.is(a.read(), b.read()))) return false;
  const writable = pairs.find(([a]) => a.write);
  if (!writable) return true;
  const [a, b] = writable;
  const before = a.read();
  const mark = {};
  a.write!(mark);
  const isSame = b.read() === mark;
  a.write!(before);
  return isSame;
}
