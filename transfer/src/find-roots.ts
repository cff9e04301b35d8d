import type { Position } from '@timeferry/analysis/position';
import type { RootPlan } from '@timeferry/analysis/transfer-plan';
import type { Bundle, Declaration } from './bundles.ts';
import type { ImportedDefault } from './default-exports.ts';
import type { FunctionGroup } from './function-names.ts';
import type { LiveFunction } from './live-functions.ts';
import { outermostScope, ownScopes } from './live-scopes.ts';
import type { LiveScript } from './program-scripts.ts';
import type { ScriptCode } from './script-codes.ts';

/** A module of the program as it lives in the process. */
export interface LiveModule {
  readonly name: string;
  readonly scripts: readonly LiveScript[];
  readonly functions: readonly LiveFunction[];
  readonly groups: readonly FunctionGroup[];
  /** Whether the version has it as a module, and not as a file that nothing is known of. */
  readonly isOfVersion: boolean;
  readonly bundled?: BundledModule;
}

/** What a module shares with others in a script that calls things otherwise than their sources do. */
export interface BundledModule {
  readonly names: Bundle;
  /** Undefined where nobody reads code. */
  readonly code: ScriptCode | undefined;
  /** Those of all modules of the script: any of them may see what one declares. */
  readonly functions: readonly LiveFunction[];
}

/** A function that captures a variable, and in which scope of its chain. */
export interface Holder {
  readonly by: LiveFunction;
  readonly scope: number;
}

/** Where a root is: a variable that any of the holders captures, or a field of a class; else why it is nowhere. */
export type RootPlace =
  | { readonly kind: 'variable'; readonly variable: string; readonly holders: readonly Holder[] }
  /** A variable of a closure: one holder per live instance, in the order of the text. */
  | { readonly kind: 'closure'; readonly variable: string; readonly instances: readonly Holder[] }
  | { readonly kind: 'static'; readonly owner: LiveFunction; readonly field: string }
  /** Perhaps a property of what the module exports, or of a namespace. */
  | { readonly kind: 'exported'; readonly path: readonly string[]; readonly namespace: readonly Holder[] }
  | { readonly kind: 'missing'; readonly why: string };

/** Finds where the root of that name lives. */
export function findRoot(
  modules: ReadonlyMap<string, LiveModule>,
  name: string,
  kind: RootPlan['kind'],
  position: Position | null = null,
  defaults: ReadonlyMap<string, ImportedDefault> = new Map(),
): RootPlace {
  const at = name.indexOf('#');
  const module = modules.get(name.slice(0, at));
  const path = name.slice(at + 1);
  if (module === undefined) return { kind: 'missing', why: notLoaded(modules) };
  // The first instance stands for the place of the declaration; all of them are bound with it.
  const place = kind === 'closure' && FURTHER_INSTANCE.test(path) ? null : position;
  const declaration = (place && module.bundled?.names.declarationOf(module.name, place)) ?? undefined;
  if (kind === 'static') return findStatic(module, path, declaration);
  const [first] = declaration ? seenBy(module, declaration) : [];
  if (declaration && first) {
    const variable = declaration.name;
    return kind === 'closure'
      ? { kind: 'closure', variable, instances: mostOften(seenBy(module, declaration)) }
      : { kind: 'variable', variable, holders: seenBy(module, declaration) };
  }
  if (kind === 'closure') return findClosure(module, path, declaration);
  const binding = findBinding(module, declaration?.name ?? path);
  const imported = path === 'default' && binding.kind === 'exported' ? defaults.get(module.name) : undefined;
  return imported ? { kind: 'variable', ...imported } : binding;
}

/** The name of a closure variable that is not the first of several that live. */
const FURTHER_INSTANCE = /\[\d+\]$/;

function notLoaded(modules: ReadonlyMap<string, LiveModule>): string {
  const stray = [...modules.values()].find(({ isOfVersion }) => !isOfVersion)?.name;
  const instead = stray === undefined ? '' : `; ${stray} is, which has no source map that leads to it`;
  return `its module is not loaded in the process${instead}`;
}

/** Functions of a bundle whose code names the variable that is declared there, in a function or a block. */
function seenBy({ bundled }: LiveModule, { name, offset }: Declaration): readonly Holder[] {
  const { code, functions = [] } = bundled ?? {};
  return functions.flatMap((by) => {
    if (!code?.at(by.location)?.captures.some(({ declaredAt }) => declaredAt === offset)) return [];
    // A name means the variable in the innermost scope that has one of it.
    const scope = by.scopes.findIndex(({ variables }) => variables.includes(name));
    return scope < 0 ? [] : [{ by, scope }];
  });
}

/** Those of the code that lives most often: it stands for the instances, each of which makes it once. */
function mostOften(holders: readonly Holder[]): readonly Holder[] {
  const groups = new Map<number, Holder[]>();
  for (const holder of holders) groups.set(holder.by.start, [...(groups.get(holder.by.start) ?? []), holder]);
  return [...groups.values()].reduce<readonly Holder[]>((most, one) => (one.length > most.length ? one : most), []);
}

