import type { LiteralValue, ValueTest } from '../shape.ts';
import type { StateType } from '../state-model.ts';
import { printLiteral, quote } from './print-type.ts';

/**
 * Writes a run-time test of the expression `x` as TypeScript that narrows its type where it can; `null` where every
 * value passes. `type` is the static type of `x`, if it is known.
 */
export function writeTest(test: ValueTest, x: string, type: StateType | undefined): string | null {
  switch (test.kind) {
    case 'typeof':
      return test.name === 'undefined' ? `${x} === undefined` : `typeof ${x} === '${test.name}'`;
    case 'null':
      return `${x} === null`;
    case 'literal':
      return writeLiterals(x, test.values);
    case 'array':
      return `Array.isArray(${x})`;
    case 'map':
      return `${x} instanceof Map`;
    case 'set':
      return `${x} instanceof Set`;
    case 'date':
      return `${x} instanceof Date`;
    case 'object':
      return isObject(x);
    case 'class':
      return writeClass(test.name, x);
    case 'discriminant':
      return and([...objectWith(x, [test.property], type), writeLiterals(member(x, test.property), test.values)]);
    case 'has':
      return and([...objectWith(x, [], type), ...test.properties.map((property) => `${quote(property)} in ${x}`)]);
    case 'any-of': {
      const tests = test.tests.map((each) => writeTest(each, x, type));
      return tests.includes(null) ? null : or(tests.filter((each) => each !== null));
    }
    case 'anything':
      return null;
  }
}

/** The opposite of a test. */
export function not(test: string): string {
  const equality = /^([^&|]+) === ([^&|]+)$/.exec(test);
  return equality ? `${equality[1]} !== ${equality[2]}` : `!(${test})`;
}

/** How a field of `object` is written: `past.expires`, `past['#secret']`. */
export function member(object: string, field: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(field) ? `${object}.${field}` : `${object}[${quote(field)}]`;
}

export function and(tests: readonly string[]): string {
  return tests.map((test) => (/\|\||\?/.test(test) && tests.length > 1 ? `(${test})` : test)).join(' && ');
}

function or(tests: readonly string[]): string {
  return [...new Set(tests)].map((test) => (test.includes('&&') && tests.length > 1 ? `(${test})` : test)).join(' || ');
}

/** Classes of the program cannot be imported for their values: a mapper is loaded without the program. */
function writeClass(name: string, x: string): string {
  const declared = name.includes('#') ? name.slice(name.search(/[^.#]+$/)) : null;
  return declared === null
    ? `${x} instanceof ${name}`
    : `${isObject(x)} && ${x}.constructor.name === ${quote(declared)}`;
}

function writeLiterals(x: string, values: readonly LiteralValue[]): string {
  return or(values.map((value) => `${x} === ${printLiteral(value)}`));
}

function isObject(x: string): string {
  return `typeof ${x} === 'object' && ${x} !== null`;
}

/** That `x` is an object with these properties, as far as its static type does not say so. */
function objectWith(x: string, properties: readonly string[], type: StateType | undefined): string[] {
  const members = type?.kind === 'union' ? type.members : type ? [type] : [];
  if (members.length > 0 && members.every((each) => each.kind === 'object')) return [];
  return [isObject(x), ...properties.map((property) => `${quote(property)} in ${x}`)];
}
