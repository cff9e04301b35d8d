// How long a rehearsal takes and what the past process feels of it, by the size and shape of its heap, in units of what the
// engine's own serializer takes for the same state in a process that was started the same way:
//   node bench/transfer.mjs [--sizes 10000,100000,1000000] [--shapes map,list,arrays,strings,aliased] [--load] [--write]
//                           [--mappers default,by-hand] [--runs 3] [--memory MB] [--check]
// `--write` writes docs/scale.md; `--load` also measures a server with 50 connections; `--check` fails where a figure is
// far off what it should be. With `--runs 1` a quiet machine needs less than 12 minutes. 10,000,000 objects need about
// 16 GB: --sizes 10000000 --memory 12000 --runs 1.
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { root } from '../scripts/run.mjs';
import { measureLoad } from './transfer/load.mjs';
import { measureRehearsal, measureUnit } from './transfer/measure.mjs';
import { exponentOf, renderScale } from './transfer/render-scale.mjs';

const SHAPES = ['map', 'list', 'arrays', 'strings', 'aliased'];
/** Many times what is expected: only a change of the order of growth, or a second copy of everything, goes beyond. */
const SANE = { whole: 100, pause: 100, exponent: 1.6 };

const { values } = parseArgs({
  options: {
    sizes: { type: 'string', default: '10000,100000,1000000' },
    shapes: { type: 'string', default: SHAPES.join() },
    mappers: { type: 'string', default: 'default,by-hand' },
    runs: { type: 'string', default: '3' },
    memory: { type: 'string', default: '8000' },
    load: { type: 'boolean', default: false },
    write: { type: 'boolean', default: false },
    check: { type: 'boolean', default: false },
  },
});

const memoryMb = Number(values.memory);
const rows = [];
for (const shape of values.shapes.split(',')) {
  for (const size of values.sizes.split(',').map(Number)) {
    const unit = await measureUnit(shape, size, memoryMb);
    for (const mappers of values.mappers.split(',')) {
      const row = await measure(shape, size, mappers, unit);
      rows.push(row);
      console.log(JSON.stringify(row));
    }
  }
}
const load = values.load ? await measureLoad(300_000, memoryMb) : null;
const text = renderScale(rows, load);
console.log(`\n${text}`);
if (values.write) writeFileSync(`${root}/docs/scale.md`, text);
if (values.check) check();

/** The best of several runs: others on the machine only ever add to a time. */
async function measure(shape, size, mappers, unit) {
  let best;
  for (let run = 0; run < Number(values.runs); run++) {
    const one = await measureRehearsal(shape, size, mappers, memoryMb);
    const row = {
      ...{ shape, size, mappers, unit, ...one },
      units: one.cpuWhole / unit.cpu,
      wallUnits: one.whole / (unit.serialize + unit.deserialize),
      pause: one.readMs / unit.serialize,
    };
    if (best === undefined || row.units < best.units)
      best = { ...row, pause: Math.min(row.pause, best?.pause ?? row.pause) };
  }
  return best;
}

function check() {
  // What a rehearsal takes whatever it moves is many units of a small heap.
  const large = rows.filter(({ size }) => size >= 100_000);
  const wrong = large.flatMap(({ shape, size, mappers, units, pause }) => [
    ...(units > SANE.whole ? [`${shape} ${size} ${mappers} took ${units.toFixed(1)} units`] : []),
    ...(pause > SANE.pause ? [`${shape} ${size} ${mappers} stood for ${pause.toFixed(1)} times the serializer`] : []),
  ]);
  for (const shape of new Set(rows.map((row) => row.shape))) {
    const exponent = exponentOf(rows.filter((row) => row.shape === shape && row.mappers === 'default'));
    if (exponent > SANE.exponent) wrong.push(`${shape} grows with the power of ${exponent.toFixed(2)}`);
  }
  for (const one of wrong) console.error(`bench: ${one}`);
  if (wrong.length > 0) process.exitCode = 1;
}
