// How long the diff of two versions of a large program takes, beside TypeScript itself, and how it grows:
//   node bench/diff.mjs [--runs 3] [--files 400] [--lines 80000] [--types 1500] [--growth 100,1000,10000] [--json FILE]
// The yardstick builds both programs with the same compiler, options and declarations and reports their semantic
// diagnostics. Both run in fresh processes, in turns; medians are printed. The growth is the exponent of the line that
// fits the cost of reading and judging, in processor time, against the number of state-bearing types best: 1 is linear.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { writeProgram } from './program.mjs';

const { values: flags } = parseArgs({
  options: {
    runs: { type: 'string', default: '3' },
    files: { type: 'string', default: '400' },
    lines: { type: 'string', default: '80000' },
    types: { type: 'string', default: '1500' },
    growth: { type: 'string', default: '100,300,1000,3000,10000' },
    json: { type: 'string' },
  },
});
const folder = realpathSync(mkdtempSync(join(tmpdir(), 'timeferry-diff-')));
try {
  const cold = compareCold();
  const growth = measureGrowth();
  if (flags.json !== undefined) writeFileSync(flags.json, `${JSON.stringify({ cold, growth }, null, 2)}\n`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function compareCold() {
  writeProgram(folder, { files: Number(flags.files), lines: Number(flags.lines), types: Number(flags.types) });
  const runs = { diff: [], 'type checker': [] };
  for (let run = 0; run < Number(flags.runs); run += 1) {
    runs.diff.push(measure('run-diff.mjs'));
    runs['type checker'].push(measure('check-types.mjs'));
  }
  const rows = Object.fromEntries(Object.entries(runs).map(([name, each]) => [name, medians(each)]));
  const { diff, 'type checker': yardstick } = rows;
  const ratio = (key) => Number((diff[key] / yardstick[key]).toFixed(2));
  rows.ratio = { wall: ratio('wall'), processor: ratio('processor'), memory: ratio('memory') };
  console.log(`\nBoth versions of ${flags.files} files, ${flags.lines} lines, about ${flags.types} types (ms, MB):`);
  console.table(rows, ['wall', 'processor', 'memory']);
  return rows;
}

function measureGrowth() {
  const rows = flags.growth.split(',').map((size) => {
    const types = Number(size);
    rmSync(folder, { recursive: true, force: true });
    writeProgram(folder, { files: Math.ceil(types / 4), lines: types * 16, types });
    const { types: found, reading, judging } = measure('run-diff.mjs');
    return { types: found, reading, judging, perType: Number(((reading + judging) / found).toFixed(3)) };
  });
  const exponent = (key) => Number(slope(rows.map((row) => [Math.log(row.types), Math.log(row[key])])).toFixed(2));
  const total = slope(rows.map((row) => [Math.log(row.types), Math.log(row.reading + row.judging)]));
  console.log('\nProcessor time by the number of state-bearing types (ms):');
  console.table(rows);
  const exponents = { total: Number(total.toFixed(2)), reading: exponent('reading'), judging: exponent('judging') };
  console.log(`Exponents: ${JSON.stringify(exponents)}`);
  return { rows, exponents };
}

/** Runs one of the measured programs in a process of its own; it prints what it measured. */
function measure(script) {
  const path = fileURLToPath(new URL(`diff/${script}`, import.meta.url));
  const tsx = import.meta.resolve('tsx/esm');
  const output = execFileSync(process.execPath, ['--max-old-space-size=8192', '--import', tsx, path, folder], {
    encoding: 'utf8',
  });
  return JSON.parse(output);
}

function medians(runs) {
  const of = (key) => runs.map((run) => run[key]).toSorted((a, b) => a - b)[Math.floor(runs.length / 2)];
  return Object.fromEntries(Object.keys(runs[0]).map((key) => [key, of(key)]));
}

/** The slope of the straight line with the least squares. */
function slope(points) {
  const mean = (at) => points.reduce((sum, point) => sum + point[at], 0) / points.length;
  const [x, y] = [mean(0), mean(1)];
  const of = (product) => points.reduce((sum, point) => sum + product(point), 0);
  return of(([a, b]) => (a - x) * (b - y)) / of(([a]) => (a - x) ** 2);
}
