import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { Law } from '@timeferry/analysis/conversion';
import { cacheFolder } from './cache-folder.ts';

/** What `timeferry check --properties` found the last time for one transfer folder. */
export interface PropertyResults {
  readonly schema: 1;
  /** When, as ISO 8601. */
  readonly at: string;
  /** The versions as the user named them. */
  readonly past: string;
  readonly future: string;
  readonly seed: number;
  /** Values that were asked for, for each mapper and direction. */
  readonly runs: number;
  readonly mappers: readonly PropertyResult[];
}

export interface PropertyResult {
  /** Key of the pair of types, or name of the root. */
  readonly target: string;
  readonly for: 'type' | 'root';
  readonly law: Law;
  /** Relative to the transfer folder; `null` for a default that nobody has written down. */
  readonly file: string | null;
  /** `null` where no mapper is needed. */
  readonly export: string | null;
  /** Where the mapper begins; 0 without a file. */
  readonly line: number;
  /** SHA-256 of the file's text as it was checked: where it is another now, the result is of the past. */
  readonly hash: string | null;
  readonly outcome: 'holds' | 'broken' | 'unproved';
  /** Values that were compared. */
  readonly runs: number;
  readonly seed: number;
  readonly counterexample: PropertyCounterexample | null;
  /** Why it is unproved. */
  readonly why: string | null;
}

export interface PropertyCounterexample {
  /** Several lines: the value, and what became of it. */
  readonly text: string;
  readonly message: string;
  /** Where it began: with a past value there and back, or with a future one. */
  readonly direction: 'forward' | 'backward';
  readonly path: string;
  /** The statement of the mapper where it is known, else the mapper. */
  readonly line: number;
  readonly column: number;
}

/** The file with the last results for a transfer folder. */
export function propertyResultsPath(transferFolder: string): string {
  const folder = resolve(transferFolder).replaceAll('\\', '/');
  const name = createHash('sha256').update(folder).digest('hex').slice(0, 24);
  return join(cacheFolder(), 'properties', `${name}.json`);
}

/** The last results for a transfer folder; `null` where there are none that can be read. */
export function readPropertyResults(transferFolder: string): PropertyResults | null {
  try {
    const results = JSON.parse(readFileSync(propertyResultsPath(transferFolder), 'utf8')) as PropertyResults;
    return results?.schema === 1 && Array.isArray(results.mappers) ? results : null;
  } catch {
    return null;
  }
}

/** Keeps results for the editor. Whoever reads the file gets the old one or the new one, whole. */
export function writePropertyResults(transferFolder: string, results: PropertyResults): void {
  const path = propertyResultsPath(transferFolder);
  const draft = `${path}.${process.pid}`;
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(draft, `${JSON.stringify(results, null, 2)}\n`);
  renameSync(draft, path);
}

/** What `PropertyResult.hash` is of a text. */
export function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
