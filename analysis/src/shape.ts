/**
 * How a value that keeps its kind is walked, as data: the static type reduced to what a walk over live values needs.
 * A shape names paired object types by the key of their `TypePair`, so recursion stays finite.
 */
export type Shape =
  /** A primitive, a function, or anything that is walked by its actual value (`any`, `unknown`, library instances). */
  | { readonly kind: 'value' }
  | { readonly kind: 'object'; readonly type: string }
  | { readonly kind: 'array'; readonly element: Shape }
  | { readonly kind: 'tuple'; readonly slots: readonly Shape[]; readonly rest?: Shape }
  | { readonly kind: 'map'; readonly key: Shape; readonly value: Shape }
  | { readonly kind: 'set'; readonly element: Shape }
  /** An object used as a dictionary: every own key has the same shape. */
  | { readonly kind: 'record'; readonly value: Shape }
  /** The first member whose test holds for the past value decides. */
  | { readonly kind: 'union'; readonly members: readonly { readonly test: ValueTest; readonly shape: Shape }[] };

/** A run-time test, as data, that tells the members of a union apart. Primitive members of a union need no entry. */
export type ValueTest =
  | {
      readonly kind: 'typeof';
      readonly name: 'string' | 'number' | 'boolean' | 'bigint' | 'symbol' | 'undefined' | 'function';
    }
  | { readonly kind: 'null' }
  | { readonly kind: 'literal'; readonly values: readonly LiteralValue[] }
  /** A string that the regular expression of this source matches. */
  | { readonly kind: 'pattern'; readonly source: string }
  | { readonly kind: 'array' | 'map' | 'set' | 'date' | 'object' }
  /** An array of at least and at most so many elements; `null`: however many. */
  | { readonly kind: 'length'; readonly least: number; readonly most: number | null }
  /** An instance of this class of the program (`module#Class`), or of this global class (`Date`, `Uint8Array`). */
  | { readonly kind: 'class'; readonly name: string }
  | { readonly kind: 'discriminant'; readonly property: string; readonly values: readonly LiteralValue[] }
  /** Has all these own properties. */
  | { readonly kind: 'has'; readonly properties: readonly string[] }
  | { readonly kind: 'any-of'; readonly tests: readonly ValueTest[] }
  | { readonly kind: 'anything' };

/** A literal of a literal type; a bigint literal as its decimal digits. */
export type LiteralValue = string | number | boolean | { readonly bigint: string };
