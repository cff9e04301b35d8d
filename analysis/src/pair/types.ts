import { isDiscriminant, variantName } from '../judge/union-members.ts';
import { oncePer, oncePerTwo } from '../once-per.ts';
import { mentionedTypes } from '../reach.ts';
import type { ObjectType, StateModel, StateType } from '../state-model.ts';
import { futureNameIn } from './names.ts';
import { type Correspondence, sameShape } from './same-shape.ts';

/** The object types of two versions, paired: by declared renames, by name, by unique shape, then by where they stand. */
export class TypePairing implements Correspondence {
  readonly past: StateModel;
  readonly future: StateModel;
  readonly pairs = new Map<string, string>();
  readonly pastOf = new Map<string, string>();
  readonly #modules: ReadonlyMap<string, string>;

  constructor(past: StateModel, future: StateModel, modules: ReadonlyMap<string, string>) {
    this.past = past;
    this.future = future;
    this.#modules = modules;
    this.#pairDeclared();
    this.#pairNames();
    this.#pairClasses();
  }

  /** Pairs what stands at the same place of two types, and in the fields of what is paired by that. */
  pairPlaces(places: Iterable<readonly [StateType, StateType]>): void {
    const waiting = [...places];
    const seen = new Set<string>();
    for (const [past, future] of this.pairs) waiting.push([reference(past), reference(future)]);
    // In order, since what stands first decides; the list grows while it is walked.
    for (const next of waiting) {
      for (const [past, future, isVariant] of this.#placesIn(next[0], next[1])) {
        if (!this.#corresponds(past, future, isVariant) || seen.has(past)) continue;
        seen.add(past);
        waiting.push(...fieldPlaces(this.past.types.get(past)!, this.future.types.get(future)!));
      }
    }
  }

  futureNameOf(past: string): string {
    return futureNameIn(this.#modules, past);
  }

  #join(past: string, future: string): void {
    this.pairs.set(past, future);
    this.pastOf.set(future, past);
  }

  #pairDeclared(): void {
    for (const type of this.future.types.values()) {
      const wanted = type.tags.renamedFrom ?? type.tags.movedFrom;
      if (!wanted) continue;
      const [module = ''] = splitName(type.name);
      const name = wanted.includes('#') ? wanted : `${module}#${wanted}`;
      const found = [...this.past.types.keys()].find(
        (past) =>
          argumentsOf(past) === argumentsOf(type.name) &&
          (declared(past) === name || declared(this.futureNameOf(past)) === name),
      );
      if (found && !this.pairs.has(found)) this.#join(found, type.name);
    }
  }

  #pairNames(): void {
    for (const name of this.past.types.keys()) {
      const future = this.futureNameOf(name);
      if (!this.pairs.has(name) && this.future.types.has(future) && !this.pastOf.has(future)) this.#join(name, future);
    }
  }

  /** A class renamed or moved: exactly one new type has its full shape, and it is the only old one that fits that type. */
  #pairClasses(): void {
    const [before, after] = [declaredClasses(this.past), declaredClasses(this.future)];
    const isGone = (type: ObjectType) => !after.has(declared(this.futureNameOf(type.name)));
    const gone = this.#gone().filter((type) => type.declaredAs === 'class' && isGone(type));
    const fresh = [...this.future.types.values()].filter(
      (type) => isNominal(type) && !this.pastOf.has(type.name) && !before.has(declared(type.name)),
    );
    const byFields = grouped(fresh, fieldsKey);
    const found = gone.flatMap((past) => {
      const fits = firstTwo(byFields.get(fieldsKey(past)) ?? [], (future) => sameShape(this, past.name, future.name));
      const only = fits[0];
      return fits.length === 1 && only?.declaredAs === 'class' ? [[past.name, only.name] as const] : [];
    });
    const takers = grouped(found, ([, future]) => future);
    for (const [past, future] of found) if (takers.get(future)!.length === 1) this.#join(past, future);
  }

  #gone(): ObjectType[] {
    return [...this.past.types.values()].filter((type) => !this.pairs.has(type.name));
  }

  /** Whether two types at one place are a pair, now or already. */
  #corresponds(past: string, future: string, isVariant: boolean): boolean {
    const known = this.pairs.get(past);
    if (known !== undefined) return known === future;
    if (this.pastOf.has(future)) return false;
    const before = this.past.types.get(past);
    const after = this.future.types.get(future);
    if (!before || !after) return false;
    const isPlain = before.declaredAs !== 'class' && after.declaredAs !== 'class';
    if (!(isVariant && isPlain) && !this.#fits(before, after)) return false;
    this.#join(past, future);
    return true;
  }

  #fits(before: ObjectType, after: ObjectType): boolean {
    if (declared(before.name) === declared(this.#backName(after.name))) return true;
    const isMoved = declared(localName(before.name)) === declared(localName(after.name));
    const hasClass = before.declaredAs === 'class' || after.declaredAs === 'class';
    if (hasClass) return before.declaredAs !== after.declaredAs && isMoved;
    if (isMoved || before.declaredAs === 'anonymous' || after.declaredAs === 'anonymous') return true;
    return sameShape(this, before.name, after.name);
  }

  #backName(future: string): string {
    const [module, declaration] = splitName(future);
    for (const [past, now] of this.#modules) if (now === module) return `${past}#${declaration}`;
    return future;
  }

  /** Pairs of object types that stand at the same place of two types. */
  #placesIn(past: StateType, future: StateType): ObjectPlace[] {
    const found: ObjectPlace[] = [];
    const waiting: (readonly [StateType, StateType])[] = [[past, future]];
    for (let next = waiting.pop(); next; next = waiting.pop()) {
      const [before, after] = next;
      if (before.kind === 'object' && after.kind === 'object')
        found.push([before.type, after.type, sameVariant(this, before.type, after.type)]);
      else if (before.kind === 'union' || after.kind === 'union') waiting.push(...this.#memberPlaces(before, after));
      else waiting.push(...zip(partsOf(before), partsOf(after)));
    }
    return found;
  }

  /** Members of unions that stand for each other: of one kind, and for objects by discriminant, name or what is left. */
  #memberPlaces(past: StateType, future: StateType): (readonly [StateType, StateType])[] {
    const members = (type: StateType) =>
      (type.kind === 'union' ? type.members : [type]).filter((member) => !isPlain(member));
    const before = members(past).filter((member) => member.kind !== 'object' || !this.pairs.has(member.type));
    const after = members(future).filter((member) => member.kind !== 'object' || !this.pastOf.has(member.type));
    const places: (readonly [StateType, StateType])[] = [];
    const byRole = new Map(after.map((member) => [roleOf(this.future, member), member]));
    for (const member of before) {
      const other = byRole.get(roleOf(this.past, member));
      if (other) places.push([member, other]);
    }
    const [only, otherOnly] = [before[0], after[0]];
    if (before.length === 1 && after.length === 1 && places.length === 0) places.push([only!, otherOnly!]);
    return places;
  }
}

