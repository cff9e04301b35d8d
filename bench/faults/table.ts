import { readFile, writeFile } from 'node:fs/promises';
import { cpus, totalmem } from 'node:os';
import type { Fault } from './fault.ts';
import type { Trial } from './main.ts';
import type { Detection } from './try-fault.ts';

const COLUMNS: readonly Detection[] = [
  'error',
  'time limit',
  'memory limit',
  'state comparison',
  'check of the future state',
  'type check',
  'equivalent',
  'missed',
];

/** A row for each kind of fault, and one for all: how many were detected by what. */
export function table(trials: readonly Trial[]): string {
  const kinds = [...new Set(trials.map(({ fault }) => fault.kind))].sort();
  const row = (name: string, some: readonly Trial[]) => {
    const counts = COLUMNS.map((column) => some.filter(({ detection }) => detection === column).length);
    const harmed = some.filter(({ harm }) => harm.length > 0).length;
    return `| ${[name, some.length, ...counts.map((count) => count || ''), harmed || 'none'].join(' | ')} |`;
  };
  return [
    `| fault | runs | ${COLUMNS.join(' | ')} | past process harmed |`,
    `|---|${'---:|'.repeat(COLUMNS.length + 2)}`,
    ...kinds.map((kind) =>
      row(
        kind,
        trials.filter(({ fault }) => fault.kind === kind),
      ),
    ),
    row('**all**', trials),
  ].join('\n');
}

/** Where a fault is: the program, and the line of its transfer module where it stands in one. */
export function placeOf(fault: Fault): string {
  return 'line' in fault ? `${fault.program}, line ${fault.line}` : fault.program;
}

const PAGE = new URL('../../docs/faults.md', import.meta.url);
const BEGIN = '<!-- table: node bench/faults/run.mjs --write -->';
const END = '<!-- end of the table -->';

/** Puts the table, what was missed, and the machine's figures into docs/faults.md. */
export async function writeTable(trials: readonly Trial[]): Promise<void> {
  const page = await readFile(PAGE, 'utf8');
  const before = page.slice(0, page.indexOf(BEGIN));
  const after = page.slice(page.indexOf(END));
  const machine = `Node ${process.versions.node}, ${cpus().length} processors, ${Math.round(totalmem() / 2 ** 30)} GiB.`;
  const missed = trials.filter(({ detection }) => detection === 'missed');
  const lines = missed.map(({ fault }) => `- ${placeOf(fault)}, ${fault.kind}: \`${fault.change}\``);
  const list = missed.length > 0 ? `\n\nMissed:\n\n${lines.join('\n')}` : '';
  await writeFile(PAGE, `${before}${BEGIN}\n\n${machine}\n\n${table(trials)}${list}\n\n${after}`);
}
