import { join } from 'node:path';
import { root } from '../../scripts/run.mjs';

/** Where the sources that are mutated stand. */
export const sources = join(root, 'transfer/src');

/** The text of a file with the mutation made in it. Throws an `Error` where its place is not there exactly once. */
export function mutate(text, { file, from, to }) {
  const parts = text.split(from);
  if (parts.length === 2) return parts.join(to);
  throw new Error(`transfer/src/${file} has "${from}" ${parts.length - 1} times; a mutation needs it once.`);
}
