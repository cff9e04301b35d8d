import { createHash } from 'node:crypto';
import type { LiveFunction } from './live-functions.ts';

/** The functions of one module that have the same code: several where a closure was made several times. */
export interface FunctionGroup {
  /** `module#Class.method`, `module#outer.inner`. */
  readonly name: string;
  readonly functions: readonly LiveFunction[];
}

/**
 * Names the functions of a module by where their code stands: by the live functions around them in the text and the
 * closures they capture, never by who holds them, which the program may change. A function without a name is named by
 * its text, so that it is found again only where its code is the same.
 */
export function groupByName(
  module: string,
  functions: readonly LiveFunction[],
  declared: readonly string[],
): FunctionGroup[] {
  const groups: { path: string; functions: LiveFunction[] }[] = [];
  const around: { path: string; end: number; name: string }[] = [];
  for (const one of functions) {
    const last = groups.at(-1);
    const first = last?.functions[0];
    if (first?.script === one.script && first.start === one.start && first.end === one.end) {
      last?.functions.push(one);
      continue;
    }
    if (first?.script !== one.script) around.length = 0;
    while (around.length > 0 && (around.at(-1)?.end ?? 0) <= one.start) around.pop();
    const label = one.name === '' ? `anonymous:${digest(one.text)}` : one.name;
    const path = [...(one.around ?? outer(one, around)), label].join('.');
    around.push({ path, end: one.end, name: one.name });
    groups.push({ path, functions: [one] });
  }
  return counted(module, groups, declared);
}

/** Groups under their paths in the module, with a count where several have one. */
function counted(
  module: string,
  groups: readonly { readonly path: string; readonly functions: readonly LiveFunction[] }[],
  declared: readonly string[],
): FunctionGroup[] {
  const taken = new Map<string, number>();
  const name = (path: string): string => {
    const count = (taken.get(path) ?? 0) + 1;
    taken.set(path, count);
    return `${module}#${count === 1 ? inNamespace(path, declared) : `${path}~${count}`}`;
  };
  // Compilers call the getter of an export as what it exports, and put it first.
  const isGetter = ({ functions: [one] }: { readonly functions: readonly LiveFunction[] }) =>
    /^\(\)\s*=>\s*[\p{ID_Continue}$]+$/u.test(one?.text ?? '');
  const named = new Map(
    [...groups.filter((group) => !isGetter(group)), ...groups.filter(isGetter)].map((group) => [
      group,
      name(group.path),
    ]),
  );
  return groups.map((group) => ({ name: named.get(group)!, functions: group.functions }));
}

/** Names of what is around a function: live functions, and those that are gone but whose variables it captures. */
function outer(one: LiveFunction, around: readonly { path: string; name: string }[]): string[] {
  const parent = around.at(-1);
  const captured = one.scopes.flatMap(({ kind, of }) => (kind === 'closure' && of !== '' ? [of] : [])).reverse();
  const missing = captured.filter((name) => !around.some((two) => two.name === name));
  return [...(parent === undefined ? [] : [parent.path]), ...missing];
}

/** A class in a namespace is declared as `Ns.Name`; the function around it is gone when the program runs. */
function inNamespace(path: string, declared: readonly string[]): string {
  if (declared.includes(path)) return path;
  const [head = '', ...rest] = path.split('.');
  const candidates = declared.filter((name) => name.endsWith(`.${head}`));
  return candidates.length === 1 && !declared.includes(head) ? [candidates[0], ...rest].join('.') : path;
}

function digest(text: string): string {
  return createHash('sha256').update(text.replace(/\s+/g, ' ')).digest('hex').slice(0, 8);
}
