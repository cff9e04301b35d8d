import type { Law } from './conversion.ts';
import type { Position } from './position.ts';
import type { Shape } from './shape.ts';
import type { Change, Verdict } from './verdict.ts';

/**
 * All that the transaction needs to know about types: one serialisable value, and the only thing that passes between
 * types and live values.
 */
export interface TransferPlan {
  readonly schema: 1;
  readonly past: VersionNames;
  readonly future: VersionNames;
  readonly roots: readonly RootPlan[];
  readonly types: readonly TypePlan[];
  readonly mappers: readonly MapperModule[];
  /** What the author says must hold of the state after a transfer. */
  readonly invariants?: readonly InvariantPlan[];
  /** Functions that state holds and that have another name in the future version (`module#name`, `module#Class.method`). */
  readonly functions?: readonly { readonly past: string; readonly future: string }[];
  /**
   * Shapes that mappers name when they carry a container or a union (`ferry.carry(items, 'src/model.ts#Item[]')`).
   * A name that is not here is the key of a type.
   */
  readonly shapes?: readonly { readonly name: string; readonly shape: Shape }[];
}

/** How the names of one version's modules are found again in a running process. */
export interface VersionNames {
  readonly modules: readonly {
    readonly name: string;
    /** Files relative to the version's root that may hold the module as it runs: itself, and its compiled outputs. */
    readonly files: readonly string[];
    readonly classes: readonly string[];
    readonly functions: readonly string[];
  }[];
}

export interface RootPlan {
  readonly past: string | null;
  readonly future: string | null;
  readonly kind: 'let' | 'const' | 'static' | 'closure';
  /**
   * `carry`: by shape; `map`: by its mapper; `drop`: gone in the future version, kept aside for the way back;
   * `new`: keeps what the future version's start-up gave it; `undecided`: nothing is moved, and the report says so.
   */
  readonly how: 'carry' | 'map' | 'drop' | 'new' | 'undecided';
  readonly verdict: Verdict;
  readonly shape: Shape;
  readonly mapper: MapperRef | null;
  /** Why its author has it not transferred; it is not compared then. */
  readonly transient?: string;
  readonly pastPosition: Position | null;
  readonly futurePosition: Position | null;
}

/** A pair of object types. Objects of a class are known by their prototype, others by the shape that led to them. */
export interface TypePlan {
  readonly key: string;
  readonly past: string | null;
  readonly future: string | null;
  /** `module#Class` where instances carry that class's prototype; `null` for plain objects. Of a package: the declaration. */
  readonly pastClass: string | null;
  readonly futureClass: string | null;
  readonly fields: readonly FieldPlan[];
  /** Shape of values under an index signature. */
  readonly index: Shape | null;
  readonly mapper: MapperRef | null;
}

export interface FieldPlan {
  readonly past: string | null;
  readonly future: string | null;
  readonly change: Change;
  readonly verdict: Verdict;
  readonly how: 'carry' | 'map' | 'drop' | 'new' | 'undecided';
  readonly shape: Shape;
  /** JavaScript expression that the future version's code gives a new field, to be evaluated in its class's scope. */
  readonly initializer: string | null;
  /** Why its author has it not transferred; it is not compared then. */
  readonly transient?: string;
  readonly pastPosition: Position | null;
  readonly futurePosition: Position | null;
}

/** An exported mapper of one of the plan's mapper modules. */
export interface MapperRef {
  readonly module: string;
  readonly export: string;
  readonly law: Law;
}

/** What must hold of the values of some types, or of a root, once one version holds the state. */
export interface InvariantPlan {
  /** What holds, in the author's words. */
  readonly text: string;
  readonly version: 'past' | 'future';
  readonly module: string;
  readonly export: string;
  /** The root that it speaks of; null where it speaks of types. */
  readonly root: string | null;
  /** Names of the types in that version whose values it speaks of. */
  readonly types: readonly string[];
  /** In the transfer folder. */
  readonly position: Position;
}

/** A transfer module, compiled to CommonJS. */
export interface MapperModule {
  /** Path relative to the transfer folder, as reports name it (`src/model.ts`). */
  readonly name: string;
  /** Absolute path of the source for messages and for resolving its package imports; null when it exists in memory only. */
  readonly path: string | null;
  readonly source: string;
  readonly code: string;
  /** Source map (version 3, JSON) from `code` to `source`. */
  readonly map: string;
  /** Where its mappers fill which field, so that a mismatch can be shown at that line. */
  readonly locations?: readonly MapperLocation[];
}

/** A statement of a mapper that assigns a field of its target; for `field: null` the `forward` or `backward` itself. */
export interface MapperLocation {
  readonly export: string;
  /** The pair or root that the mapper is for. */
  readonly type: string;
  readonly direction: 'forward' | 'backward';
  readonly field: string | null;
  readonly line: number;
  readonly column: number;
}
