import type { CodeScope } from '@timeferry/analysis/code/read-functions';
import type { LiveScope } from './live-scopes.ts';
import type { PlacedCode, ScriptCode } from './script-codes.ts';

/** How a scope of one version is called in the other, and what the script there calls its variables. */
export interface ScopeNames {
  readonly label: string;
  /** By their names in the sources. */
  readonly names: Readonly<Record<string, string>>;
}

/** A scope that a live function captures, under the names that the sources give. */
export interface NamedScope {
  readonly label: string;
  /** What the sources call variables, by their names in the script. */
  readonly sources: Readonly<Record<string, string>>;
}

/** The scopes that a live function captures, innermost first, as its code and the sources of that name them. */
export function namedScopes(
  module: string,
  { functions }: ScriptCode,
  one: PlacedCode,
  live: readonly LiveScope[],
): readonly NamedScope[] {
  const found = scopesInCode(one, live);
  return live.map((scope, level): NamedScope => {
    const own = found[level];
    if (own) return { label: labelOf(module, functions, one, own), sources: namesOf(own, 'name', 'source') };
    const suffix = scope.kind === 'closure' ? '' : ` (${scope.kind})`;
    return { label: `${module}#${scope.of}${suffix}`, sources: {} };
  });
}

/** By the labels of scopes around a code of one version: the scopes around its counterpart, as the script there has them. */
export function counterpartScopes(
  [module, from, one]: readonly [module: string, code: ScriptCode, one: PlacedCode],
  [otherModule, to, other]: readonly [module: string, code: ScriptCode, one: PlacedCode],
  pairs: ReadonlyMap<number, number>,
): Readonly<Record<string, ScopeNames>> {
  const open = new Set(other.scopes);
  const entries = one.scopes.flatMap((scope) => {
    const sources = new Set(scope.variables.map(({ source }) => source));
    const found = [...open].find(
      ({ owner, isOfCall, variables }) =>
        isOfCall === scope.isOfCall &&
        owner === (scope.owner < 0 ? -1 : pairs.get(scope.owner)) &&
        variables.some(({ source }) => sources.has(source)),
    );
    if (!found) return [];
    open.delete(found);
    const names = namesOf(found, 'source', 'name');
    return [
      [
        labelOf(module, from.functions, one, scope),
        { label: labelOf(otherModule, to.functions, other, found), names },
      ] as const,
    ];
  });
  return Object.fromEntries(entries);
}

/**
 * Which scopes of the text the live ones are. A scope lives with those of its variables that functions capture; shortened
 * names are the same ones in many scopes, so the first further out that has just these is it, else one that has them all.
 */
function scopesInCode({ scopes }: PlacedCode, live: readonly LiveScope[]): readonly (CodeScope | undefined)[] {
  let next = 0;
  return live.map(({ variables }) => {
    const left = scopes.slice(next).filter((scope) => {
      const names = new Set(scope.variables.map(({ name }) => name));
      return variables.every((name) => names.has(name));
    });
    const lives = new Set(variables);
    const isJust = (scope: CodeScope) =>
      scope.variables.every(({ name, isCaptured }) => isCaptured === lives.has(name));
    const found = left.find(isJust) ?? left[0];
    if (found) next = scopes.indexOf(found) + 1;
    return found;
  });
}

/** The function that a scope belongs to; its blocks are counted from the outside. */
function labelOf(module: string, functions: readonly PlacedCode[], one: PlacedCode, scope: CodeScope): string {
  const label = `${module}#${functions[scope.owner]?.path ?? ''}`;
  if (scope.isOfCall) return label;
  const blocks = one.scopes.filter(({ owner, isOfCall }) => owner === scope.owner && !isOfCall).toReversed();
  const number = blocks.indexOf(scope) + 1;
  return `${label} (block${number === 1 ? '' : ` ${number}`})`;
}

function namesOf({ variables }: CodeScope, key: 'name' | 'source', value: 'name' | 'source'): Record<string, string> {
  return Object.fromEntries(variables.map((each) => [each[key], each[value]]));
}
