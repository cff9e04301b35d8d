import type { RootPlan } from '@timeferry/analysis/transfer-plan';
import type { Discovery } from './discover.ts';

/**
 * The plan's roots with one entry per live instance of each closure variable, instances paired in the order in which
 * module bindings reach them. `problems` has a sentence for each variable that lives more often in one process than in
 * the other; what has no counterpart is left out.
 */
export function rootsOfInstances(
  roots: readonly RootPlan[],
  past: Pick<Discovery, 'instances'>,
  future: Pick<Discovery, 'instances'>,
): { readonly roots: RootPlan[]; readonly problems: string[] } {
  const problems: string[] = [];
  const expanded = roots.flatMap((root) => {
    if (root.kind !== 'closure') return [root];
    const count = (name: string | null, { instances }: Pick<Discovery, 'instances'>): number =>
      name === null ? 0 : (instances.get(name) ?? 0);
    const counts = [count(root.past, past), count(root.future, future)] as const;
    const isPair = root.past !== null && root.future !== null;
    if (isPair && counts[0] !== counts[1]) {
      const [before, after] = counts;
      problems.push(`${root.past} has ${before} live instances in the past process and ${after} after a new start.`);
    }
    const length = isPair ? Math.min(...counts) : Math.max(...counts);
    return Array.from({ length: Math.max(length, 1) }, (_, i) => ({
      ...root,
      past: instanceName(root.past, i),
      future: instanceName(root.future, i),
    }));
  });
  return { roots: expanded, problems };
}

function instanceName(name: string | null, index: number): string | null {
  return name === null || index === 0 ? name : `${name}[${index}]`;
}
