import { types } from 'node:util';
import { isDictionary } from '@timeferry/analysis/generate/module-scope';
import type { ObjectType, StateModel, StateType } from '@timeferry/analysis/state-model';
import { literalOf } from './primitive-recipes.ts';
import type { StandInProgram } from './stand-in-program.ts';
import { concreteTypes } from './value-recipes.ts';

/** A value that is not of the type declared for its place. */
export interface Violation {
  readonly path: string;
  /** Name of the type whose field it is, and the field; of the root and '' outside of any type. */
  readonly type: string;
  readonly field: string;
  readonly why: string;
}

/** Where a value is not of its declared type, at most ten places. Every object is looked at once for each type. */
export function violationsOf(
  value: unknown,
  type: StateType,
  root: string,
  program: StandInProgram,
  model: StateModel,
): Violation[] {
  const check = new TypeCheck(program, model);
  check.check(value, type, { path: root, type: root, field: '' });
  return check.found;
}

type Place = Omit<Violation, 'why'>;

class TypeCheck {
  readonly found: Violation[] = [];
  readonly #program: StandInProgram;
  readonly #model: StateModel;
  readonly #seen = new Map<unknown, Set<StateType | string>>();

  constructor(program: StandInProgram, model: StateModel) {
    this.#program = program;
    this.#model = model;
  }

  check(value: unknown, type: StateType, place: Place): void {
    if (this.found.length >= 10) return;
    if (type.kind === 'union') this.#checkUnion(value, type, place);
    else if (!this.#isOfKind(value, type)) this.found.push({ ...place, why: `${show(value)} is no ${name(type)}` });
    else this.#checkInside(value, type, place);
  }

  #checkUnion(value: unknown, type: Extract<StateType, { kind: 'union' }>, place: Place): void {
    const all = type.members.filter((member) => this.#isOfKind(value, member));
    const told = all.filter((member) => this.#isVariant(value, member));
    const fitting = told.length === 1 ? told : all;
    const whole: Violation[] = [{ ...place, why: `${show(value)} is no ${name(type)}` }];
    for (const member of fitting) {
      const inner = new TypeCheck(this.#program, this.#model);
      inner.#open(value, type);
      inner.check(value, member, place);
      if (inner.found.length === 0) return;
      if (fitting.length === 1) whole.splice(0, 1, ...inner.found);
    }
    this.found.push(...whole);
  }

  /** Whether an object has the literals by which a variant of a union is told from the others. */
  #isVariant(value: unknown, member: StateType): boolean {
    const type = member.kind === 'object' ? this.#model.types.get(member.type) : undefined;
    const literals = (type?.fields ?? []).filter((field) => field.type.kind === 'literal' && !field.optional);
    return (
      literals.length > 0 &&
      literals.every((field) => this.#isOfKind(this.#program.readField(value as object, field.name).value, field.type))
    );
  }

  #checkInside(value: unknown, type: StateType, place: Place): void {
    if (typeof value !== 'object' || value === null || !this.#open(value, type)) return;
    const at = (part: string) => ({ ...place, path: place.path + part });
    switch (type.kind) {
      case 'array':
        (value as unknown[]).forEach((item, index) => {
          this.check(item, type.element, at(`[${index}]`));
        });
        return;
      case 'set':
        for (const item of value as Set<unknown>) this.check(item, type.element, at('.has()'));
        return;
      case 'map':
        for (const [key, held] of value as Map<unknown, unknown>) {
          this.check(key, type.key, at('.keys()'));
          this.check(held, type.value, at(`.get(${show(key)})`));
        }
        return;
      case 'tuple':
        this.#checkTuple(value as unknown[], type, place);
        return;
      case 'object':
        this.#checkFields(value, type.type, place);
        return;
    }
  }

  #checkTuple(value: readonly unknown[], type: Extract<StateType, { kind: 'tuple' }>, place: Place): void {
    const rest = type.slots.find((slot) => slot.form === 'rest');
    const required = type.slots.filter((slot) => slot.form === 'required').length;
    if (value.length < required || (!rest && value.length > type.slots.length)) {
      this.found.push({ ...place, why: `a list of ${value.length} is no ${name(type)}` });
      return;
    }
    value.forEach((item, index) => {
      const slot = type.slots[index]?.form === 'rest' ? rest : (type.slots[index] ?? rest);
      const isGap = item === undefined && slot?.form === 'optional';
      if (slot && !isGap) this.check(item, slot.type, { ...place, path: `${place.path}[${index}]` });
    });
  }

  #checkFields(value: object, declared: string, place: Place): void {
    const type = this.#typeOf(value, declared);
    if (!type) return;
    for (const field of type.fields) {
      const held = this.#program.readField(value, field.name);
      const at = { path: `${place.path}.${field.name}`, type: type.name, field: field.name };
      if (held.isThere) {
        if (!(held.value === undefined && field.optional)) this.check(held.value, field.type, at);
      } else if (!field.optional && !mayBeMissing(field.type)) this.found.push({ ...at, why: 'it is missing' });
    }
    if (!type.index) return;
    const named = new Set(type.fields.map((field) => field.name));
    // What a dictionary holds is converted where it stands, as any container.
    const owner = isDictionary(type) ? place : { type: type.name, field: '' };
    for (const key of Object.keys(value).filter((each) => !named.has(each))) {
      const at = { ...owner, path: `${place.path}[${JSON.stringify(key)}]` };
      this.check((value as Record<string, unknown>)[key], type.index, at);
    }
  }

  /** The declared type, or the one below it that the object is an instance of. */
  #typeOf(value: object, declared: string): ObjectType | undefined {
    const proto: unknown = Object.getPrototypeOf(value);
    const below = concreteTypes(this.#model, declared);
    return (
      below.find((type) => type.declaredAs === 'class' && this.#program.classOf(type.name)?.prototype === proto) ??
      this.#model.types.get(declared)
    );
  }

  /** What a value is at first sight, its inside left out. */
  #isOfKind(value: unknown, type: StateType): boolean {
    switch (type.kind) {
      case 'primitive':
        return type.name === 'null' ? value === null : typeof value === type.name;
      case 'template':
        return typeof value === 'string' && (templatePattern(type.text)?.test(value) ?? true);
      case 'literal':
        return Object.is(value, literalOf(type.value)) || value === literalOf(type.value);
      case 'enum':
        return isMember(value, type);
      case 'array':
      case 'tuple':
        return Array.isArray(value);
      case 'map':
        return types.isMap(value);
      case 'set':
        return types.isSet(value);
      case 'date':
        return types.isDate(value);
      case 'object':
        return this.#isInstance(value, type.type);
      case 'function':
        return typeof value === 'function';
      case 'opaque':
        return type.name === 'object'
          ? (typeof value === 'object' && value !== null) || typeof value === 'function'
          : true;
      default:
        return true;
    }
  }

  #isInstance(value: unknown, declared: string): boolean {
    const type = this.#model.types.get(declared);
    if ((typeof value !== 'object' || value === null) && typeof value !== 'function') return false;
    if (type?.declaredAs !== 'class')
      return type?.contents !== undefined || !(Array.isArray(value) || types.isMap(value) || types.isSet(value));
    const owner = this.#program.classOf(declared);
    return !owner || Object.prototype.isPrototypeOf.call(owner.prototype as object, value);
  }

