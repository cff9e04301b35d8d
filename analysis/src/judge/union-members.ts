import type { StateField, StateType } from '../state-model.ts';
import { typeKey } from '../type-key.ts';
import type { Scope } from './scope.ts';
import { areTemplatesApart, isTemplateWithin, templatePattern } from './templates.ts';
import { discriminantValue } from './values.ts';

/** The members of two unions, paired. */
export interface MatchedMembers {
  readonly matched: readonly (readonly [StateType, StateType])[];
  /** Past members that are values of a wider future member. */
  readonly absorbed: readonly StateType[];
  /** Past members of which some values stay, each with the future members that these are of. */
  readonly restricted: readonly (readonly [StateType, readonly StateType[]])[];
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
  const absorbers = new Set<StateType>();
  const absorbed = left.filter((member) => {
    const wider = future.filter((other) => isWithin(member, other));
    for (const other of wider) absorbers.add(other);
    return wider.length > 0;
  });
  const narrowed = left.filter((member) => !absorbed.includes(member));
  const restricted = narrowed.flatMap((member) => {
    const within = [...open.values()].filter(
      (other) => isTestable(other) && (isWithin(other, member) || mayOverlap(member, other)),
    );
    for (const other of within) absorbers.add(other);
    return within.length > 0 ? [[member, within] as const] : [];
  });
  const lost = narrowed.filter((member) => !restricted.some(([each]) => each === member));
  return { matched, absorbed, restricted, lost, gained: [...open.values()].filter((each) => !absorbers.has(each)) };
}

/** Whether every value of one type is a value of another, wider one. */
function isWithin(member: StateType, wider: StateType): boolean {
  if (wider.kind === 'primitive') return member.kind !== 'primitive' && baseOf(member) === wider.name;
  if (wider.kind !== 'template') return false;
  if (member.kind === 'template') return isTemplateWithin(member, wider);
  const pattern = templatePattern(wider);
  const values = member.kind === 'enum' ? member.members.map((each) => each.value) : [literalOf(member)];
  return pattern !== undefined && values.every((value) => typeof value === 'string' && new RegExp(pattern).test(value));
}

const mayOverlap = (past: StateType, future: StateType): boolean =>
  past.kind === 'template' && future.kind === 'template' && !areTemplatesApart(past, future);

/** Whether a guard can tell the values of a type from others of the same primitive. */
const isTestable = (type: StateType): boolean => type.kind !== 'template' || templatePattern(type) !== undefined;

const literalOf = (member: StateType) => (member.kind === 'literal' ? member.value : undefined);

/** What pairs two members that changed: the name of an enum, the discriminant of a variant, the kind of a container. */
function family(types: Scope['future']['types'], member: StateType): string {
  if (member.kind === 'enum') return `enum ${member.name}`;
  if (member.kind !== 'object')
    return ['array', 'set', 'map', 'tuple', 'function'].includes(member.kind) ? member.kind : typeKey(member);
  const discriminant = types.get(member.type)?.fields.find(isDiscriminant);
  return discriminant ? `${discriminant.name}=${variantName(discriminant.type)}` : `object ${member.type}`;
}

/** An enum's member goes by its name, whatever its value. */
export const variantName = (type: StateType): string => (type.kind === 'enum' ? type.members[0]!.name : typeKey(type));

export const isDiscriminant = (field: StateField): boolean => discriminantValue(field) !== undefined;

/** The primitive that a literal, enum or template belongs to. */
function baseOf(member: StateType): string | undefined {
  if (member.kind === 'template') return 'string';
  if (member.kind === 'literal') return typeof member.value === 'object' ? 'bigint' : typeof member.value;
  if (member.kind !== 'enum') return undefined;
  const kinds = new Set(member.members.map((each) => typeof each.value));
  return kinds.size === 1 ? [...kinds][0] : undefined;
}
