import type { StateField, StateType } from '../state-model.ts';
import { typeKey } from '../type-key.ts';
import type { Scope } from './scope.ts';

/** The members of two unions, paired. */
export interface MatchedMembers {
  readonly matched: readonly (readonly [StateType, StateType])[];
  /** Past members that are values of a wider future member. */
  readonly absorbed: readonly StateType[];
  readonly lost: readonly StateType[];
  readonly gained: readonly StateType[];
}

/** Pairs members that are equal, then enums by name, object variants by discriminant, and the rest by their kind. */
export function matchMembers(scope: Scope, past: readonly StateType[], future: readonly StateType[]): MatchedMembers {
  const matched: (readonly [StateType, StateType])[] = [];
  const open = new Map<string, StateType>();
  for (const member of future) open.set(typeKey(member), member);
  const rename = (name: string) => scope.pairs.get(name) ?? `gone ${name}`;
  let left: StateType[] = [];
  const take = (before: StateType, after: StateType | undefined) => {
    if (!after) return left.push(before);
    open.delete(typeKey(after));
    return matched.push([before, after]);
  };
  for (const member of past) take(member, open.get(typeKey(member, rename)));
  const byFamily = new Map<string, StateType>();
  for (const member of open.values()) byFamily.set(family(scope.future.types, member), member);
  const unmatched = left;
  left = [];
  for (const member of unmatched) {
    const after = byFamily.get(family(scope.past.types, member));
    take(member, after && open.has(typeKey(after)) ? after : undefined);
  }
  const kinds = new Set(future.flatMap((member) => (member.kind === 'primitive' ? [member.name] : [])));
  const isAbsorbed = (member: StateType) => kinds.has(baseOf(member) as never);
  const absorbed = left.filter(isAbsorbed);
  return { matched, absorbed, lost: left.filter((member) => !isAbsorbed(member)), gained: [...open.values()] };
}

/** What pairs two members that changed: the name of an enum, the discriminant of a variant, the kind of a container. */
function family(types: Scope['past']['types'], member: StateType): string {
  if (member.kind === 'enum') return `enum ${member.name}`;
  if (member.kind !== 'object')
    return ['array', 'set', 'map', 'tuple', 'function'].includes(member.kind) ? member.kind : typeKey(member);
  const discriminant = types.get(member.type)?.fields.find(isDiscriminant);
  return discriminant ? `${discriminant.name}=${typeKey(discriminant.type)}` : `object ${member.type}`;
}

export const isDiscriminant = (field: StateField): boolean => field.type.kind === 'literal' && !field.optional;

/** The primitive that a literal, enum or template belongs to. */
function baseOf(member: StateType): string | undefined {
  if (member.kind === 'template') return 'string';
  if (member.kind === 'literal') return typeof member.value === 'object' ? 'bigint' : typeof member.value;
  if (member.kind !== 'enum') return undefined;
  const kinds = new Set(member.members.map((each) => typeof each.value));
  return kinds.size === 1 ? [...kinds][0] : undefined;
}
