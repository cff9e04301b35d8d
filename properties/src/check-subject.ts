import type { Conversion } from '@timeferry/analysis/conversion';
import { partsOf } from '@timeferry/analysis/generate/parts-of';
import type { StateDiff } from '@timeferry/analysis/state-diff';
import type { TransferPlan } from '@timeferry/analysis/transfer-plan';
import { initializerKey } from '@timeferry/transfer/initializer-key';
import fc from 'fast-check';
import { buildValue } from './build-value.ts';
import { hintsOf } from './hints.ts';
import { type Direction, type Stations, travel } from './journey.ts';
import { type Fault, type Judgement, judgeJourney } from './judge-journey.ts';
import type { Recipe } from './recipe.ts';
import { smallestRecipe } from './smallest-recipe.ts';
import { StandInProgram } from './stand-in-program.ts';
import type { Subject } from './subject.ts';
import { violationsOf } from './type-violations.ts';
import { NoValueError, ValueRecipes } from './value-recipes.ts';

export interface CheckContext {
  readonly diff: StateDiff;
  readonly plan: TransferPlan;
  readonly targets: ReadonlySet<string>;
  /** Folder for captures. */
  readonly folder: string;
}

export interface CheckSettings {
  readonly seed: number;
  /** Values for each direction. */
  readonly runs: number;
  /** Runs one journey; whoever limits its time throws where it takes too long. */
  readonly run?: (journey: () => Judgement) => Judgement;
  /** Is told of each journey before it begins. */
  readonly begin?: (direction: Direction, recipe: Recipe) => void;
}

/** What was found about one subject. */
export interface SubjectResult {
  readonly outcome: 'holds' | 'broken' | 'unproved';
  /** Journeys that were compared. */
  readonly runs: number;
  readonly counterexample: Counterexample | null;
  readonly why: string | null;
}

export interface Counterexample extends Fault {
  readonly direction: Direction;
  readonly recipe: Recipe;
}

/**
 * Sends arbitrary values of a subject's types there and back, and gives the smallest one found for which its law does not
 * hold. A past value starts there for every law, a future one only where the law promises something of it.
 */
export function checkSubject(subject: Subject, context: CheckContext, settings: CheckSettings): SubjectResult {
  if (subject.unfinished !== null)
    return { outcome: 'unproved', runs: 0, counterexample: null, why: subject.unfinished };
  const isTwoWay = subject.mapper !== null && ['bijective', 'lossy-backward'].includes(subject.law);
  const directions: Direction[] = isTwoWay ? ['forward', 'backward'] : ['forward'];
  const tally: Tally = { compared: 0, elsewhere: new Map() };
  try {
    for (const direction of directions) {
      const counterexample = search(subject, direction, context, settings, tally);
      if (counterexample) return { outcome: 'broken', runs: tally.compared, counterexample, why: null };
    }
  } catch (error) {
    if (!(error instanceof NoValueError)) throw error;
    return { outcome: 'unproved', runs: tally.compared, counterexample: null, why: error.message };
  }
  const why = tally.compared === 0 ? whyNothing(tally) : null;
  return { outcome: why === null ? 'holds' : 'unproved', runs: tally.compared, counterexample: null, why };
}

interface Tally {
  compared: number;
  readonly elsewhere: Map<string, number>;
}

function whyNothing({ elsewhere }: Tally): string {
  const [worst] = [...elsewhere].sort(([, a], [, b]) => b - a);
  return `no value got there and back, because of ${worst?.[0] ?? 'nothing that is known'}`;
}

function search(
  subject: Subject,
  direction: Direction,
  context: CheckContext,
  { seed, runs, run = (journey) => journey(), begin }: CheckSettings,
  tally: Tally,
): Counterexample | null {
  let failed: Counterexample | null = null;
  const property = fc.property(recipesFor(subject, direction, context), (recipe) => {
    begin?.(direction, recipe);
    const judged = run(() => judge(subject, direction, recipe, context));
    if (judged.kind === 'elsewhere') tally.elsewhere.set(judged.target, (tally.elsewhere.get(judged.target) ?? 0) + 1);
    else if (failed === null) tally.compared += 1;
    if (judged.kind !== 'broken') return true;
    failed = { ...judged.fault, direction, recipe };
    return false;
  });
  const details = fc.check(property, { seed, numRuns: runs });
  if (details.errorInstance instanceof NoValueError) throw details.errorInstance;
  return failed;
}

