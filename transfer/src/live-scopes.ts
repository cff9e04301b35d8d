import type { LiveHandles, Properties } from './live-handles.ts';
import type { LiveScript } from './program-scripts.ts';

/** One scope of the chain that a function captures. */
export interface LiveScope {
  readonly kind: 'module' | 'script' | 'closure' | 'block' | 'other';
  /** The function whose scope it is, empty where it has no name. */
  readonly of: string;
  readonly variables: readonly string[];
  /** An object with the variables as they were when it was fetched; it does not follow the program. */
  readonly snapshot: string;
}

/** The scopes that a function captures, innermost first, without the global one. No code of the program runs. */
export async function scopesOf(live: LiveHandles, properties: Properties): Promise<LiveScope[]> {
  const list = properties.internal.find(({ name }) => name === '[[Scopes]]')?.value?.objectId;
  if (list === undefined) return [];
  const { own } = await live.properties(list);
  const scopes = own.filter(({ name, value }) => /^\d+$/.test(name) && value?.description !== 'Global');
  return Promise.all(
    scopes.map(async ({ value }): Promise<LiveScope> => {
      const [, kind = '', of = ''] = /^(\w+)[^(]*(?:\((.*)\))?$/.exec(value?.description ?? '') ?? [];
      const snapshot = value?.objectId as string;
      // The debugger would describe the values as well: errors by their stacks, which the program may format.
      const variables = await live.call<string[]>('variablesOf', { objectId: snapshot });
      return { kind: kinds[kind] ?? 'other', of, variables, snapshot };
    }),
  );
}

/** The scopes between a function and its module. */
export function ownScopes(scopes: readonly LiveScope[], script: LiveScript): readonly LiveScope[] {
  const outermost = outermostScope(scopes, script);
  return outermost < 0 ? scopes.filter(({ kind }) => kind !== 'script') : scopes.slice(0, outermost);
}

/**
 * The module's own scope is the outermost one: `Module` for ES modules, that of the wrapper function for CommonJS. A script
 * that is wrapped once more has its variables in the scope of that function.
 */
export function outermostScope(scopes: readonly LiveScope[], { esm, wraps }: LiveScript): number {
  const wrapped = wraps
    ? scopes.findLastIndex(({ variables }) => variables.length > 0 && variables.every((name) => wraps.has(name)))
    : -1;
  if (wrapped >= 0) return wrapped;
  const at = scopes.findIndex(({ kind }) => kind === 'module');
  if (at >= 0 || esm) return at;
  const last = scopes.findLastIndex(({ kind }) => kind !== 'script');
  return scopes[last]?.of === '' ? last : -1;
}

const kinds: Readonly<Record<string, LiveScope['kind']>> = {
  Module: 'module',
  Script: 'script',
  Closure: 'closure',
  Block: 'block',
};
