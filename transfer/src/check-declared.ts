import type { StateModel } from '@timeferry/analysis/state-model';
import type { FieldPlan, RootPlan, TransferPlan } from '@timeferry/analysis/transfer-plan';
import { HOLE, PRIMITIVE } from './capture-format.ts';
import { type Cell, fieldCell, NOTHING } from './capture-graph.ts';
import { type Captures, faultyLine } from './compare-report.ts';
import { findViolations, type Violation } from './declared-walk.ts';
import { GraphPaths } from './graph-paths.ts';
import type { Mismatch } from './rehearsal-report.ts';
import { showCell } from './report-values.ts';

/** What both versions declare. */
export interface Declared {
  readonly past: StateModel;
  readonly future: StateModel;
}

/** What the check of the future state found. */
export interface DeclaredReport {
  readonly mismatches: readonly Mismatch[];
  /** Values that are of no declared type in the past process either. */
  readonly unverified: readonly string[];
}

/**
 * Checks the future state against the future version's own declarations: a fault that the way back undoes leaves past and
 * reversed equal, but the future process with values that its code does not expect. Where the past process breaks its own
 * declaration of the same field, the transfer is not to blame.
 */
export function checkDeclared(
  plan: TransferPlan,
  { past, future }: Declared,
  captures: Captures,
  known: readonly Mismatch[],
): DeclaredReport {
  const reported = new Set(known.map(({ type, field }) => `${type}\0${field}`));
  const groups = new Map<string, { readonly first: Violation; count: number }>();
  findViolations(captures.future, future, checkedParts(plan), (violation) => {
    // What the future version's own start-up gave a field that nobody has decided on is its own business, unless it is nothing.
    const piece = pieceOf(plan, violation);
    if (isUndecided(piece?.plan) && !isMissing(violation.cell)) return;
    if (isMissing(violation.cell) && cannotMove(pastCell(violation, piece, captures), captures)) return;
    const key = `${violation.type}\0${violation.field}`;
    const group = groups.get(key);
    if (group) group.count++;
    else if (!reported.has(key)) groups.set(key, { first: violation, count: 1 });
  });
  if (groups.size === 0) return { mismatches: [], unverified: [] };
  const before = violatedFields(captures, past);
  const paths = new GraphPaths(captures.future);
  const mismatches: Mismatch[] = [];
  const unverified: string[] = [];
  for (const { first, count } of groups.values()) {
    const piece = pieceOf(plan, first);
    const mismatch = describe(first, count, piece, plan, captures, paths);
    const { path, why } = mismatch;
    if (!isUndecided(piece?.plan) && before.has(`${piece?.owner}\0${piece?.plan.past ?? ''}`))
      unverified.push(`${path}: ${why}, as in the past process`);
    else mismatches.push(mismatch);
  }
  return { mismatches, unverified };
}

/** A root or field of the plan, and the past type (or the past root) that it belongs to. */
interface Piece {
  readonly owner: string | null;
  readonly plan: FieldPlan | RootPlan;
}

function pieceOf(plan: TransferPlan, { type, field }: Pick<Violation, 'type' | 'field'>): Piece | undefined {
  const root = plan.roots.find((each) => each.future === type);
  if (root && field === '') return { owner: root.past, plan: root };
  const pair = plan.types.find((each) => each.future === type);
  const piece = pair?.fields.find((each) => each.future === field);
  return pair && piece && { owner: pair.past, plan: piece };
}

/** Whether it is new in the future version, and nobody has decided what gives its value. */
function isUndecided(plan: FieldPlan | RootPlan | undefined): boolean {
  return plan?.how === 'undecided' && plan.past === null;
}

/** Whether it is one of those that the report lists as not moved. */
function cannotMove({ id }: Cell, { past }: Captures): boolean {
  return id >= 0 && past.tableOf(id).kind === 'excluded';
}

function isMissing({ id, value }: Cell): boolean {
  return id === HOLE || (id === PRIMITIVE && value === undefined);
}

/** What was moved, made by a mapper, or should have been; the rest is the future version's own, or left as it was found. */
function checkedParts(plan: TransferPlan) {
  const own = new Set<string>();
  const note = (type: string | null, field: string, piece: FieldPlan | RootPlan) => {
    const isMade = piece.how === 'carry' || piece.how === 'map' || isUndecided(piece);
    if (!isMade) own.add(`${type}\0${field}`);
  };
  for (const root of plan.roots) note(root.future, '', root);
  for (const { future, fields } of plan.types) for (const field of fields) note(future, field.future ?? '', field);
  return {
    root: (name: string) => !own.has(`${name}\0`),
    field: (type: string, field: string) => !own.has(`${type}\0${field}`),
  };
}

const EVERYTHING = { root: () => true, field: () => true };

function violatedFields({ past }: Captures, model: StateModel): Set<string> {
  const violated = new Set<string>();
  findViolations(past, model, EVERYTHING, ({ type, field }) => {
    violated.add(`${type}\0${field}`);
  });
  return violated;
}

function describe(
  violation: Violation,
  count: number,
  piece: Piece | undefined,
  plan: TransferPlan,
  captures: Captures,
  paths: GraphPaths,
): Mismatch {
  const { type, field, owner, label, cell, typeText } = violation;
  const position = piece?.plan.futurePosition;
  const isOpen = isUndecided(piece?.plan);
  const mapper = isOpen ? undefined : faultyLine({ type, field, plan: piece?.plan ?? null }, plan, 'forward');
  const place = field === '' ? type : `${type}.${field}`;
  const why = isOpen
    ? `nobody has decided what gives ${place} its value: it is new, and declares ${typeText}`
    : `the future value is not of the type that ${place} declares, ${typeText}`;
  return {
    path: owner < 0 ? label : paths.of(owner) + label,
    type,
    field,
    past: showCell(captures.past, pastCell(violation, piece, captures)),
    future: showCell(captures.future, cell),
    reversed: 'not looked at',
    count,
    why,
    ...(position && { location: { version: 'future' as const, ...position } }),
    ...(mapper && { mapper }),
  };
}

/** What stands in the past process where the violation was found, as far as one value stands for it there. */
function pastCell({ owner, field }: Violation, piece: Piece | undefined, { past, future }: Captures): Cell {
  if (!piece?.plan.past) return NOTHING;
  if (owner < 0) return past.rootCell(piece.plan.past) ?? NOTHING;
  const counterpart = future.capture.correspondence?.indexOf(owner) ?? -1;
  return counterpart < 0 || field === '' ? NOTHING : fieldCell(past, counterpart, piece.plan.past);
}
