// The types that mappers are written against. Written by `timeferry generate`, and again on each run.

/** What a mapper promises about the way there and back. */
export type Law = 'bijective' | 'lossy-forward' | 'lossy-backward' | 'new-only' | 'dropped';

/** Fills the target from the source for one pair of object types. Fields that did not change are filled already. */
export interface Mapper<Past, Future> {
  /** Name of the type in the future version, `module#Type`. */
  readonly type: string;
  readonly law: Law;
  forward(past: Past, future: Future, ferry: Ferry): void;
  backward(future: Future, past: Past, ferry: Ferry): void;
}

/** Converts the value of one state root. */
export interface RootMapper<Past, Future> {
  /** Name of the root in the future version, `module#binding`. */
  readonly root: string;
  readonly law: Law;
  forward(past: Past, ferry: Ferry): Future;
  backward(future: Future, ferry: Ferry): Past;
}

/** What a mapper is given to reach the rest of the transfer. */
export interface Ferry {
  /**
   * The counterpart of a value in the version that is being filled; the same one each time for the same object.
   * `type` names the pair (`module#Type` of the future version) where the value is a plain object, or a container of
   * plain objects (`module#Type[]`).
   */
  carry<T>(value: unknown, type?: string): T;
  /** Whether an object is an instance of one of these classes (`module#Class`); mappers see objects without their prototypes. */
  is(value: unknown, ...classes: readonly string[]): boolean;
  /** What `make` gives, made once per source object and label, so that fields that shared the source share the result. */
  once<S extends object, T>(source: S, label: string, make: (source: S) => T): T;
  /** What the new version's own initializer gives the field. */
  initial<T>(field: string): T;
  /** Makes a Map, Set or list hold what another one holds; methods that its class overrides are not called. */
  fill(target: object, contents: object): void;
  /** Counts a value that the default conversion cannot keep; the rehearsal goes on and reports it. Returns `holds`. */
  guard(holds: boolean, field: string, why: string): boolean;
}

/**
 * What you declare of the state as a whole: `export const rules = [{ rename: 'src/model.ts#User.mail', to: 'email' }]
 * satisfies Rule[]`. Names are those that `timeferry diff` prints; `to` may be the new last name alone.
 */
export type Rule =
  | { readonly rename: string; readonly to: string; readonly because?: string }
  | { readonly move: string; readonly to: string; readonly because?: string }
  /** State that is not transferred: it starts as the new version starts it. */
  | { readonly transient: string; readonly because: string };

/**
 * What must hold of every value of a type, or of a root, once one version holds the state: `export const endsLater =
 * { invariant: 'a session ends after it began', type: 'src/model.ts#Session', holds: (session) => session.end >
 * session.start } satisfies Invariant<Session>`.
 */
export type Invariant<Value> = {
  /** What holds, for the report. */
  readonly invariant: string;
  /** The version whose state it speaks of; default: the future one. */
  readonly version?: 'past' | 'future';
  /** Whether it holds of this value; a text says why not. It runs in the process that holds the state. */
  holds(value: Value, look: Look): boolean | string;
} & ({ readonly type: string } | { readonly root: string });

/** What an invariant is given to see what code outside of a class cannot. */
export interface Look {
  /** Whether a value is an instance of one of these classes (`module#Class`). */
  is(value: unknown, ...classes: readonly string[]): boolean;
  /** What a `#private` field of an instance holds: `look.inside<bigint>(account, '#balance')`. */
  inside<T>(instance: object, field: string): T;
}

/** A type with all its fields open to be filled. */
export type Writable<T> = { -readonly [K in keyof T]: T[K] };
