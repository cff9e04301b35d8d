import { mentionedTypes } from '../reach.ts';
import type { ObjectType, StateModel, StateType } from '../state-model.ts';
import { typeKey } from '../type-key.ts';
import type { Judged } from './judged.ts';

/** What is known under a name. */
export interface Lookup<Value> {
  get(name: string): Value | undefined;
  has(name: string): boolean;
}

/** What the rules may ask about a version. */
export interface Version {
  readonly types: Lookup<ObjectType>;
  readonly callables?: { has(name: string): boolean } | undefined;
  readonly nullableByOption?: boolean | undefined;
}

/** What the rules may ask about the two versions while they judge a pair of types. */
export interface Scope {
  readonly past: StateModel;
  readonly future: Version;
  /** Future names by past names of the object types that are paired, and the other way round. */
  readonly pairs: Lookup<string>;
  readonly pastOf: Lookup<string>;
  /** Names of the object types of each version that state holds strongly. */
  readonly held: ReadonlySet<string>;
  /** Dictionaries that are being judged, so that one that holds itself comes to an end. */
  readonly open: Set<string>;
  /** Notes that a past type without a pair of its own has objects like those of a future type that has one. */
  noteTwin(past: string, future: string): void;
  /** Notes that a stored function has another name now. */
  noteFunction(past: string, future: string): void;
  /** What a declaration of the past version is called in the future one. */
  futureName(past: string): string;
  /** Whether a pair of object types differs in anything that has to be converted. */
  isChanged(past: string): boolean;
  /** Verdict of everything inside a pair of object types. */
  inside(past: string, future: string): Judged;
}

export const pastType = (scope: Scope, name: string): ObjectType | undefined => scope.past.types.get(name);
export const futureType = (scope: Scope, name: string): ObjectType | undefined => scope.future.types.get(name);

/**
 * Whether the resolved type differs, inside an anonymous or renamed object type too; a named one reports its own, and what
 * closures capture is no part of the type.
 */
export function isRetyped(scope: Scope, past: StateType, future: StateType): boolean {
  if (typeKey(past, (name) => scope.pairs.get(name) ?? `gone ${name}`) !== typeKey(future)) return true;
  const isReportedHere = (name: string) =>
    scope.pairs.get(name) !== name || scope.past.types.get(name)?.declaredAs === 'anonymous';
  return [...mentionedTypes([past], { captured: false })].some((name) => isReportedHere(name) && scope.isChanged(name));
}

/** Value type of an object type that is a dictionary and nothing else. */
export function recordValue(types: Lookup<ObjectType>, type: StateType): StateType | undefined {
  if (type.kind !== 'object') return undefined;
  const found = types.get(type.type);
  return found && found.fields.length === 0 && found.declaredAs !== 'class' ? found.index : undefined;
}

/** Whether a type holds itself by containers and dictionaries alone, so that no walk by its shape ends. */
export function holdsItself(types: Lookup<ObjectType>, type: StateType): boolean {
  const above = new Set<string>();
  const visit = (at: StateType): boolean => {
    if (at.kind === 'recursive') return true;
    const value = recordValue(types, at);
    if (!value || at.kind !== 'object') return contentOf(at).some(visit);
    if (above.has(at.type)) return true;
    above.add(at.type);
    const found = visit(value);
    above.delete(at.type);
    return found;
  };
  return visit(type);
}

/** The types that a container's or union's own type consists of. */
export function contentOf(type: StateType): readonly StateType[] {
  switch (type.kind) {
    case 'union':
      return type.members;
    case 'array':
    case 'set':
      return [type.element];
    case 'tuple':
      return type.slots.map((slot) => slot.type);
    case 'map':
      return [type.key, type.value];
    default:
      return [];
  }
}

export const membersOf = (type: StateType): readonly StateType[] => (type.kind === 'union' ? type.members : [type]);

export function isNullish(type: StateType): boolean {
  return type.kind === 'primitive' && (type.name === 'null' || type.name === 'undefined');
}

export function admits(type: StateType, name: 'null' | 'undefined'): boolean {
  return membersOf(type).some((member) => member.kind === 'primitive' && member.name === name);
}
