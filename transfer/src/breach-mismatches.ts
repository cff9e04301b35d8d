import type { TransferPlan } from '@timeferry/analysis/transfer-plan';
import type { GuardBreach } from './rebuild-result.ts';
import type { Mismatch } from './rehearsal-report.ts';

/**
 * A mismatch for each guard that did not hold and that the comparison has not found by itself: a value that was not
 * carried may come back equal, an absent one for instance, and still the future version lacks what its type promises.
 */
export function breachMismatches(
  plan: TransferPlan,
  breaches: readonly GuardBreach[],
  found: readonly Mismatch[],
): Mismatch[] {
  const known = new Set(found.map(({ type, field }) => `${type}\0${field}`));
  return breaches
    .filter(({ type, field }) => !known.has(`${type}\0${field}`))
    .map(({ type, field, why, path, count }) => {
      const position = positionOf(plan, type, field);
      return {
        path: field === '' || path.endsWith(`.${field}`) ? path : `${path}.${field}`,
        type,
        field,
        past: `a value that ${why}`,
        future: 'not filled',
        reversed: 'not verified',
        count,
        why: `the guard of its mapper does not hold: it ${why}`,
        ...(position && { location: { version: 'future' as const, ...position } }),
      };
    });
}

function positionOf(plan: TransferPlan, name: string, field: string) {
  const type = plan.types.find(({ future, key }) => future === name || key === name);
  const root = plan.roots.find(({ future }) => future === name);
  return type?.fields.find(({ future }) => future === field)?.futurePosition ?? root?.futurePosition ?? null;
}
