import fc from 'fast-check';
import type { Recipe } from './recipe.ts';

const BYTES = fc.array(fc.integer({ min: 0, max: 255 }), { maxLength: 4 });
const TEXT = fc.constantFrom('', 'late', 'a\nb');

/** What makes instances of the global classes that a transfer moves by their kind, and what they are made of. */
const DATA: Readonly<Record<string, fc.Arbitrary<unknown>>> = {
  RegExp: fc.constantFrom(['a+', 'g'], ['^\\/$', ''], ['(?:)', 'u']),
  URL: fc.constantFrom('https://example.org/a?b=1#c', 'file:///tmp/x'),
  URLSearchParams: fc.constantFrom('a=1&a=2', ''),
  ArrayBuffer: BYTES,
  SharedArrayBuffer: BYTES,
  DataView: BYTES,
  Buffer: BYTES,
  Number: fc.constantFrom(0, -0, Number.NaN, 7),
  String: TEXT,
  Boolean: fc.boolean(),
  BigInt: fc.constantFrom(0n, 5n),
  Symbol: fc.constant('boxed'),
  ...Object.fromEntries(
    ['Error', 'EvalError', 'RangeError', 'ReferenceError', 'SyntaxError', 'TypeError', 'URIError'].map((name) => [
      name,
      TEXT,
    ]),
  ),
  ...Object.fromEntries(
    ['Int8', 'Uint8', 'Uint8Clamped', 'Int16', 'Uint16', 'Int32', 'Uint32', 'Float32', 'Float64'].map((name) => [
      `${name}Array`,
      BYTES,
    ]),
  ),
  BigInt64Array: BYTES,
  BigUint64Array: BYTES,
};

/** Instances of a global class; `null` for one that is not known here. */
export function builtins(name: string): fc.Arbitrary<Recipe> | null {
  const data = Object.hasOwn(DATA, name) ? DATA[name] : undefined;
  return data ? data.map((given) => ({ kind: 'builtin', name, data: given })) : null;
}

/** What the smallest instance of a global class is made of. */
export function smallestData(name: string): unknown {
  const [smallest] = fc.sample(DATA[name] ?? fc.constant(null), { numRuns: 1, seed: 0 });
  return Array.isArray(smallest) && name !== 'RegExp' ? [] : smallest;
}

/** An instance by its recipe. */
export function makeBuiltin(name: string, data: unknown): unknown {
  switch (name) {
    case 'RegExp':
      return new RegExp(...(data as [string, string]));
    case 'ArrayBuffer':
      return new Uint8Array(data as number[]).buffer;
    case 'SharedArrayBuffer':
      return new SharedArrayBuffer((data as number[]).length);
    case 'DataView':
      return new DataView(new Uint8Array([...(data as number[]), 1, 2]).buffer, 1);
    case 'Buffer':
      return Buffer.from(data as number[]);
    case 'BigInt64Array':
    case 'BigUint64Array':
      return Reflect.construct(globalOf(name), [(data as number[]).map(BigInt)]);
    case 'BigInt':
      return Object(data);
    case 'Symbol':
      return Object(Symbol.for(data as string));
    default:
      return Reflect.construct(globalOf(name), [data]);
  }
}

function globalOf(name: string): Function {
  return (globalThis as unknown as Record<string, Function>)[name]!;
}
