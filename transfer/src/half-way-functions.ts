import { type HeapSnapshot, takeHeapSnapshot } from './heap-snapshot.ts';
import type { LiveHandles } from './live-handles.ts';

/**
 * Names of the async functions that have begun and not ended, each once. Only a heap snapshot knows them: V8 keeps each
 * as a generator object without a prototype. Empty where the heap is too large to look, or none is named.
 */
export async function halfWayFunctions(live: LiveHandles): Promise<string[]> {
  const snapshot = await takeHeapSnapshot(live);
  return snapshot ? namesIn(snapshot) : [];
}

function namesIn({ snapshot, nodes, edges, strings }: HeapSnapshot): string[] {
  const { node_fields, edge_fields } = snapshot.meta;
  const nameAt = node_fields.indexOf('name');
  const countAt = node_fields.indexOf('edge_count');
  const functionName = strings.indexOf('function');
  const generator = strings.indexOf('Generator');
  const found = new Set<string>();
  let edge = 0;
  for (let node = 0; node < nodes.length; node += node_fields.length) {
    const end = edge + (nodes[node + countAt] as number) * edge_fields.length;
    if (nodes[node + nameAt] === generator) {
      const of = (label: number): string | undefined => {
        for (let at = edge; at < end; at += edge_fields.length) {
          if (edges[at + 1] === label) return strings[nodes[(edges[at + 2] as number) + nameAt] as number];
        }
        return undefined;
      };
      const callable = of(functionName);
      const prototype = of(strings.indexOf('__proto__'));
      const isAsync = prototype === undefined || prototype === 'null' || prototype.startsWith('system');
      if (callable !== undefined && isAsync) found.add(callable === '' ? 'an anonymous function' : callable);
    }
    edge = end;
  }
  return [...found].sort();
}
