import type { DiffReport, PieceReport, RootReport } from '@timeferry/analysis/diff-report';
import type { Verdict } from '@timeferry/analysis/verdict';
import type { Paint } from './terminal.ts';

const COLOURS: Record<Verdict, Parameters<Paint>[0]> = {
  same: 'dim',
  auto: 'green',
  lossy: 'cyan',
  choose: 'yellow',
  manual: 'yellow',
  refused: 'red',
};

/** The diff for people: a table of the roots, one per type that changed, and the counts. `width` null: nothing is wrapped. */
export function renderDiff(report: DiffReport, paint: Paint, width: number | null): string {
  const blocks = [table(paint('bold', 'State roots'), report.roots, paint, width)];
  for (const type of report.types) {
    const name = type.name ?? type.pastName ?? '';
    const was = type.name === null ? ' (removed)' : type.pastName === null ? ' (new)' : '';
    const renamed = type.name !== null && type.pastName !== null && type.name !== type.pastName;
    const origin = [...new Set([type.pastPackage, type.futurePackage].filter((each) => each !== undefined))];
    const from = origin.length > 0 ? ` (${origin.join(' -> ')})` : '';
    const title = `${paint('bold', name)}${was}${renamed ? ` (was ${type.pastName})` : ''}${from}`;
    blocks.push(table(title, type.fields, paint, width));
  }
  blocks.push(...report.stale.map(({ message }) => `${paint('yellow', 'stale')}  ${message}`));
  const shown = blocks.filter((block) => block !== '');
  return `${[...shown, summaryLine(report, paint)].join('\n\n')}\n`;
}

/** `2 lossy, 1 manual`: the counts that are not zero. */
export function summaryLine({ summary }: Pick<DiffReport, 'summary'>, paint: Paint): string {
  const counts = Object.entries(summary).filter(([, count]) => count > 0);
  if (counts.length === 0) return 'No state.';
  return counts.map(([verdict, count]) => paint(COLOURS[verdict as Verdict], `${count} ${verdict}`)).join(', ');
}

function table(title: string, entries: readonly PieceReport[], paint: Paint, width: number | null): string {
  const changed = entries.filter(({ change, verdict }) => change !== 'none' || verdict !== 'same');
  if (changed.length === 0) return '';
  const rows = changed.map((entry) => ({ entry, cells: [entry.change, shortName(entry), types(entry)] as const }));
  const widths = [0, 1, 2].map((column) => Math.min(44, Math.max(...rows.map(({ cells }) => cells[column]!.length))));
  const lines = rows.flatMap(({ entry, cells }) => {
    const start = cells.map((cell, column) => cell.padEnd(widths[column]!)).join('  ');
    const verdict = paint(COLOURS[entry.verdict], entry.verdict.padEnd(7));
    return [
      `  ${start}  ${verdict}`.trimEnd(),
      ...reasonLines(entry, width).map((line) => `      ${paint('dim', line)}`),
    ];
  });
  return [title, ...lines].join('\n');
}

function shortName(entry: PieceReport): string {
  if (entry.name === null) return entry.pastName ?? '';
  return entry.pastName !== null && entry.pastName !== entry.name ? `${entry.pastName} -> ${entry.name}` : entry.name;
}

function types({ pastType, futureType }: PieceReport): string {
  if (pastType === futureType || pastType === null || pastType === undefined) return futureType ?? '';
  return futureType === null || futureType === undefined ? pastType : `${pastType} -> ${futureType}`;
}

function reasonLines(
  { verdict, change, reason, candidates, evidence, settled, reached }: PieceReport & Pick<RootReport, 'reached'>,
  width: number | null,
): readonly string[] {
  // A root that is as bad as what it reaches has nothing of its own to say.
  if (settled === undefined && (verdict === 'same' || change === 'none')) return [];
  const options = candidates?.length ? ` Candidates: ${(evidence?.map(candidate) ?? candidates).join(', ')}.` : '';
  const decided = settled === undefined ? '' : ` Settled: it is transient, ${settled}.`;
  const inside = reached === undefined ? '' : ` It is ${verdict} for what it reaches: ${reached}.`;
  return wrap(`${reason}${options}${inside}${decided}`, width === null ? null : Math.max(40, width - 8));
}

/** `email (85 %: a similar name, the same type)`. */
function candidate({ name, confidence, because }: NonNullable<PieceReport['evidence']>[number]): string {
  const why = because.length > 0 ? `: ${because.join(', ')}` : '';
  return `${name} (${Math.round(confidence * 100)} %${why})`;
}

function wrap(text: string, width: number | null): readonly string[] {
  if (width === null) return [text];
  const lines = [''];
  for (const word of text.split(' ')) {
    const line = lines.at(-1)!;
    if (line === '') lines[lines.length - 1] = word;
    else if (line.length + word.length < width) lines[lines.length - 1] = `${line} ${word}`;
    else lines.push(word);
  }
  return lines;
}
