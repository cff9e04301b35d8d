import type { FunctionCode } from '@timeferry/analysis/code/read-functions';
import type { Code } from './agents/program/workshop.ts';
import { counterpartScopes, namedScopes, type ScopeNames } from './code-scopes.ts';
import type { CodedModule } from './coded-modules.ts';
import { evaluateInScope } from './evaluate-in-scope.ts';
import { isGenerator } from './find-roots.ts';
import type { LiveFunction } from './live-functions.ts';
import type { LiveHandles } from './live-handles.ts';
import { ownScopes } from './live-scopes.ts';
import { pairsOf } from './pair-codes.ts';
import type { CapturedClosures } from './read-hidden.ts';
import { isMadeAnew, type ScriptCode } from './script-codes.ts';

/**
 * The code of a closure in the process that is filled, by its name in the version before; or why no closure can be made of
 * it. `changed` is code that captures something else now: what start-up made of it can still stand for a closure.
 */
export type CodeNames = Readonly<Record<string, string | { readonly why: string; readonly changed?: string }>>;

/** Above this many live closures of a module start-up's own are not looked at. */
const MOST_EXISTING = 300;

/**
 * Makes a process ready to make closures of the codes that captures hold, given by their names in the versions that were
 * captured and with those versions' code; the first of two captures with one name counts. `modulesOf` gives the module of
 * that name or, where a package has put its code elsewhere, all that it has. Closures that start-up made there become
 * writable, so that they can stand for captured ones.
 */
export async function prepareClosures(
  live: LiveHandles,
  program: string,
  captured: readonly CapturedClosures[],
  modulesOf: (name: string) => Promise<readonly CodedModule[]>,
): Promise<CodeNames> {
  const names: Record<string, CodeNames[string]> = {};
  const wanted = new Map<CodedModule, Wanted>();
  for (const { codes, modules } of captured) {
    for (const [name, ofModule] of groupBy(codes.filter((code) => !Object.hasOwn(names, code)))) {
      const candidates = await modulesOf(name);
      for (const code of ofModule) {
        const { why, index, to, scopes } = counterpartIn(code, modules.get(name), candidates);
        names[code] = { why: why ?? '' };
        if (!to || index === undefined) continue;
        const counterpart = `${to.module.name}#${to.code.functions[index]!.path}`;
        names[code] = why === undefined ? counterpart : { why, changed: counterpart };
        const { same, all } = wanted.get(to) ?? wanted.set(to, { same: new Map(), all: new Set() }).get(to)!;
        all.add(index);
        if (why === undefined) same.set(index, { ...scopes, ...same.get(index) });
      }
    }
  }
  for (const [to, { same, all }] of wanted) {
    await addCodes(live, program, to, same);
    await addExisting(live, program, to, [...all]);
  }
  return names;
}

/** Codes of a module by number: those of which closures can be made, and these with the ones that capture something else. */
interface Wanted {
  readonly same: Map<number, Scopes>;
  readonly all: Set<number>;
}

interface Counterpart {
  readonly index?: number;
  readonly to?: CodedModule;
  readonly why?: string;
  readonly scopes?: Scopes;
}

/** The first counterpart of a closure's code in one of the modules, or else why there is none. */
function counterpartIn(code: string, from: ScriptCode | undefined, candidates: readonly CodedModule[]): Counterpart {
  let first: Counterpart | undefined;
  for (const to of from ? candidates : []) {
    const found = { ...counterpartOf(code, from!, to), to };
    if (found.index !== undefined) return found;
    first ??= found;
  }
  return first ?? { why: `the new code has no module ${moduleName(code)}` };
}

/** The number of a closure's code in the other version, and why no closure can be made of it. */
function counterpartOf(name: string, from: ScriptCode, { module, code: to }: CodedModule): Counterpart {
  const path = name.slice(name.indexOf('#') + 1);
  const index = from.functions.findIndex(
    (one) => one.path === path && (one.module === '' || one.module === moduleName(name)),
  );
  const pairs = pairsOf(from, to);
  const found = pairs.get(index);
  if (found === undefined) return { why: `the closure ${name} has no counterpart in the new code` };
  const [past, future] = [from.functions[index]!, to.functions[found]!];
  if (future.obstacle) return { why: `the closure ${name} uses ${future.obstacle} in the new code` };
  const captures = ({ captures, usesOuterThis }: FunctionCode) =>
    [...captures.map(({ source }) => source).sort(), ...(usesOuterThis ? ['this'] : [])].join(', ') || 'nothing';
  if (captures(past) === captures(future)) {
    const scopes = counterpartScopes([moduleName(name), from, past], [module.name, to, future], pairs);
    return { index: found, scopes };
  }
  const why = `the closure ${name} captures ${captures(future)} in the new code, and captured ${captures(past)}`;
  return { index: found, why };
}

