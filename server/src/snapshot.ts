import type { StateDiff } from '@timeferry/analysis/state-diff';
import type { Finding } from './findings.ts';

/** What is known of a project at one moment. It never changes; every feature is a function of it. */
export interface Snapshot {
  readonly roots: Roots;
  readonly diff: StateDiff;
  /** What differs, by the file of the future version that shows it (relative to its root). */
  readonly findings: ReadonlyMap<string, readonly Finding[]>;
  /** Source of a file of the future version as it was judged; empty for a file that is not there. */
  textOf(file: string): string;
}

/** Absolute paths of the folders that positions are relative to. */
export interface Roots {
  readonly past: string;
  readonly future: string;
  /** Folder of the transfer modules; it need not exist. */
  readonly transfer: string;
}
