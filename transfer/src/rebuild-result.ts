/** A default conversion that could not keep a value. */
export interface GuardBreach {
  readonly type: string;
  readonly field: string;
  readonly why: string;
  /** Path of the first value that broke it. */
  readonly path: string;
  readonly count: number;
}

/** What a transfer into a process says about itself. */
export interface RebuildSummary {
  readonly failure: {
    readonly message: string;
    readonly stack: string | null;
    /** Path of the object that was in work, in the version that it came from. */
    readonly path: string | null;
    /** The code asked the process to end. */
    readonly exited: boolean;
  } | null;
  /** Functions and classes of the other version that this one does not have. */
  readonly lost: readonly string[];
  /** Codes of closures that could not be made, with the reason each. */
  readonly refused: readonly { readonly code: string; readonly why: string }[];
  /** Closures that were made of the program's code, because start-up does not make them. */
  readonly rebuilt: readonly { readonly code: string; readonly count: number }[];
  readonly breaches: readonly GuardBreach[];
  /** Roots that could not be set, a sentence each. */
  readonly unset: readonly { readonly root: string; readonly why: string }[];
}
