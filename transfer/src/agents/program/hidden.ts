import type { CapturedScope, HiddenInside, LiveRoot } from '../../live-program.ts';
import type { Program } from './live-program.ts';
import { ownValue, type ScopeSnapshot } from './roots.ts';

/** What the debugger says of an object besides the values in it. */
export type HiddenFacts =
  | { readonly kind: 'bound' | 'once' | 'proxy' | 'weak' | 'weak-ref' | 'link' }
  | { readonly kind: 'promise'; readonly state: 'fulfilled' | 'rejected' }
  | { readonly kind: 'refused'; readonly what: string; readonly why: string };

/** Makes known what an object holds that only the debugger sees; `parts` are the values in it. */
export function setHidden(program: Program, object: object, facts: HiddenFacts, ...parts: unknown[]): void {
  program.hidden.set(object, insideOf(facts, parts));
}

function insideOf(facts: HiddenFacts, parts: unknown[]): HiddenInside {
  switch (facts.kind) {
    case 'promise':
      return { kind: 'promise', state: facts.state, result: parts[0] };
    case 'weak':
      // The debugger's arrays have no prototype.
      return { kind: 'weak', entries: Array.prototype.slice.call(parts[0]) };
    case 'weak-ref':
      return { kind: 'weak', entries: parts[0] === undefined ? [] : [{ value: parts[0] }] };
    case 'link':
      return { kind: 'link', other: parts[0] };
    case 'once': {
      const state = parts[0] as object;
      return { kind: 'once', parts: ['target', 'type', 'listener'].map((key) => ownValue(state, key)) };
    }
    case 'refused':
      return facts;
    default:
      return { kind: facts.kind, parts };
  }
}

export interface ClosureFacts {
  readonly code: string;
  readonly hasSelf: boolean;
  readonly scopes: readonly ScopeFacts[];
}

export interface ScopeFacts {
  readonly label: string;
  /** What the sources call variables, by their names in the script. */
  readonly sources: Readonly<Record<string, string>>;
  /** What tells the scope from all others; empty where only its values can. */
  readonly identity: string;
  /** Variables that the sources assign again. */
  readonly assigned: readonly string[];
}

/**
 * Makes known what a closure captures. Gives whether its scopes may be taken for ones that they are not: two scopes with
 * the same values are the same as long as nobody assigns them.
 */
export function setClosure(
  program: Program,
  callable: Function,
  facts: ClosureFacts,
  self: unknown,
  ...snapshots: readonly ScopeSnapshot[]
): boolean {
  let isAmbiguous = false;
  const scopes = facts.scopes.map((scope, level) => {
    const known =
      scope.identity === '' ? program.scopes : program.scopes.filter((one) => one.identity === scope.identity);
    const snapshot = (snapshots[level] as ScopeSnapshot).object;
    const found = known.find((one) => one.label === scope.label && isSame(one.snapshot, snapshot));
    if (found && scope.identity === '' && scope.assigned.length > 0) isAmbiguous = true;
    if (found) return found;
    const made = new SnapshotScope(scope, snapshot);
    program.scopes.push(made);
    return made;
  });
  for (const { level, root, variable } of program.rootsOf.get(callable) ?? [])
    scopes[level]?.roots.push({ root, variable: sourceOf(facts.scopes[level]?.sources, variable) });
  const own = facts.hasSelf ? { value: self } : null;
  program.hidden.set(callable, { kind: 'closure', code: facts.code, scopes, self: own });
  return isAmbiguous;
}

/** Notes that a root is a variable of a scope that a function captures. */
export function linkRoot(program: Program, callable: Function, level: number, root: string, variable: string): void {
  program.rootsOf.set(callable, [...(program.rootsOf.get(callable) ?? []), { level, root, variable }]);
}

/** Forgets what was read from the outside, which holds for one moment only. What was made here is known for good. */
export function forgetHidden(program: Program): void {
  program.hidden.forEach((inside, object) => {
    const isMade = inside.kind === 'closure' && !inside.scopes.some((scope) => scope instanceof SnapshotScope);
    if (!isMade || !program.workshop) program.hidden.delete(object);
  });
  program.scopes.length = 0;
}

/** A scope as it was at one moment. */
export class SnapshotScope implements CapturedScope {
  readonly label: string;
  readonly identity: string;
  readonly snapshot: object;
  readonly #sources: Readonly<Record<string, string>>;
  readonly roots: { root: string; variable: string }[] = [];

  constructor({ label, identity, sources }: ScopeFacts, snapshot: object) {
    this.label = label;
    this.identity = identity;
    this.#sources = sources;
    this.snapshot = snapshot;
  }

  get variables(): readonly LiveRoot[] {
    return Object.getOwnPropertyNames(this.snapshot).map((name) => ({
      name: sourceOf(this.#sources, name),
      read: () => ownValue(this.snapshot, name),
    }));
  }
}

/** What the sources call a variable of the script. */
export function sourceOf(sources: Readonly<Record<string, string>> | undefined, variable: string): string {
  return sources && Object.hasOwn(sources, variable) ? sources[variable]! : variable;
}

function isSame(one: object, other: object): boolean {
  const names = Object.getOwnPropertyNames(one);
  if (names.length !== Object.getOwnPropertyNames(other).length) return false;
  return names.every((name) => Object.hasOwn(other, name) && Object.is(ownValue(one, name), ownValue(other, name)));
}
