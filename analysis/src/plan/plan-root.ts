import type { RootPair } from '../state-diff.ts';
import type { RootPlan } from '../transfer-plan.ts';
import type { PlanContext } from './build-plan.ts';
import { isLeftToLiveValues, mapperRef } from './plan-type.ts';
import { shapeOf } from './shape-of.ts';

/** How the value of a state root is moved. */
export function planRoot(pair: RootPair, context: PlanContext): RootPlan {
  const { past, future } = pair;
  const placed = future ? context.mapper('root', future.name) : null;
  const decided = howToMove(pair, placed !== null && placed.mapper.forward.stubs.length === 0);
  const how = decided === 'undecided' && isLeftToLiveValues(pair.own, pair) ? 'carry' : decided;
  const piece = (future ?? past)!;
  if (how === 'undecided') context.missing({ name: piece.name, reason: pair.reason, position: piece.position });
  const { conversion } = pair;
  return {
    past: past?.name ?? null,
    future: future?.name ?? null,
    kind: piece.kind,
    how,
    verdict: pair.verdict,
    shape:
      conversion && 'shape' in conversion
        ? conversion.shape
        : past
          ? shapeOf(past.type, context.past)
          : shapeOf(future!.type, context.future),
    mapper: how === 'map' ? mapperRef(placed) : null,
    ...(pair.transient !== undefined && { transient: pair.transient }),
    pastPosition: past?.position ?? null,
    futurePosition: future?.position ?? null,
  };
}

function howToMove({ past, future, own, conversion, transient }: RootPair, mapped: boolean): RootPlan['how'] {
  if (transient !== undefined) return 'new';
  if (mapped) return 'map';
  if (own === 'choose' || own === 'manual' || own === 'refused') return 'undecided';
  if (!past) return 'new';
  if (!future) return 'drop';
  return (conversion?.kind ?? 'keep') === 'keep' ? 'carry' : 'undecided';
}
