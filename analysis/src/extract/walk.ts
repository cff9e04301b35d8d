import { ts } from 'ts-morph';

/**
 * Enters a node and all that is below it, in the order of the text; `enter` says `false` of what is not to be looked into.
 * Without recursion: programs write texts together from thousands of parts, each of which nests in the next.
 */
export function walk(root: ts.Node, enter: (node: ts.Node) => boolean | undefined): void {
  const waiting: ts.Node[] = [root];
  const push = (child: ts.Node): void => {
    waiting.push(child);
  };
  for (let node = waiting.pop(); node; node = waiting.pop()) {
    if (enter(node) === false) continue;
    const from = waiting.length;
    ts.forEachChild(node, push);
    for (let low = from, high = waiting.length - 1; low < high; low += 1, high -= 1) {
      const swapped = waiting[low]!;
      waiting[low] = waiting[high]!;
      waiting[high] = swapped;
    }
  }
}

/** Whether a test holds for a node or for anything below it; what `isPassed` names is not looked into. */
export function someBelow(
  root: ts.Node,
  test: (node: ts.Node) => boolean,
  isPassed: (node: ts.Node) => boolean = () => false,
): boolean {
  let found = false;
  walk(root, (node) => {
    if (found || isPassed(node)) return false;
    found = test(node);
    return !found;
  });
  return found;
}
