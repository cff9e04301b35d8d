import type { FieldPlan, MapperModule, RootPlan, TransferPlan, TypePlan } from '@timeferry/analysis/transfer-plan';

/**
 * The plan as seen from the future version: what a value of that version is compared by that went to the past version and
 * came back. What only the future version has starts anew each time, so nothing is promised of it.
 */
export function mirrorPlan(plan: TransferPlan): TransferPlan {
  return {
    ...plan,
    past: plan.future,
    future: plan.past,
    roots: plan.roots.map(mirrorPiece),
    types: plan.types.map(mirrorType),
    mappers: plan.mappers.map(mirrorModule),
  };
}

function mirrorType(type: TypePlan): TypePlan {
  return {
    ...type,
    past: type.future,
    future: type.past,
    pastClass: type.futureClass,
    futureClass: type.pastClass,
    fields: type.fields.map(mirrorPiece),
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