/** Every class that the sources declare, in state or not: one that is still there was not renamed. */
function declaredClasses({ modules }: StateModel): Set<string> {
  return new Set(modules.flatMap(({ name, classes }) => classes.map((each) => `${name}#${each}`)));
}

/** Two object types at one place, and whether they are the variants of one discriminant value. */
type ObjectPlace = readonly [string, string, boolean];

function sameVariant({ past, future }: TypePairing, before: string, after: string): boolean {
  const role = roleOf(past, reference(before));
  return !role.startsWith('object ') && role === roleOf(future, reference(after));
}

const reference = (type: string): StateType => ({ kind: 'object', type });

const fieldsKey = (type: ObjectType): string =>
  type.fields
    .map((field) => field.name)
    .toSorted()
    .join();

function grouped<T>(items: readonly T[], key: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(key(item));
    if (group) group.push(item);
    else groups.set(key(item), [item]);
  }
  return groups;
}

/** At most two that pass, which is enough to know whether there is only one. */
function firstTwo<T>(items: readonly T[], passes: (item: T) => boolean): T[] {
  const found: T[] = [];
  for (const item of items) if (found.length < 2 && passes(item)) found.push(item);
  return found;
}

const isNominal = (type: ObjectType) => type.declaredAs !== 'anonymous';

const isPlain = (type: StateType): boolean =>
  type.kind === 'primitive' || type.kind === 'literal' || type.kind === 'enum';

/** What tells a member of a union from its siblings. */
function roleOf(model: StateModel, member: StateType): string {
  if (member.kind !== 'object') return member.kind;
  const type = model.types.get(member.type);
  return type ? roleOfType(type) : `object ${localName(member.type)}`;
}

const roleOfType = oncePer(({ name, fields }: ObjectType): string => {
  const discriminant = fields.find(isDiscriminant);
  return discriminant ? `${discriminant.name}=${variantName(discriminant.type)}` : `object ${localName(name)}`;
});

/** What stands at one place of two types, as far as it has to do with object types. */
const fieldPlaces = oncePerTwo((past: ObjectType, future: ObjectType): readonly Place[] =>
  allPlaces(past, future).filter((place) => place.every((type) => mentionedTypes([type]).size > 0)),
);

type Place = readonly [StateType, StateType];

function allPlaces(past: ObjectType, future: ObjectType): Place[] {
  const fields = new Map(future.fields.map((field) => [field.name, field.type]));
  const renamed = new Map(
    future.fields.flatMap((field) => (field.tags.renamedFrom ? [[field.tags.renamedFrom, field.type]] : [])),
  );
  const places = past.fields.flatMap((field) => {
    const other =
      fields.get(field.name) ??
      renamed.get(field.name) ??
      fields.get(`#${field.name}`) ??
      fields.get(field.name.slice(1));
    return other ? [[field.type, other] as const] : [];
  });
  if (past.index && future.index) places.push([past.index, future.index]);
  if (past.contents && future.contents) places.push([past.contents, future.contents]);
  return places;
}

/** What a container holds, in order; containers of any kind stand for each other. */
function partsOf(type: StateType): readonly StateType[] {
  switch (type.kind) {
    case 'array':
    case 'set':
      return type.element.kind === 'tuple' && type.element.slots.length === 2 ? partsOf(type.element) : [type.element];
    case 'map':
      return [type.key, type.value];
    case 'tuple':
      return type.slots.map((slot) => slot.type);
    case 'weak':
      return type.of;
    case 'promise':
      return [type.of];
    case 'builtin':
      return type.arguments;
    default:
      return [];
  }
}

function zip(left: readonly StateType[], right: readonly StateType[]): (readonly [StateType, StateType])[] {
  return left.slice(0, right.length).map((type, index) => [type, right[index]!]);
}

const splitName = (name: string): readonly [string, string] => {
  const at = name.indexOf('#');
  return [name.slice(0, at), name.slice(at + 1)];
};

const declared = (name: string): string => name.replace(/<.*$/s, '');
const argumentsOf = (name: string): string => name.slice(declared(name).length);
export const localName = (name: string): string => splitName(name)[1];