type Scopes = Readonly<Record<string, ScopeNames>>;

/** Makes the codes known in the process, each with a function that evaluates where it stands. */
async function addCodes(
  live: LiveHandles,
  program: string,
  to: CodedModule,
  wanted: ReadonlyMap<number, Scopes>,
): Promise<void> {
  const evaluators = new Map<LiveFunction, string>();
  for (const [index, scopes] of wanted) {
    const holder = holderFor(to, index);
    if (!holder) continue;
    const evaluate = evaluators.get(holder) ?? (await evaluateInScope(live, holder.handle, EVALUATE));
    evaluators.set(holder, evaluate);
    const code: Code = {
      code: `${to.module.name}#${to.code.functions[index]!.path}`,
      expression: expressionOf(to.code, index),
      isStrict: isStrict(to),
      captures: to.code.functions[index]!.captures.map(({ name, source }) => [name, source]),
      scopes,
    };
    await live.call('addCode', { objectId: program }, { value: [code] }, { objectId: evaluate });
  }
}

const EVALUATE = '($timeferry) => eval($timeferry)';

/** A live function in the module's own scope: best one that is around the code, for nothing of its own can hide a name then. */
function holderFor({ module, code }: CodedModule, index: number): LiveFunction | undefined {
  const around: number[] = [];
  for (let at = code.functions[index]!.parent; at >= 0; at = code.functions[at]!.parent) around.push(at);
  const top = module.functions.filter(
    (one) => ownScopes(one.scopes, one.script).length === 0 && !isGenerator(one.text),
  );
  const at = (one: LiveFunction) => code.functions.indexOf(code.at(one.location)!);
  for (const outer of around) {
    const found = top.find((one) => at(one) === outer);
    if (found) return found;
  }
  const words = new Set(textOf(code, index).match(/(?<![.\p{ID_Continue}$])[\p{ID_Start}$_][\p{ID_Continue}$]*/gu));
  return top.find((one) => code.functions[at(one)]?.declares.every((name) => !words.has(name)));
}

/** Makes closures that start-up made, and those around the wanted codes, known with accessors of what they capture. */
async function addExisting(
  live: LiveHandles,
  program: string,
  to: CodedModule,
  wanted: readonly number[],
): Promise<void> {
  const { module, code } = to;
  const related = new Set<number>();
  for (const index of wanted) for (let at = index; at >= 0; at = code.functions[at]!.parent) related.add(at);
  const found = module.functions.flatMap((one) => {
    const index = code.functions.indexOf(code.at(one.location)!);
    const scopes = ownScopes(one.scopes, one.script);
    return related.has(index) &&
      !isGenerator(one.text) &&
      isMadeAnew(code.functions[index]!, code.functions, scopes.length)
      ? [{ one, index, scopes }]
      : [];
  });
  for (const { one, index, scopes } of found.slice(0, MOST_EXISTING)) {
    const named = namedScopes(module.name, code, code.functions[index]!, scopes);
    const levels = named.map((scope, level) => ({ ...scope, names: scopes[level]!.variables }));
    const accessors = [...new Set(scopes.flatMap(({ variables }) => variables))].map(
      (name) => `${JSON.stringify(name)}: { read: () => ${name}, write: ($timeferry) => { ${name} = $timeferry; } }`,
    );
    const made = await evaluateInScope(
      live,
      one.handle,
      `({ evaluate: ${EVALUATE}, variables: { ${accessors.join(', ')} } })`,
    );
    const name = { value: `${module.name}#${code.functions[index]!.path}` };
    const callable = { objectId: one.handle };
    await live.call('addExisting', { objectId: program }, callable, name, { value: levels }, { objectId: made });
  }
}

/** An expression that gives a function of that code. */
function expressionOf(code: ScriptCode, index: number): string {
  const text = textOf(code, index);
  if (code.functions[index]!.form !== 'member') return `(${text})`;
  return `Object.values(Object.values(Object.getOwnPropertyDescriptors({ ${text} }))[0]).find((one) => typeof one === 'function')`;
}

function textOf({ text, functions }: ScriptCode, index: number): string {
  const { start, end } = functions[index]!;
  return text.slice(start, end);
}

function isStrict({ module, code }: CodedModule): boolean {
  return module.scripts.some(({ esm }) => esm) || /^(\s|\/\/.*|\/\*[\s\S]*?\*\/)*['"]use strict['"]/.test(code.text);
}

function moduleName(code: string): string {
  return code.slice(0, code.indexOf('#'));
}

function groupBy(codes: readonly string[]): Map<string, string[]> {
  const groups = new Map<string, string[]>();
  for (const code of codes) groups.set(moduleName(code), [...(groups.get(moduleName(code)) ?? []), code]);
  return groups;
}
