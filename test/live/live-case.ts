/** Files below `node_modules` by their paths, besides those of the repository. */
export type Packages = Readonly<Record<string, string>>;

/** One program in two versions, what is done to the running past version, and what must come out. */
export interface LiveCase {
  /** Requests that bring the past process into the state to transfer, in order. */
  readonly drive?: readonly string[];
  /** The kinds of state that it shows, by their names in `docs/live-state.md`. */
  readonly kinds: readonly string[];
  /** Packages that each version has installed. Default: those of the repository alone. */
  readonly packages?: { readonly past: Packages; readonly future: Packages };
  /** Default: `match`. */
  readonly outcome?: 'match' | 'mismatch' | 'failed' | 'refused';
  /** Places where the report must see a difference. Default: none. */
  readonly mismatches?: readonly string[];
  /** Values of roots of the future process by their names without the module, as `readDump` gives them. */
  readonly future: Readonly<Record<string, unknown>>;
  /** Limit of each phase, in milliseconds. Default: 20 seconds. */
  readonly timeout?: number;
  /** What the report must list as not compared, one pattern for each sentence; there may be no others. Default: none. */
  readonly excluded?: readonly RegExp[];
  /** The same of what was moved unverified. Default: anything. */
  readonly unverified?: readonly RegExp[];
  /** The same of the effects that the new processes held back (`timer: interval of 5 ms`). Default: anything. */
  readonly held?: readonly RegExp[];
  /** What the past process answers to requests once the rehearsal is over. */
  readonly past?: Readonly<Record<string, string>>;
  /** More checks on the values of the future process. */
  check?(future: Readonly<Record<string, unknown>>): void;
}
