import { outlineOf } from './outline.ts';
import { declarationName, type Reading } from './reading.ts';

/** Names of every function, method and class that the sources declare. */
export function callableNames(reading: Reading): Set<string> {
  const nodes = reading.files.map(outlineOf).flatMap(({ functions, classes }) => [...functions, ...classes]);
  return new Set(nodes.map((node) => declarationName(reading, node)));
}
