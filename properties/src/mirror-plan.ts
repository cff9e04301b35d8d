import { shapeOf } from '@timeferry/analysis/plan/shape-of';
import type { StateDiff } from '@timeferry/analysis/state-diff';
import type { FieldPlan, MapperModule, RootPlan, TransferPlan, TypePlan } from '@timeferry/analysis/transfer-plan';

/**
 * The plan as seen from the future version: what a value of that version is compared by that went to the past version and
 * came back. What only the future version has starts anew each time, so nothing is promised of it.
 */
export function mirrorPlan(plan: TransferPlan, diff: StateDiff): TransferPlan {
  return {
    ...plan,
    past: plan.future,
    future: plan.past,
    roots: plan.roots.map(mirrorPiece),
    types: plan.types.map((type) => mirrorType(type, diff)),
    mappers: plan.mappers.map(mirrorModule),
  };
}

function mirrorType(type: TypePlan, { future, types }: StateDiff): TypePlan {
  const keyOf = (name: string) => types.find((pair) => pair.future?.name === name)?.key;
  const declared = future.types.get(type.future ?? '')?.fields ?? [];
  const shapeFor = (field: FieldPlan) => {
    const found = declared.find(({ name }) => name === field.future);
    return found ? shapeOf(found.type, { model: future, keyOf }) : field.shape;
  };
  return {
    ...type,
    past: type.future,
    future: type.past,
    pastClass: type.futureClass,
    futureClass: type.pastClass,
    fields: type.fields.map((field) => mirrorPiece({ ...field, shape: shapeFor(field) })),
  };
}

function mirrorPiece<Piece extends FieldPlan | RootPlan>(piece: Piece): Piece {
  return {
    ...piece,
    past: piece.future,
    future: piece.past,
    how: piece.past === null ? 'undecided' : piece.how === 'drop' ? 'new' : piece.how,
    pastPosition: piece.futurePosition,
    futurePosition: piece.pastPosition,
  };
}

function mirrorModule(module: MapperModule): MapperModule {
  const locations = module.locations?.map((location) => ({
    ...location,
    direction: location.direction === 'forward' ? ('backward' as const) : ('forward' as const),
  }));
  return { ...module, ...(locations && { locations }) };
}
