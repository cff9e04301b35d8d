import { printInitializer } from '../generate/print-initializer.ts';
import type { ReadDirection } from '../generate/read-mappers.ts';
import { isCarried } from '../generate/write-fields.ts';
import { declarationNeedsAuthor } from '../generate/write-mapper.ts';
import type { Shape } from '../shape.ts';
import type { FieldPair, RootPair, TypePair } from '../state-diff.ts';
import type { ObjectType } from '../state-model.ts';
import type { FieldPlan, MapperRef, TypePlan } from '../transfer-plan.ts';
import type { Verdict } from '../verdict.ts';
import type { PlacedMapper, PlanContext } from './build-plan.ts';
import { shapeOf, withoutArguments } from './shape-of.ts';

/** How objects of a pair of types are moved. */
export function planType(pair: TypePair, context: PlanContext): TypePlan {
  const placed = pair.past && pair.future ? context.mapper('type', pair.key) : null;
  if (pair.past && pair.future && declarationNeedsAuthor(pair) && !isWritten(placed)) {
    context.missing({ name: pair.key, reason: pair.own.reason, position: pair.future.position });
  }
  return {
    key: pair.key,
    past: pair.past?.name ?? null,
    future: pair.future?.name ?? null,
    pastClass: className(pair.past),
    futureClass: className(pair.future),
    fields: pair.fields.map((field) => planField(field, pair, placed, context)),
    index: indexShape(pair, context),
    mapper: mapperRef(placed),
  };
}

/** The reference to a mapper that the plan keeps. */
export function mapperRef(placed: PlacedMapper | null): MapperRef | null {
  return placed && { module: placed.module, export: placed.mapper.export, law: placed.mapper.law };
}

/**
 * Whether what cannot be moved is left to the transaction to find: of an unchanged type it is known that it may hold such
 * values; which of them there are, and whether any, only of the live ones.
 */
export function isLeftToLiveValues(
  verdict: Verdict,
  { past, future, change }: Pick<FieldPair | RootPair, 'past' | 'future' | 'change'>,
): boolean {
  return verdict === 'refused' && change === 'none' && past !== null && future !== null;
}

/** Whether the author has written the mapper, and all of it. */
function isWritten(placed: PlacedMapper | null): boolean {
  return placed !== null && !placed.isGenerated && placed.mapper.forward.stubs.length === 0;
}

function planField(field: FieldPair, pair: TypePair, placed: PlacedMapper | null, context: PlanContext): FieldPlan {
  const decided = howToMove(field, placed);
  const how = decided === 'undecided' && isLeftToLiveValues(field.verdict, field) ? 'carry' : decided;
  if (how === 'undecided') context.missing(missingField(field, pair, placed));
  const { transient } = field;
  const initializer = field.past && transient === undefined ? undefined : field.future?.initializer;
  return {
    past: field.past?.name ?? null,
    future: field.future?.name ?? null,
    change: field.change,
    verdict: field.verdict,
    how,
    shape: fieldShape(field, context),
    initializer: initializer ? printInitializer(initializer.text) : null,
    ...(transient !== undefined && { transient }),
    pastPosition: field.past?.position ?? null,
    futurePosition: field.future?.position ?? null,
  };
}

function howToMove(field: FieldPair, placed: PlacedMapper | null): FieldPlan['how'] {
  const { past, future, verdict } = field;
  if (field.transient !== undefined) return 'new';
  if (isCarried(field)) return 'carry';
  const forward = !future || fills(placed?.mapper.forward, future.name);
  const backward = !past || fills(placed?.mapper.backward, past.name);
  if (placed && forward && backward) return 'map';
  // A new field that the mapper fills needs no statement for the way back, and a dropped one none for the way there.
  const settled = verdict === 'same' || verdict === 'auto' || verdict === 'lossy';
  if (settled && !past) return 'new';
  return settled && !future ? 'drop' : 'undecided';
}

/** Whether a mapper's text fills the field, and not with a placeholder. */
function fills(read: ReadDirection | undefined, field: string): boolean {
  if (!read) return false;
  if (read.stubs.some((stub) => stub.field === field.replace(/\W/g, ''))) return false;
  return read.touched === null ? read.bodyEnd !== null : read.touched.has(field);
}

function missingField(field: FieldPair, pair: TypePair, placed: PlacedMapper | null) {
  const piece = (field.future ?? field.past)!;
  const decided = field.verdict === 'same' || field.verdict === 'auto' || field.verdict === 'lossy';
  const reason = decided && placed ? `The mapper ${placed.mapper.export} does not fill ${piece.name}.` : field.reason;
  return { name: `${pair.key}.${piece.name}`, reason, position: piece.position };
}

/** Along what a carried value is walked; for a dropped one, along its past type, since it is kept aside. */
function fieldShape(field: FieldPair, context: PlanContext): Shape {
  const { conversion, past, future } = field;
  if (conversion && 'shape' in conversion) return conversion.shape;
  if (past) return shapeOf(past.type, context.past);
  return shapeOf(future!.type, context.future);
}

function indexShape({ past, future }: TypePair, context: PlanContext): Shape | null {
  if (past?.index) return shapeOf(past.index, context.past);
  return future?.index ? shapeOf(future.index, context.future) : null;
}

function className(type: ObjectType | null): string | null {
  const isNamed = type?.declaredAs === 'class' || type?.declaredAs === 'library';
  return isNamed ? withoutArguments(type.name) : null;
}