function findBinding(module: LiveModule, path: string): RootPlace {
  const [variable = '', ...rest] = path.split('.');
  const holders = holdersOf(module, variable);
  if (rest.length === 0 && holders.length > 0) return { kind: 'variable', variable, holders };
  return { kind: 'exported', path: path.split('.'), namespace: rest.length > 0 ? holders : [] };
}

/** Functions that see a variable of a block or loop of the module: one for each time that it ran. */
function holdersInBlocks(module: LiveModule, variable: string): readonly Holder[] {
  const found = module.groups.map(({ functions }) =>
    functions.flatMap((by): Holder[] => {
      const scopes = ownScopes(by.scopes, by.script);
      const scope = scopes.findIndex(
        ({ kind, of, variables }) => kind === 'block' && of === '' && variables.includes(variable),
      );
      return scope < 0 ? [] : [{ by, scope }];
    }),
  );
  return found.reduce((most, one) => (one.length > most.length ? one : most), []);
}

/** Functions that see a variable of the module's own scope, those that hide it by one of their own last. */
export function holdersOf(module: LiveModule, variable: string): Holder[] {
  const holders = (module.bundled?.functions ?? module.functions).flatMap((by) => {
    const scope = moduleScope(by);
    return by.scopes[scope]?.variables.includes(variable) ? [{ by, scope }] : [];
  });
  return [...holders.filter(({ by }) => !mayHide(by, variable)), ...holders.filter(({ by }) => mayHide(by, variable))];
}

/** The module's own scope is the outermost one: `Module` for ES modules, that of the wrapper function for CommonJS. */
export function moduleScope(one: LiveFunction): number {
  return outermostScope(one.scopes, one.script);
}

/** Whether a function is a generator, by its text. */
export function isGenerator(text: string): boolean {
  return /^(async\s*)?(function\s*)?\*/.test(text);
}

function mayHide({ text, isClass }: LiveFunction, variable: string): boolean {
  const word = variable.replace(/\$/g, '\\$');
  const declares = new RegExp(
    `(?:var|let|const|function|class)\\s+${word}\\b|\\([^()]*\\b${word}\\b[^()]*\\)\\s*(?:=>|\\{)`,
  );
  // The debugger does not stop where a generator is called.
  return isClass || isGenerator(text) || declares.test(text);
}

function findStatic(module: LiveModule, path: string, declaration: Declaration | undefined): RootPlace {
  const dot = path.lastIndexOf('.');
  const owner = module.groups.find(({ name }) => name === `${module.name}#${path.slice(0, dot)}`)?.functions[0];
  if (owner === undefined)
    return { kind: 'missing', why: `its class ${path.slice(0, dot)} is not alive in the process` };
  const field = path.slice(dot + 1);
  return { kind: 'static', owner, field: field.startsWith('#') ? field : (declaration?.name ?? field) };
}

function findClosure(module: LiveModule, path: string, declaration: Declaration | undefined): RootPlace {
  const dot = path.lastIndexOf('.');
  const variable = path.slice(dot + 1);
  const owner = path.slice(0, dot);
  const found = module.groups
    .map((group) => group.functions.flatMap((by) => holderIn(by, variable, owner, group.name)))
    .filter((holders) => holders.length > 0);
  // The code that lives most often stands for the instances: each of them makes it once.
  const instances = found.reduce((most, one) => (one.length > most.length ? one : most), []);
  if (instances.length > 0) return { kind: 'closure', variable, instances };
  const inBlocks = dot < 0 ? holdersInBlocks(module, variable) : [];
  if (inBlocks.length > 0) return { kind: 'closure', variable, instances: inBlocks };
  const isRenamed = declaration !== undefined && declaration.name !== variable;
  const called = isRenamed ? ` (the bundle calls it ${declaration.name})` : '';
  return { kind: 'missing', why: `no live function captures it${called}, so the program can no longer read it` };
}

/** V8 calls the scope of a constructor by its class, that of a function assigned to `exports.default` by that whole text. */
function holderIn(by: LiveFunction, variable: string, owner: string, name: string): Holder[] {
  const outermost = moduleScope(by);
  const last = owner
    .replace(/\.constructor$/, '')
    .split('.')
    .at(-1);
  const scopes = outermost < 0 ? by.scopes : by.scopes.slice(0, outermost);
  const scope = scopes.findIndex(({ variables }) => variables.includes(variable));
  if (scope < 0) return [];
  const isOwners =
    scopes.slice(scope).some(({ of }) => of.split('.').at(-1) === last) ||
    name.split('#')[1]?.startsWith(`${owner}.`) === true;
  return isOwners || madeFor(by, owner, scopes[scope]?.of) ? [{ by, scope }] : [];
}

/** A scope without a name belongs to a binding when the function that made it stands in the binding's initializer. */
function madeFor(by: LiveFunction, binding: string, of: string | undefined): boolean {
  return of === '' && by.bindingAround === binding;
}
