import { lineStarts, positionAt } from '@timeferry/analysis/compile-mapper';
import { readMappers } from '@timeferry/analysis/generate/read-mappers';
import type { TransferPlan, TypePlan } from '@timeferry/analysis/transfer-plan';
import type { GuardBreach, RebuildSummary } from '@timeferry/transfer/rebuild-result';
import { locateFailure } from '@timeferry/transfer/report-stack';
import type { Direction, Journey } from './journey.ts';
import type { Subject } from './subject.ts';
import type { Violation } from './type-violations.ts';

/** What a journey shows of the mapper that is checked. */
export type Judgement =
  | { readonly kind: 'holds' }
  /** Another mapper, which is checked by itself, broke the journey. */
  | { readonly kind: 'elsewhere'; readonly target: string }
  | { readonly kind: 'broken'; readonly fault: Fault };

/** What is wrong, where in the value, and at which line of the mapper. */
export interface Fault {
  /** It hangs, or ends the process that runs it. */
  readonly isFatal: boolean;
  readonly message: string;
  readonly path: string;
  readonly place: { readonly line: number; readonly column: number } | null;
}

export interface JudgeInput {
  readonly subject: Subject;
  readonly plan: TransferPlan;
  readonly direction: Direction;
  readonly journey: Journey;
  /** Where the value was not of the declared type after the way there. */
  readonly violations: readonly Violation[];
  /** Targets of all that is checked. */
  readonly targets: ReadonlySet<string>;
}

/** Holds a journey against the law of its mapper. */
export function judgeJourney(input: JudgeInput): Judgement {
  const { there, back } = input.journey;
  return (
    judgeFailure(input, there, 'there') ??
    (back && judgeFailure(input, back, 'back')) ??
    judgeGuards(input) ??
    judgeViolations(input) ??
    judgeMismatches(input) ?? { kind: 'holds' }
  );
}

function judgeFailure(input: JudgeInput, { failure }: RebuildSummary, way: 'there' | 'back'): Judgement | undefined {
  if (!failure) return undefined;
  const location = failure.stack === null ? undefined : locateFailure(failure.stack, input.plan.mappers);
  const target = location && mapperAt(input.plan, location.file, location.line);
  if (target !== undefined && isOthers(input, target)) return { kind: 'elsewhere', target };
  const message = `on the way ${way} the transfer ${failure.exited ? failure.message : `threw ${failure.message}`}`;
  const place = location ? { line: location.line, column: location.column } : null;
  return broken(message, failure.path ?? input.subject.target, place);
}

/** Whether every guard must hold for this law, on a journey that starts in this version. */
export function isStrict({ law }: Subject, direction: Direction): boolean {
  return law === 'bijective' || (direction === 'forward' && (law === 'lossy-backward' || law === 'new-only'));
}

function judgeGuards(input: JudgeInput): Judgement | undefined {
  if (!isStrict(input.subject, input.direction)) return undefined;
  const breach = breachesOf(input).find((one) => !isOthers(input, one.type));
  if (!breach) return undefined;
  const { law } = input.subject;
  const what = input.direction === 'forward' ? 'past value' : 'future value';
  const message = `the mapper promises "${law}", but its guard does not hold for this ${what}: it ${breach.why}`;
  return broken(message, pathOf(breach), lineOf(input, breach.type, breach.field));
}

function judgeViolations(input: JudgeInput): Judgement | undefined {
  const side = input.direction === 'forward' ? 'future' : 'past';
  const found = input.violations.filter((one) => !isExempt(input, one.type, one.field));
  const own = found.find((one) => !isOthers(input, one.type));
  if (own) {
    const message = `the value is not of the ${side} version's type: ${own.why}`;
    return broken(message, own.path, lineOf(input, own.type, own.field));
  }
  return found[0] && { kind: 'elsewhere', target: found[0].type };
}

function judgeMismatches(input: JudgeInput): Judgement | undefined {
  const found = input.journey.mismatches.filter((one) => !isExempt(input, one.type, one.field));
  const own = found.find((one) => !isOthers(input, one.type));
  if (!own) return found[0] && { kind: 'elsewhere', target: found[0].type };
  const message = `${own.why}: ${own.past} became ${own.future} and came back as ${own.reversed}`;
  return broken(message, own.path, own.mapper ?? lineOf(input, own.type, own.field));
}

/** What a guard has given up, and what nobody has decided yet, proves nothing. */
function isExempt(input: JudgeInput, type: string, field: string): boolean {
  const pair = typePlan(input.plan, type);
  const plan = pair?.fields.find((one) => one.past === field || one.future === field);
  if (plan?.how === 'undecided') return true;
  if (plan?.how === 'drop' && input.direction === 'backward') return true;
  return breachesOf(input).some((breach) => {
    if (breach.type !== type && typePlan(input.plan, breach.type) !== (pair ?? null)) return false;
    return !plan || breach.field === plan.past || breach.field === plan.future;
  });
}

function breachesOf({ journey }: JudgeInput): readonly GuardBreach[] {
  return [...journey.there.breaches, ...(journey.back?.breaches ?? [])];
}

function typePlan({ types }: TransferPlan, name: string): TypePlan | null {
  return types.find((type) => type.key === name || type.future === name || type.past === name) ?? null;
}

function isOthers({ subject, targets, plan }: JudgeInput, name: string): boolean {
  const target = typePlan(plan, name)?.key ?? name;
  return target !== subject.target && targets.has(target);
}

/** The target of the mapper whose text has this line. */
function mapperAt({ mappers }: TransferPlan, file: string, line: number): string | undefined {
  const module = mappers.find(({ name }) => name === file);
  if (!module) return undefined;
  const starts = lineStarts(module.source);
  return readMappers(module.source).find(
    ({ start, end }) => positionAt(starts, start).line <= line && line <= positionAt(starts, end).line,
  )?.target;
}

/** The statement that fills a field on the way there, or on the way back. */
function lineOf({ plan, direction }: JudgeInput, type: string, field: string): Fault['place'] {
  const pair = typePlan(plan, type);
  const names = pair?.fields.find((one) => one.past === field || one.future === field) ?? {
    past: field,
    future: field,
  };
  const target = pair?.key ?? type;
  const all = plan.mappers.flatMap(({ locations = [] }) => locations.filter((one) => one.type === target));
  const filling = all.filter((one) => one.field !== null && (one.field === names.past || one.field === names.future));
  return filling.find((one) => one.direction === direction) ?? filling[0] ?? null;
}

function pathOf({ path, field }: GuardBreach): string {
  return field === '' || path.endsWith(`.${field}`) || path.includes('#') ? path : `${path}.${field}`;
}

function broken(message: string, path: string, place: Fault['place']): Judgement {
  return {
    kind: 'broken',
    fault: { isFatal: false, message, path, place: place && { line: place.line, column: place.column } },
  };
}
