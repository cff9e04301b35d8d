import { readFile, writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { VERDICTS } from '@timeferry/analysis/verdict';
import type { Measured } from './measure.ts';

const PAGE = new URL('../../docs/releases.md', import.meta.url);
const [BEGIN, END] = ['<!-- begin: node bench/releases/run.mjs --write -->', '<!-- end -->'];

/** The measurements as a table in markdown, with the machine's figures below it. */
export function table(measured: readonly Measured[]): string {
  const heads = ['releases', 'types', 'fields', ...VERDICTS, 'precision', 'recall', 'wrong', 'moved', 'by hand', 'ms'];
  const rows = measured.map(row);
  const total = totals(measured);
  const lines = [heads, heads.map((_, index) => (index === 0 ? '---' : '--:')), ...rows, ...total];
  const machine = `Node ${process.versions.node}, ${cpus().length} x ${cpus()[0]?.model.trim() ?? 'unknown processor'}.`;
  return [...lines.map((cells) => `| ${cells.join(' | ')} |`), '', machine].join('\n');
}

/** Puts the table into its page in `docs/`, between its two marks. */
export async function writeTable(measured: readonly Measured[]): Promise<void> {
  const page = await readFile(PAGE, 'utf8');
  const [before, rest] = page.split(BEGIN);
  const after = rest?.split(END)[1];
  if (after === undefined) throw new Error(`The page ${PAGE.pathname} has lost the marks around its table.`);
  await writeFile(PAGE, `${before}${BEGIN}\n${table(measured)}\n${END}${after}`);
}

function row(measured: Measured): string[] {
  const { pair, types, fields, verdicts, lines, score, milliseconds } = measured;
  const { right, needless, missed, wrong, moved } = score;
  return [
    `${pair.package} ${pair.past} → ${pair.future}`,
    String(types),
    String(fields),
    ...VERDICTS.map((verdict) => String(verdicts[verdict])),
    share(right, right + needless.length),
    share(right, right + missed.length),
    String(wrong.length),
    moved.all === 0 ? '–' : `${moved.named} of ${moved.all}`,
    String(lines),
    String(Math.round(milliseconds)),
  ];
}

function totals(measured: readonly Measured[]): string[][] {
  const sum = (of: (each: Measured) => number) => measured.reduce((total, each) => total + of(each), 0);
  const right = sum(({ score }) => score.right);
  const named = sum(({ score }) => score.moved.named);
  return [
    [
      'all',
      String(sum(({ types }) => types)),
      String(sum(({ fields }) => fields)),
      ...VERDICTS.map((verdict) => String(sum(({ verdicts }) => verdicts[verdict]))),
      share(right, right + sum(({ score }) => score.needless.length)),
      share(right, right + sum(({ score }) => score.missed.length)),
      String(sum(({ score }) => score.wrong.length)),
      `${named} of ${sum(({ score }) => score.moved.all)}`,
      String(sum(({ lines }) => lines)),
      String(Math.round(sum(({ milliseconds }) => milliseconds))),
    ],
  ];
}

const share = (part: number, whole: number): string => (whole === 0 ? '–' : (part / whole).toFixed(2));