  #open(value: unknown, type: StateType): boolean {
    const known = this.#seen.get(value) ?? new Set();
    this.#seen.set(value, known);
    const key = type.kind === 'object' ? type.type : type;
    if (known.has(key)) return false;
    known.add(key);
    return true;
  }
}

function isMember(value: unknown, { members, flags }: Extract<StateType, { kind: 'enum' }>): boolean {
  if (members.some((member) => member.value === value)) return true;
  const bits = members.reduce((all, member) => all | Number(member.value), 0);
  const areBits = flags || members.every((member) => isOneBit(member.value));
  return areBits && typeof value === 'number' && (value & ~bits) === 0;
}

function isOneBit(value: unknown): boolean {
  return typeof value === 'number' && value > 0 && (value & (value - 1)) === 0;
}

function mayBeMissing(type: StateType): boolean {
  const members = type.kind === 'union' ? type.members : [type];
  return members.some(
    (member) =>
      (member.kind === 'primitive' && member.name === 'undefined') ||
      ['opaque', 'weak', 'promise', 'unmovable', 'function'].includes(member.kind),
  );
}

const HOLES: Readonly<Record<string, string>> = {
  string: '[\\s\\S]*',
  number: '(?:[-+0-9.e]+|Infinity|-Infinity|NaN)',
  bigint: '-?\\d+',
  boolean: '(?:true|false)',
};

function templatePattern(text: string): RegExp | null {
  const inside = /^`([\s\S]*)`$/.exec(text)?.[1];
  if (inside === undefined) return null;
  const parts = inside.split(/\$\{([^}]*)\}/);
  const sources = parts.map((part, index) => (index % 2 === 0 ? part.replace(/[^\w]/g, '\\$&') : HOLES[part]));
  return sources.every((source) => source !== undefined) ? new RegExp(`^${sources.join('')}$`) : null;
}

function name(type: StateType): string {
  switch (type.kind) {
    case 'union':
      return type.members.map(name).join(' | ');
    case 'literal':
      return show(literalOf(type.value));
    case 'object':
      return type.type.slice(type.type.indexOf('#') + 1);
    case 'array':
      return 'list';
    case 'template':
      return type.text;
    default:
      return 'name' in type ? type.name : type.kind;
  }
}

function show(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value.length > 40 ? `${value.slice(0, 40)}…` : value);
  if (typeof value === 'bigint') return `${value}n`;
  if (Object.is(value, -0)) return '-0';
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object' && value !== null ? 'an object' : String(value);
}
