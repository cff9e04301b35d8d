import type { Position } from './position.ts';
import { reachedTypes } from './reach.ts';
import type { CandidateEvidence, FieldPair, RootPair, StaleRule, StateDiff, TypePair } from './state-diff.ts';
import type { Change, Verdict } from './verdict.ts';
import { VERDICTS } from './verdict.ts';

/** What `timeferry diff --json` prints. */
export interface DiffReport {
  readonly schema: 1;
  readonly roots: readonly RootReport[];
  readonly types: readonly TypeReport[];
  /** Fields and roots by verdict; a field or root that is still undecided counts on both sides. */
  readonly summary: Readonly<Record<Verdict, number>>;
  /** Doc tags and rules that match nothing any more. */
  readonly stale: readonly StaleRule[];
}

export interface PieceReport {
  readonly name: string | null;
  readonly pastName: string | null;
  readonly change: Change;
  readonly pastType: string | null;
  readonly futureType: string | null;
  readonly verdict: Verdict;
  readonly reason: string;
  readonly candidates?: readonly string[];
  /** How likely each candidate is, from 0 to 1, and why. */
  readonly evidence?: readonly CandidateEvidence[];
  /** Why its author has it not transferred. */
  readonly settled?: string;
  readonly past: Position | null;
  readonly future: Position | null;
}

export interface RootReport extends PieceReport {
  readonly kind: 'let' | 'const' | 'static' | 'closure';
  /** Verdict of the root alone, without what it reaches. */
  readonly own: Verdict;
  /** Of a root that changed and is milder than what it reaches: the first piece there that gives it its verdict. */
  readonly reached?: string;
}

export interface TypeReport {
  readonly name: string | null;
  readonly pastName: string | null;
  readonly verdict: Verdict;
  readonly change: Change;
  readonly reason: string;
  /** Of a type of a dependency: `package@version`, in the version of the program that has it. */
  readonly pastPackage?: string;
  readonly futurePackage?: string;
  readonly past: Position | null;
  readonly future: Position | null;
  readonly fields: readonly PieceReport[];
}

/** The diff as plain data for programs to read. */
export function diffReport(diff: StateDiff): DiffReport {
  const pieces = [...diff.roots, ...diff.types.flatMap((type) => type.fields)];
  const counts = VERDICTS.map((verdict) => [verdict, pieces.filter((piece) => piece.verdict === verdict).length]);
  return {
    schema: 1,
    roots: diff.roots.map((root) => rootReport(root, diff)),
    types: diff.types.map(typeReport),
    summary: Object.fromEntries(counts) as Record<Verdict, number>,
    stale: diff.stale ?? [],
  };
}

function rootReport(root: RootPair, diff: StateDiff): RootReport {
  const reached = root.own !== root.verdict && root.change !== 'none' ? worstReached(root, diff) : undefined;
  const kind = (root.future ?? root.past)!.kind;
  return { ...pieceReport(root), kind, own: root.own, ...(reached !== undefined && { reached }) };
}

/** Name of the first piece that a root reaches and that has the root's verdict. */
function worstReached({ past, future, verdict }: RootPair, diff: StateDiff): string | undefined {
  const names = (['past', 'future'] as const).map((side) => {
    const root = side === 'past' ? past : future;
    return root ? reachedTypes(diff[side], [root.type], { weak: false }) : new Set<string>();
  });
  for (const type of diff.types) {
    const isReached = [type.past, type.future].some((each, side) => each && names[side]!.has(each.name));
    if (!isReached || type.verdict !== verdict) continue;
    const field = type.fields.find((each) => each.verdict === verdict);
    return field ? `${type.key}.${(field.future ?? field.past)!.name}` : type.key;
  }
  return undefined;
}

function typeReport({ past, future, verdict, own, fields }: TypePair): TypeReport {
  return {
    name: future?.name ?? null,
    pastName: past?.name ?? null,
    verdict,
    change: own.change,
    reason: own.reason,
    ...(past?.package !== undefined && { pastPackage: past.package }),
    ...(future?.package !== undefined && { futurePackage: future.package }),
    past: past?.position ?? null,
    future: future?.position ?? null,
    fields: fields.map(pieceReport),
  };
}

function pieceReport(pair: FieldPair | RootPair): PieceReport {
  const { past, future, change, verdict, reason, candidates, evidence, transient } = pair;
  return {
    name: future?.name ?? null,
    pastName: past?.name ?? null,
    change,
    pastType: past?.typeText ?? null,
    futureType: future?.typeText ?? null,
    verdict,
    reason,
    ...(candidates && { candidates }),
    ...(evidence && { evidence }),
    ...(transient !== undefined && { settled: transient }),
    past: past?.position ?? null,
    future: future?.position ?? null,
  };
}
