/** What was captured of the three processes, as the dump files hold it; `null` where a rehearsal did not come so far. */
export interface Dumps {
  readonly past: () => unknown;
  readonly future: () => unknown;
  readonly reversed: () => unknown;
}
