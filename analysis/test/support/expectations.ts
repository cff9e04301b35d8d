import type { DiffReport, PieceReport } from '../../src/diff-report.ts';

/** One statement of a corpus case about the report: which entry is meant, and what may be said of it. */
export interface Expectation {
  readonly root?: string;
  readonly pastRoot?: string;
  readonly type?: string | readonly string[];
  readonly pastType?: string;
  readonly field?: string;
  readonly pastField?: string;
  readonly verdict: readonly string[];
  readonly change?: readonly string[];
}

type Entry = Pick<PieceReport, 'name' | 'pastName' | 'verdict'> & { readonly change?: string };

/** What the report says instead of what was expected; `undefined` where the expectation holds. */
export function violation(report: DiffReport, expected: Expectation): string | undefined {
  const { among, name, pastName } = entriesFor(report, expected);
  const found = among.filter((entry) => isMeant(entry, name, pastName));
  if (found.length === 0) {
    if (expected.verdict.includes('absent')) return undefined;
    const near = among.filter((entry) =>
      [entry.name, entry.pastName].some((each) => each === name || each === pastName),
    );
    const mayBeLeftOut =
      name !== undefined && isField(expected) && expected.verdict.join() === 'same' && pastName === undefined;
    return near.length === 0 && mayBeLeftOut ? undefined : `nothing of that name; near: ${near.map(show).join('; ')}`;
  }
  const wrong = found.filter(
    (entry) =>
      !expected.verdict.includes(entry.verdict) || (expected.change && !expected.change.includes(entry.change ?? '')),
  );
  return wrong.length === 0 ? undefined : wrong.map(show).join('; ');
}

const isField = (expected: Expectation) => expected.field !== undefined || expected.pastField !== undefined;

function entriesFor(
  report: DiffReport,
  expected: Expectation,
): { among: readonly Entry[]; name?: string; pastName?: string } {
  if (expected.root !== undefined || expected.pastRoot !== undefined) {
    return named(report.roots, expected.root, expected.pastRoot);
  }
  const names = [expected.type ?? []].flat();
  const wanted = report.types.filter((type) =>
    names.length > 0 ? type.name !== null && names.includes(type.name) : type.pastName === expected.pastType,
  );
  if (!isField(expected))
    return named(wanted, names.length > 0 ? (wanted[0]?.name ?? '') : undefined, expected.pastType);
  const gone = report.types.filter((type) => type.pastName !== null && names.includes(type.pastName));
  const owners = wanted.length > 0 || expected.pastField === undefined ? wanted : gone;
  return named(
    owners.flatMap((type) => type.fields),
    expected.field,
    expected.pastField,
  );
}

function named(among: readonly Entry[], name: string | undefined, pastName: string | undefined) {
  return { among, ...(name !== undefined && { name }), ...(pastName !== undefined && { pastName }) };
}

function isMeant(entry: Entry, name: string | undefined, pastName: string | undefined): boolean {
  if (name !== undefined && pastName !== undefined) return entry.name === name && entry.pastName === pastName;
  return name !== undefined ? entry.name === name : entry.pastName === pastName && entry.name === null;
}

const show = (entry: Entry) => `${entry.pastName} -> ${entry.name}: ${entry.verdict} (${entry.change ?? '-'})`;
