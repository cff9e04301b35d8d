import { HeapGraph, type HeapPlace } from './heap-graph.ts';
import type { HeapSnapshot } from './heap-snapshot.ts';

/** Code that goes on when a promise is settled: an async function that is half-way, or a callback. */
export interface Waiting extends HeapPlace {
  /** Empty where the function has no name. */
  readonly name: string;
}

/**
 * Which code waits for each pending promise, by the promise's number on the heap; one for which only the engine does, to
 * settle another promise, is left out. V8 keeps the reactions of a promise as a list, an async function that is half-way as a generator.
 */
export function codeWaits(snapshot: HeapSnapshot): ReadonlyMap<number, readonly Waiting[]> {
  const graph = new HeapGraph(snapshot);
  const found = new Map<number, Waiting[]>();
  const note = (promise: number, code: readonly Waiting[]): void => {
    if (code.length > 0) found.set(graph.idOf(promise), [...(found.get(graph.idOf(promise)) ?? []), ...code]);
  };
  for (let node = 0; node < graph.count; node++) {
    if (graph.nameOf(node) !== 'Promise') continue;
    for (let at = reactionOf(graph, node); at !== undefined; ) {
      const parts = graph.unnamed(at);
      const code = parts.flatMap((part) => waitingIn(graph, part) ?? []).slice(0, 1);
      note(node, code);
      for (const part of parts) if (graph.nameOf(part) === 'Promise') note(part, code);
      at = parts.find((part) => graph.nameOf(part) === REACTION);
    }
  }
  return found;
}

const REACTION = 'system / PromiseReaction';

function reactionOf(graph: HeapGraph, promise: number): number | undefined {
  const first = graph.target(promise, 'reactions_or_result');
  return first !== undefined && graph.nameOf(first) === REACTION ? first : undefined;
}

/** The code behind a handler: its own, or that of the function that it resumes. */
function waitingIn(graph: HeapGraph, handler: number): Waiting | undefined {
  const context = graph.target(handler, 'context');
  if (context === undefined) return undefined;
  const own = graph.placeOf(handler);
  if (own !== undefined) return { ...own, name: graph.nameOf(handler) };
  const generator = graph.target(context, 'extension');
  const place = generator === undefined ? undefined : graph.placeOf(generator);
  const callable = generator === undefined ? undefined : graph.target(generator, 'function');
  return place && callable !== undefined ? { ...place, name: graph.nameOf(callable) } : undefined;
}
