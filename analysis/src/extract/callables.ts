import { ts } from 'ts-morph';
import { isFunctionNode } from './call-graph.ts';
import { declarationName, type Reading } from './reading.ts';

/** Names of every function, method and class that the sources declare. */
export function callableNames(reading: Reading): Set<string> {
  const names = new Set<string>();
  const visit = (node: ts.Node): void => {
    if (isFunctionNode(node) || ts.isClassLike(node)) names.add(declarationName(reading, node));
    ts.forEachChild(node, visit);
  };
  for (const file of reading.files) visit(file);
  return names;
}
