import type { LiteralValue, Shape, ValueTest } from './shape.ts';

/**
 * The default way from a past value to a future value and back, as data. The diff finds it, the generator prints it.
 * `null` in its place means that no default is right, and a person has to write the mapper.
 */
export type Conversion =
  /** Nothing to convert: carried as it is, whatever changed inside is converted at its own type. */
  | { readonly kind: 'keep'; readonly shape: Shape }
  /** Every past value is a future value; on the way back, `back` must hold or the value is reported. */
  | { readonly kind: 'widen'; readonly shape: Shape; readonly back: ValueTest }
  /** The other way round: a past value is a future value where `guard` holds. */
  | { readonly kind: 'narrow'; readonly shape: Shape; readonly guard: ValueTest }
  /** Total or guarded scalar conversions; each has its exact inverse on the values that pass its guard. */
  | { readonly kind: 'scalar'; readonly from: Scalar; readonly to: Scalar }
  /** Mapped by member name, never copied as a number. `lost` members have no future value, `gained` no past one. */
  | {
      readonly kind: 'enum';
      readonly members: readonly {
        readonly name: string;
        readonly past: string | number;
        readonly future: string | number;
      }[];
      readonly lost: readonly { readonly name: string; readonly value: string | number }[];
      readonly gained: readonly { readonly name: string; readonly value: string | number }[];
      /** Bit flags: every bit is mapped on its own. */
      readonly flags: boolean;
    }
  /** A closed set of literals mapped one to one. */
  | {
      readonly kind: 'literals';
      readonly pairs: readonly { readonly past: LiteralValue; readonly future: LiteralValue }[];
    }
  /** A container that keeps its kind while what it holds is converted. */
  | { readonly kind: 'array'; readonly element: Conversion }
  | {
      readonly kind: 'tuple';
      readonly slots: readonly Conversion[];
      readonly pastLength: number;
      readonly futureLength: number;
    }
  | { readonly kind: 'set'; readonly element: Conversion }
  | { readonly kind: 'map'; readonly key: Conversion; readonly value: Conversion }
  | { readonly kind: 'record'; readonly value: Conversion }
  /** A container that changes its kind. */
  | { readonly kind: 'array-to-tuple' | 'tuple-to-array'; readonly slots: readonly Conversion[] }
  | { readonly kind: 'array-to-set' | 'set-to-array'; readonly element: Conversion }
  | {
      readonly kind: 'map-to-entries' | 'entries-to-map' | 'map-to-record' | 'record-to-map';
      readonly key: Conversion;
      readonly value: Conversion;
    }
  /** One value becomes a list of it; where it may be missing, and `empty` says how, that becomes an empty list. */
  | { readonly kind: 'wrap'; readonly element: Conversion; readonly empty?: 'null' | 'undefined' }
  /** A conversion of the part that is not null or undefined; those pass through as they are. */
  | { readonly kind: 'nullable'; readonly of: Conversion }
  /** The first variant whose test holds decides. */
  | {
      readonly kind: 'union';
      readonly variants: readonly { readonly past: ValueTest; readonly future: ValueTest; readonly of: Conversion }[];
    };

/** Kinds of scalar that have default conversions into each other. `bit` is `0 | 1`, `iso` an ISO 8601 string. */
export type Scalar = 'number' | 'bigint' | 'string' | 'boolean' | 'bit' | 'date' | 'iso';

/** What a mapper promises about the way there and back. */
export type Law = 'bijective' | 'lossy-forward' | 'lossy-backward' | 'new-only' | 'dropped';
