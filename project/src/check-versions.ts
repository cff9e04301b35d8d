import { checkTransfer, type TransferProblem } from '@timeferry/analysis/check-transfer';
import type { MissingDecision } from '@timeferry/analysis/plan/build-plan';
import type { Position } from '@timeferry/analysis/position';
import type { StateDiff } from '@timeferry/analysis/state-diff';
import type { Verdict } from '@timeferry/analysis/verdict';
import { diskFiles } from './disk-files.ts';
import type { Project } from './open-project.ts';
import { type PlannedTransfer, planTransfer } from './plan-transfer.ts';
import type { Decision } from './settings.ts';
import { covers, SETTLED_BY_DECISION } from './standing-decisions.ts';

/** What stands between two versions and an update. */
export interface CheckResult {
  /** Pieces of state that nobody has decided, and no mapper moves. */
  readonly open: readonly OpenPiece[];
  /** What is wrong with the transfer modules. */
  readonly problems: readonly TransferProblem[];
  /** Pieces that a standing decision settles: one of `timeferry.json`, or `@transient` with its reason. */
  readonly settled: readonly Decision[];
  /** Standing decisions, doc tags and rules that match nothing any more. */
  readonly stale: readonly StaleDecision[];
}

/** A decision without effect. */
export interface StaleDecision extends Decision {
  /** For people: what it is, and that it matches nothing. */
  readonly message: string;
}

/** A piece of state that needs its author. */
export interface OpenPiece {
  /** `module#Type.field`, or the name of a root. */
  readonly name: string;
  readonly verdict: Verdict;
  readonly reason: string;
  /** Where it is declared: in the past version where it is gone from the future one. */
  readonly version: 'past' | 'future';
  readonly position: Position | null;
}

/** Checks the transfer of a project. Throws `UserError` where a source of either version cannot be read whole. */
export function checkVersions(project: Project, planned: PlannedTransfer = planTransfer(project)): CheckResult {
  const { past, future, settings } = project;
  const { diff, files, folder, missing, stale } = planned;
  const roots = { pastRoot: slashes(past.root), futureRoot: slashes(future.root), transferRoot: slashes(folder) };
  const problems = files.size === 0 ? [] : checkTransfer({ ...roots, fileSystem: diskFiles(), files });
  for (const { message, position } of stale) problems.push({ ...position, message, code: 0 });
  return { ...decide(missing, diff, settings.decisions ?? []), problems };
}

function decide(missing: readonly MissingDecision[], diff: StateDiff, decisions: readonly Decision[]) {
  const pieces = piecesOf(diff);
  const open: OpenPiece[] = [];
  const used = new Set<Decision>();
  for (const { name, verdict } of pieces.values()) {
    if (!SETTLED_BY_DECISION.includes(verdict)) continue;
    for (const decision of decisions) if (covers(decision, name)) used.add(decision);
  }
  for (const { name, reason, position } of missing) {
    const { verdict, version } = pieces.get(name) ?? { verdict: 'manual' as const, version: 'future' as const };
    const settled = SETTLED_BY_DECISION.includes(verdict) && decisions.some((decision) => covers(decision, name));
    if (!settled) open.push({ name, verdict, reason, version, position });
  }
  const unused = decisions.filter((decision) => !used.has(decision));
  const stale: StaleDecision[] = [
    ...unused.map((each) => ({ ...each, message: `The decision on ${each.state} matches nothing any more.` })),
    ...(diff.stale ?? []).map(({ state, message }) => ({ state, reason: '', message })),
  ];
  return { open, settled: [...decisions.filter((decision) => used.has(decision)), ...transients(diff)], stale };
}

/** What its author has not transferred, as the decision that it is. */
function transients({ roots, types }: StateDiff): Decision[] {
  const fields = types.flatMap(({ key, fields }) => fields.map((pair) => ({ pair, scope: `${key}.` })));
  return [...roots.map((pair) => ({ pair, scope: '' })), ...fields].flatMap(({ pair, scope }) =>
    pair.transient === undefined ? [] : [{ state: scope + (pair.future ?? pair.past)!.name, reason: pair.transient }],
  );
}

/** Every root and field of a diff, by the name that a decision gives it. */
function piecesOf(diff: StateDiff): Map<string, Pick<OpenPiece, 'name' | 'verdict' | 'version'>> {
  const pieces = new Map<string, Pick<OpenPiece, 'name' | 'verdict' | 'version'>>();
  const add = (name: string, verdict: Verdict, isThere: boolean) =>
    pieces.set(name, { name, verdict, version: isThere ? 'future' : 'past' });
  for (const root of diff.roots) add((root.future ?? root.past)!.name, root.own, root.future !== null);
  for (const { key, fields } of diff.types) {
    for (const field of fields)
      add(`${key}.${(field.future ?? field.past)!.name}`, field.verdict, field.future !== null);
  }
  return pieces;
}

function slashes(path: string): string {
  return path.replaceAll('\\', '/');
}
