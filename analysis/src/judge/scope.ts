import type { ObjectType, StateModel, StateType } from '../state-model.ts';
import type { Judged } from './judged.ts';

/** What the rules may ask about the two versions while they judge a pair of types. */
export interface Scope {
  readonly past: StateModel;
  readonly future: StateModel;
  /** Future names by past names of the object types that are paired, and the other way round. */
  readonly pairs: ReadonlyMap<string, string>;
  readonly pastOf: ReadonlyMap<string, string>;
  /** Names of the object types of each version that state holds strongly. */
  readonly held: ReadonlySet<string>;
  /** Verdict of everything inside a pair of object types. */
  inside(past: string, future: string): Judged;
}

export const pastType = (scope: Scope, name: string): ObjectType | undefined => scope.past.types.get(name);
export const futureType = (scope: Scope, name: string): ObjectType | undefined => scope.future.types.get(name);

/** Value type of an object type that is a dictionary and nothing else. */
export function recordValue(types: ReadonlyMap<string, ObjectType>, type: StateType): StateType | undefined {
  if (type.kind !== 'object') return undefined;
  const found = types.get(type.type);
  return found && found.fields.length === 0 && found.declaredAs !== 'class' ? found.index : undefined;
}

export const membersOf = (type: StateType): readonly StateType[] => (type.kind === 'union' ? type.members : [type]);

export function isNullish(type: StateType): boolean {
  return type.kind === 'primitive' && (type.name === 'null' || type.name === 'undefined');
}

export function admits(type: StateType, name: 'null' | 'undefined'): boolean {
  return membersOf(type).some((member) => member.kind === 'primitive' && member.name === name);
}
