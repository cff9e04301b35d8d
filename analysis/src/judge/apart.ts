import type { LiteralValue, ValueTest } from '../shape.ts';
import { literalKey } from '../type-key.ts';

/**
 * Whether no value passes both tests, as far as that is certain. A test for any object is made after those for lists and
 * the like, so it counts as apart from them.
 */
export function areTestsApart(one: ValueTest, other: ValueTest): boolean {
  if (one.kind === 'any-of') return one.tests.every((test) => areTestsApart(test, other));
  if (other.kind === 'any-of') return areTestsApart(other, one);
  if (one.kind === 'anything' || other.kind === 'anything') return false;
  if (one.kind === 'literal' && other.kind === 'literal') return areLiteralsApart(one.values, other.values);
  if (one.kind === 'literal') return one.values.every((value) => !passes(value, other));
  if (other.kind === 'literal') return areTestsApart(other, one);
  const [family, otherFamily] = [familyOf(one), familyOf(other)];
  if (family !== otherFamily) return ![family, otherFamily].every((each) => OBJECTS.has(each));
  return one.kind === 'discriminant' && other.kind === 'discriminant' && one.property === other.property
    ? areLiteralsApart(one.values, other.values)
    : one.kind === 'class' && other.kind === 'class' && one.name !== other.name && !one.name.includes('#');
}

const OBJECTS = new Set(['plain object', 'any object']);

function areLiteralsApart(values: readonly LiteralValue[], others: readonly LiteralValue[]): boolean {
  const keys = new Set(others.map(literalKey));
  return !values.some((value) => keys.has(literalKey(value)));
}

function passes(value: LiteralValue, test: ValueTest): boolean {
  if (test.kind === 'typeof') return test.name === (typeof value === 'object' ? 'bigint' : typeof value);
  return test.kind === 'pattern' && typeof value === 'string' && new RegExp(test.source).test(value);
}

/** Values of different families are different values; an object test may hold for any kind of object. */
function familyOf(test: Exclude<ValueTest, { kind: 'literal' | 'any-of' | 'anything' }>): string {
  switch (test.kind) {
    case 'typeof':
      return test.name;
    case 'pattern':
      return 'string';
    case 'array':
    case 'length':
      return 'array';
    case 'discriminant':
    case 'has':
      return 'plain object';
    case 'object':
      return 'any object';
    case 'class':
      return test.name.includes('#') ? 'plain object' : test.name;
    default:
      return test.kind;
  }
}
