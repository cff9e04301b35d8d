import type { TransferPlan } from '@timeferry/analysis/transfer-plan';
import { type CaptureGraph, type Cell, cellAt, fieldCell, NOTHING } from './capture-graph.ts';
import type { Context } from './compare-context.ts';
import { type Absences, compareGraphs, type Difference, type Exclusion } from './compare-graphs.ts';
import { GraphPaths } from './graph-paths.ts';
import { typeGraph } from './graph-types.ts';
import type { Mismatch, ReportLocation } from './rehearsal-report.ts';
import { showCell } from './report-values.ts';

export interface Captures {
  readonly past: CaptureGraph;
  readonly future: CaptureGraph;
  readonly reversed: CaptureGraph;
}

export interface ComparisonReport {
  /** How many values were compared; a comparison of nothing proves nothing. */
  readonly compared: number;
  readonly mismatches: readonly Mismatch[];
  readonly excluded: readonly string[];
  /** Moved by their actual values only. */
  readonly unverified: readonly string[];
}

/** Compares past with reversed and says for people, grouped by type and field, where they differ and what was left out. */
export function reportComparison(plan: TransferPlan, captures: Captures, absences: Absences): ComparisonReport {
  const differences = new Groups<Difference>();
  const exclusions = new Groups<Exclusion>();
  const unverified = new Groups<Omit<Exclusion, 'why'>>();
  const types = lazily(() => typeGraph(captures.past, plan, 'past'));
  const { past, reversed } = captures;
  const input = {
    past,
    reversed,
    plan,
    ...absences,
    get types() {
      return types();
    },
  };
  const compared = compareGraphs(input, {
    differ: (difference) => differences.add(`${difference.context.type}\0${difference.context.field}`, difference),
    exclude: (exclusion) =>
      exclusions.add(`${exclusion.context.type}\0${exclusion.context.field}\0${exclusion.why}`, exclusion),
    notVerified: (place) => unverified.add(`${place.context.type}\0${place.context.field}`, place),
  });
  const paths = lazily(() => new GraphPaths(captures.past));
  return {
    compared,
    mismatches: differences.all.map(({ first, count }) => describe(first, count, plan, captures, paths)),
    excluded: exclusions.all.map(({ first, count }) => `${pathOf(first, paths)}${others(count)}: ${first.why}`),
    unverified: unverified.all.map(
      ({ first, count }) =>
        `${pathOf(first, paths)}${others(count)}: moved by its actual value, for no type says what it is`,
    ),
  };
}

function describe(
  difference: Difference,
  count: number,
  plan: TransferPlan,
  captures: Captures,
  paths: () => GraphPaths,
): Mismatch {
  const { context, past, reversed, why } = difference;
  const location = locationOf(context);
  const values = {
    past: showCell(captures.past, past),
    future: showCell(captures.future, futureCell(difference, captures)),
    reversed: showCell(captures.reversed, reversed),
  };
  const mapper = faultyLine(context, plan, faultyWay(values));
  return {
    path: pathOf(difference, paths),
    type: context.type,
    field: context.field,
    ...values,
    count,
    why,
    ...(location && { location }),
    ...(mapper && { mapper }),
  };
}

function others(count: number): string {
  return count > 1 ? ` (and ${count - 1} more)` : '';
}

function pathOf({ owner, label }: Omit<Exclusion, 'why'>, paths: () => GraphPaths): string {
  return owner < 0 ? label : paths().of(owner) + label;
}

/** What stands in the future process where the past value was, as far as one value stands for it there. */
function futureCell({ context, owner, past, label }: Difference, { past: graph, future }: Captures): Cell {
  const { plan } = context;
  if (owner < 0) return plan?.future ? (future.rootCell(plan.future) ?? NOTHING) : NOTHING;
  const counterparts = future.capture.correspondence;
  const counterpart = counterparts?.[owner] ?? -1;
  const moved = past.id >= 0 ? (counterparts?.[past.id] ?? -1) : -1;
  if (counterpart < 0) return moved < 0 ? NOTHING : { id: moved, value: undefined };
  const { kind } = graph.tableOf(owner);
  if (kind === 'array' && future.tableOf(counterpart).kind === 'array') return elementCell(future, counterpart, label);
  if (label === '') return { id: counterpart, value: undefined };
  const name = plan && 'change' in plan ? plan.future : context.field;
  const cell = name ? fieldCell(future, counterpart, name) : NOTHING;
  return cell === NOTHING && moved >= 0 ? { id: moved, value: undefined } : cell;
}

function elementCell(future: CaptureGraph, id: number, label: string): Cell {
  const index = Number(label.slice(1, -1));
  if (!(index < future.lengthOf(id))) return NOTHING;
  return cellAt(future.tableOf(id).items[0]!, future.startOf(id) + index);
}

function locationOf({ plan }: Context): ReportLocation | undefined {
  if (plan?.futurePosition) return { version: 'future', ...plan.futurePosition };
  return plan?.pastPosition ? { version: 'past', ...plan.pastPosition } : undefined;
}

type Direction = 'forward' | 'backward';

/** Which way the value was lost: forward, where the future process already holds what the reversed process ended with. */
function faultyWay({ future, reversed }: Pick<Mismatch, 'future' | 'reversed'>): Direction {
  return bare(future) === bare(reversed) ? 'forward' : 'backward';
}

/** A shown value without what tells its type. */
function bare(text: string): string {
  return text.replace(/^"(.*)"$/s, '$1').replace(/^(-?\d+)n$/, '$1');
}

/** The statement of a mapper that fills the field that way or, where it has none of its own, the mapper. */
export function faultyLine(
  { type, field, plan: piece }: Context,
  plan: TransferPlan,
  way: Direction,
): ReportLocation | undefined {
  const names = new Set([field, piece?.past, piece?.future]);
  const candidates = plan.mappers.flatMap((module) =>
    (module.locations ?? []).filter((one) => one.type === type).map((one) => ({ ...one, file: module.name })),
  );
  const best =
    candidates.find((one) => one.direction === way && one.field !== null && names.has(one.field)) ??
    candidates.find((one) => one.field !== null && names.has(one.field)) ??
    candidates.find((one) => one.direction === way && one.field === null);
  return best && { version: 'transfer', file: best.file, line: best.line, column: best.column };
}

/** The first of each group and how many there are. */
class Groups<Item> {
  readonly #groups = new Map<string, { readonly first: Item; count: number }>();

  add(key: string, item: Item): void {
    const group = this.#groups.get(key);
    if (group) group.count++;
    else this.#groups.set(key, { first: item, count: 1 });
  }

  get all(): readonly { readonly first: Item; readonly count: number }[] {
    return [...this.#groups.values()];
  }
}

/** What nobody may ask for is not computed: it would take as long as all of the comparison. */
function lazily<Value extends object>(compute: () => Value): () => Value {
  let value: Value | undefined;
  return () => {
    value ??= compute();
    return value;
  };
}
