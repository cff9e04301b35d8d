import type { CaptureGraph } from './capture-graph.ts';
import { refAt } from './capture-graph.ts';
import { type EdgeLabel, visitReferences } from './graph-edges.ts';

/** Shortest paths from the roots to the objects of one capture, found once and written out when they are asked for. */
export class GraphPaths {
  readonly #parents: Int32Array;
  readonly #graph: CaptureGraph;

  constructor(graph: CaptureGraph) {
    this.#graph = graph;
    this.#parents = findParents(graph);
  }

  /** A path like `src/app.ts#sessions.get("u1").expires`. */
  of(id: number): string {
    const steps: string[] = [];
    let at = id;
    while (this.#parents[at]! >= 0) {
      const parent = this.#parents[at]!;
      steps.push(labelBetween(this.#graph, parent, at)?.() ?? '.?');
      at = parent;
    }
    const root = -2 - this.#parents[at]!;
    return (this.#graph.capture.rootNames[root] ?? '(unreachable)') + steps.reverse().join('');
  }
}

const UNSEEN = -1;

/** The object through which each is reached first; a root is `-2 - index`. Breadth first, so the paths are shortest. */
function findParents(graph: CaptureGraph): Int32Array {
  const parents = new Int32Array(graph.count).fill(UNSEEN);
  const queue = new Int32Array(graph.count);
  let end = 0;
  graph.capture.rootNames.forEach((_, index) => {
    const id = refAt(graph.capture.roots, index);
    if (id < 0 || parents[id] !== UNSEEN) return;
    parents[id] = -2 - index;
    queue[end++] = id;
  });
  for (let next = 0; next < end; next++) {
    const id = queue[next]!;
    visitReferences(graph, id, (target) => {
      if (parents[target] !== UNSEEN) return;
      parents[target] = id;
      queue[end++] = target;
    });
  }
  return parents;
}

function labelBetween(graph: CaptureGraph, parent: number, child: number): EdgeLabel | undefined {
  let found: EdgeLabel | undefined;
  visitReferences(graph, parent, (target, label) => {
    if (target === child) found ??= label;
  });
  return found;
}
