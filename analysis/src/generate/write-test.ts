import { withoutArguments } from '../plan/shape-of.ts';
import type { LiteralValue, ValueTest } from '../shape.ts';
import type { StateModel, StateType } from '../state-model.ts';
import { member } from './field-key.ts';
import { printLiteral, quote } from './print-type.ts';

/** What is known of the expression that is tested. */
export interface Tested {
  /** Its static type. */
  readonly type: StateType | undefined;
  /** The model that names the type's parts. */
  readonly model: StateModel;
  /** Whether the transfer module knows the fields of the object type of that name; of another, it sees an `object`. */
  isSpelt(name: string): boolean;
}

/**
 * Writes a run-time test of the expression `x` as TypeScript that narrows its type where it can; `null` where every
 * value passes.
 */
export function writeTest(test: ValueTest, x: string, tested: Tested): string | null {
  const { type } = tested;
  switch (test.kind) {
    case 'typeof':
      return test.name === 'undefined' ? `${x} === undefined` : `typeof ${x} === '${test.name}'`;
    case 'null':
      return `${x} === null`;
    case 'literal':
      return writeLiterals(x, test.values);
    case 'pattern':
      return and([...unless(type, 'primitive', `typeof ${x} === 'string'`), `/${test.source}/.test(${x})`]);
    case 'array':
      return `Array.isArray(${x})`;
    case 'length':
      return and([...unless(type, 'array', `Array.isArray(${x})`), ...writeLength(x, test.least, test.most)]);
    case 'map':
      return `${x} instanceof Map`;
    case 'set':
      return `${x} instanceof Set`;
    case 'date':
      return `${x} instanceof Date`;
    case 'object':
      return isObject(x);
    case 'class':
      return writeClass(test.name, x, tested);
    case 'discriminant':
      return and([...objectWith(x, [test.property], tested), writeLiterals(member(x, test.property), test.values)]);
    case 'has':
      return and([...objectWith(x, [], tested), ...test.properties.map((property) => `${quote(property)} in ${x}`)]);
    case 'any-of': {
      if (test.tests.length === 0) return 'false';
      const tests = withOneTestPerProperty(test.tests).map((each) => writeTest(each, x, tested));
      return tests.includes(null) ? null : or(tests.filter((each) => each !== null));
    }
    case 'anything':
      return null;
  }
}

/** A test that only a value needs whose static type is not of one kind anyway. */
function unless(type: StateType | undefined, kind: 'primitive' | 'array', test: string): string[] {
  const isKnown = kind === 'array' ? ['array', 'tuple'].includes(type?.kind ?? '') : isString(type);
  return isKnown ? [] : [test];
}

const isString = (type: StateType | undefined): boolean =>
  type?.kind === 'template' || (type?.kind === 'primitive' && type.name === 'string');

function writeLength(x: string, least: number, most: number | null): string[] {
  if (least === most) return [`${x}.length === ${least}`];
  const bounds = least > 0 ? [`${x}.length >= ${least}`] : [];
  return most === null ? bounds : [...bounds, `${x}.length <= ${most}`];
}

/** The opposite of a test. */
export function not(test: string): string {
  const equality = /^([^&|]+) === ([^&|]+)$/.exec(test);
  return equality ? `${equality[1]} !== ${equality[2]}` : `!(${test})`;
}

export function and(tests: readonly string[]): string {
  return tests.map((test) => (/\|\||\?/.test(test) && tests.length > 1 ? `(${test})` : test)).join(' && ');
}

function or(tests: readonly string[]): string {
  return [...new Set(tests)].map((test) => (test.includes('&&') && tests.length > 1 ? `(${test})` : test)).join(' || ');
}

/** Mappers see objects without their prototypes, since they are loaded without the program: the ferry knows the classes. */
function writeClass(name: string, x: string, { model }: Tested): string {
  if (!name.includes('#')) return `${x} instanceof ${name}`;
  return `ferry.is(${[x, ...instancesOf(name, model).map(quote)].join(', ')})`;
}

/** A class and those below it. */
function instancesOf(name: string, model: StateModel): string[] {
  const found = new Set([name]);
  for (const known of found) {
    const types = [...model.types.values()].filter((type) => withoutArguments(type.name) === known);
    for (const type of types) for (const below of type.subtypes) found.add(withoutArguments(below));
  }
  return [...found].filter((each) => each === name || isClass(each, model)).sort();
}

function isClass(name: string, model: StateModel): boolean {
  return [...model.types.values()].some((type) => type.declaredAs === 'class' && withoutArguments(type.name) === name);
}

function writeLiterals(x: string, values: readonly LiteralValue[]): string {
  return or(values.map((value) => `${x} === ${printLiteral(value)}`));
}

function isObject(x: string): string {
  return `typeof ${x} === 'object' && ${x} !== null`;
}

/** That `x` is an object with these properties, as far as its static type does not say so. */
function objectWith(x: string, properties: readonly string[], { type, model, isSpelt }: Tested): string[] {
  const members = type?.kind === 'union' ? type.members : type ? [type] : [];
  const names = members.flatMap((member) => (member.kind === 'object' ? [member.type] : []));
  const isKnown = names.length > 0 && names.length === members.length;
  const isSaid = (property: string) =>
    names.every((name) => isSpelt(name) && model.types.get(name)?.fields.some((field) => field.name === property));
  const unsaid = properties.filter((property) => !isKnown || !isSaid(property));
  return [...(isKnown ? [] : [isObject(x)]), ...unsaid.map((property) => `${quote(property)} in ${x}`)];
}

/** Variants that one property tells apart, as one test of that property. */
function withOneTestPerProperty(tests: readonly ValueTest[]): ValueTest[] {
  const merged: ValueTest[] = [];
  for (const test of tests) {
    const at = merged.findIndex((each) => isOfOneProperty(each, test));
    const known = merged[at];
    if (known?.kind === 'discriminant' && test.kind === 'discriminant') {
      merged[at] = { ...known, values: [...known.values, ...test.values] };
    } else merged.push(test);
  }
  return merged;
}

const isOfOneProperty = (one: ValueTest, other: ValueTest): boolean =>
  one.kind === 'discriminant' && other.kind === 'discriminant' && one.property === other.property;
