import type { LiteralValue } from '@timeferry/analysis/shape';
import fc from 'fast-check';
import type { Primitive, Recipe } from './recipe.ts';

/** Values that the program itself names; what is generated hits them by far too seldom. */
export interface Hints {
  readonly strings: readonly string[];
  readonly numbers: readonly number[];
  readonly bigints: readonly bigint[];
}

/** Numbers with all that is special about them. */
export function numbers(hints: Hints): fc.Arbitrary<Recipe> {
  return values(
    fc.oneof(
      { withCrossShrink: true },
      fc.integer({ min: 0, max: 9 }),
      fc.constantFrom(...SPECIAL_NUMBERS, ...hints.numbers),
      fc.integer(),
      fc.double(),
    ),
  );
}

export function bigints(hints: Hints): fc.Arbitrary<Recipe> {
  return values(fc.oneof(fc.constantFrom(0n, 1n, -1n, ...LARGE_BIGINTS, ...hints.bigints), fc.bigInt()));
}

/** Texts: ordinary ones, lone surrogates, keys with a meaning, numbers and dates in writing. */
export function strings(hints: Hints): fc.Arbitrary<Recipe> {
  return values(texts(hints));
}

/** Keys of dictionaries: those that sort themselves and `__proto__` among them. */
export function keys(hints: Hints): fc.Arbitrary<string> {
  return fc.oneof(texts(hints), fc.constantFrom('__proto__', '0', '10', '2', '-1', 'constructor', ...hints.strings));
}

/** What `strings` are made of. */
export function texts(hints: Hints): fc.Arbitrary<string> {
  return fc.oneof(
    { withCrossShrink: true },
    fc.string({ maxLength: 6 }),
    fc.constantFrom(...SPECIAL_TEXTS, ...hints.strings),
    fc.oneof(fc.integer(), fc.double(), fc.bigInt()).map(String),
    fc.date({ noInvalidDate: true }).map((date) => date.toISOString()),
    fc.array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 3 }).map((units) => String.fromCharCode(...units)),
  );
}

/** Registered ones, those of the language, and ones of their own. */
export function symbols(): fc.Arbitrary<Recipe> {
  return fc.record({
    kind: fc.constant('symbol' as const),
    form: fc.constantFrom('registered', 'well-known', 'own'),
    text: fc.constantFrom('iterator', 'toPrimitive'),
  });
}

/** Times of dates, the invalid one and the outermost ones included. */
export function times(): fc.Arbitrary<number> {
  return fc.oneof(fc.constantFrom(0, Number.NaN, 1_700_000_000_000, 8.64e15, -8.64e15, -1), fc.integer());
}

export function constant(value: Primitive): Recipe {
  return { kind: 'value', value };
}

export function literalOf(value: LiteralValue): Primitive {
  return typeof value === 'object' ? BigInt(value.bigint) : value;
}

/** Strings of a template literal type, read off its text; `null` for a form that is not known. */
export function templateTexts(text: string, hints: Hints): fc.Arbitrary<Recipe> | null {
  const inside = /^`([\s\S]*)`$/.exec(text)?.[1];
  if (inside === undefined) return null;
  const parts: fc.Arbitrary<string>[] = [];
  let end = 0;
  for (const hole of inside.matchAll(/\$\{([^}]*)\}/g)) {
    parts.push(fc.constant(inside.slice(end, hole.index)));
    const filled = holeTexts(hole[1]!, hints);
    if (!filled) return null;
    parts.push(filled);
    end = hole.index + hole[0].length;
  }
  parts.push(fc.constant(inside.slice(end)));
  return values(fc.tuple(...parts).map((all) => all.join('')));
}

function holeTexts(hole: string, hints: Hints): fc.Arbitrary<string> | null {
  switch (hole) {
    case 'string':
    case 'any':
      return texts(hints);
    case 'number':
      return fc.oneof(fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true })).map((value) => `${value}`);
    case 'bigint':
      return fc.bigInt().map((value) => `${value}`);
    case 'boolean':
      return fc.constantFrom('true', 'false');
    default: {
      const words = [...hole.matchAll(/"((?:[^"\\]|\\.)*)"/g)].map((match) => JSON.parse(`"${match[1]}"`) as string);
      return words.length > 0 ? fc.constantFrom(...words) : null;
    }
  }
}

export function values(primitive: fc.Arbitrary<Primitive>): fc.Arbitrary<Recipe> {
  return primitive.map(constant);
}

const SPECIAL_NUMBERS = [
  -0,
  Number.NaN,
  Number.POSITIVE_INFINITY,
  Number.NEGATIVE_INFINITY,
  1.5,
  -1,
  Number.MAX_SAFE_INTEGER + 1,
  Number.MIN_VALUE,
  Number.MAX_VALUE,
  1_700_000_000_000,
];

const LARGE_BIGINTS = [2n ** 53n + 1n, -(2n ** 63n), 2n ** 64n, 10n ** 40n];

const SPECIAL_TEXTS = [
  ...['', '0', '1', '2', '10', '007', '-1', '-0', '1.5', '1e21', 'NaN', 'Infinity', 'true', 'false', 'null'],
  ...['__proto__', 'constructor', 'length', 'toString', '\ud83d', '\udc00', 'a\0b', '2024-02-30', "it's", '`$`'],
];
