import type { ts } from 'ts-morph';
import { outlineOf } from './outline.ts';
import { declarationName, type Reading } from './reading.ts';

/** Names of every function, method and class that a file declares. */
export function callableNames(reading: Reading, file: ts.SourceFile): string[] {
  const { functions, classes } = outlineOf(file);
  return [...functions, ...classes].map((node) => declarationName(reading, node));
}