/** Arbitrary values of the version that a journey starts in. */
export function recipesFor(subject: Subject, direction: Direction, { diff, plan }: CheckContext): fc.Arbitrary<Recipe> {
  const side = direction === 'forward' ? 'past' : 'future';
  const other = side === 'past' ? 'futureClass' : 'pastClass';
  const isAt = (fields: readonly string[]) => (place: string) => fields.some((field) => place.startsWith(field));
  const recipes = new ValueRecipes(diff[side], {
    hints: hintsOf(diff),
    mayBeBare: (name) => !plan.types.some((type) => type[side] === name && type[other] !== null),
    mayShareDates: isAt(placesOf(diff, side, isCarriedWhole)),
    mustNotShare: isAt(direction === 'backward' ? placesOf(diff, side, hasWrap) : []),
  });
  return recipes.of(subject[side], subject.root[side] ?? subject.target);
}

/** The fields of one version whose conversion passes a test. */
function placesOf(diff: StateDiff, side: 'past' | 'future', test: (conversion: Conversion) => boolean): string[] {
  return diff.types.flatMap((type) =>
    type.fields.flatMap((pair) => {
      const field = pair[side];
      return field && test(pair.conversion ?? KEPT) ? [`${type[side]!.name}.${field.name}`] : [];
    }),
  );
}

const KEPT: Conversion = { kind: 'keep', shape: { kind: 'value' } };

/** What becomes a text or a number cannot stay one object at two places. */
function isCarriedWhole({ kind }: Conversion): boolean {
  return kind === 'keep' || kind === 'widen' || kind === 'narrow';
}

/** The list around a value is made anew, so that no two objects get the same one. */
function hasWrap(conversion: Conversion): boolean {
  return conversion.kind === 'wrap' || partsOf(conversion).some(hasWrap);
}

/** Sends the value of a recipe on its journey and holds it against the law. */
export function judge(subject: Subject, direction: Direction, recipe: Recipe, context: CheckContext): Judgement {
  const { diff, folder, targets } = context;
  const plan = { ...context.plan, roots: [subject.root] };
  const side = direction === 'forward' ? 'past' : 'future';
  const far = side === 'past' ? 'future' : 'past';
  const stations = stationsOf(diff, subject, side, far);
  stations.start.value = buildValue(recipe, stations.start, diff[side]);
  const initializers = initializersOf(context, stations.away, far, stations.home, side);
  const journey = travel({ ...stations, direction, plan, diff, folder, initializers });
  const isThere = journey.there.failure === null;
  const violations = isThere
    ? violationsOf(stations.away.value, subject[far], subject.root[far] ?? subject.target, stations.away, diff[far])
    : [];
  return judgeJourney({ subject, plan, direction, journey, violations, targets });
}

function stationsOf(diff: StateDiff, subject: Subject, here: 'past' | 'future', far: 'past' | 'future'): Stations {
  const program = (side: 'past' | 'future') => new StandInProgram(diff[side], subject.root[side]!);
  return { start: program(here), away: program(far), home: program(here) };
}

/**
 * First values of new fields: an initializer that names what only its module has cannot run here, so a small value of the
 * field's type stands in for what it gives.
 */
function initializersOf(
  { diff, plan }: CheckContext,
  away: StandInProgram,
  far: 'past' | 'future',
  home: StandInProgram,
  here: 'past' | 'future',
): Map<string, () => unknown> {
  const program = far === 'future' ? away : here === 'future' ? home : null;
  const found = new Map<string, () => unknown>();
  if (!program) return found;
  for (const type of plan.types) {
    const declared = type.future === null ? undefined : diff.future.types.get(type.future);
    for (const field of type.fields.filter((one) => one.initializer !== null && one.future !== null)) {
      const known = declared?.fields.find((one) => one.name === field.future);
      if (!known || known.initializer?.selfContained) continue;
      const make = () => buildValue(smallestRecipe(diff.future, known.type), program, diff.future);
      found.set(initializerKey(type.key, field.future!), make);
    }
  }
  return found;
}
