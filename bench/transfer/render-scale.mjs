// docs/scale.md, from what was measured.
import { cpus, loadavg, totalmem } from 'node:os';
import { TRANSFER } from './measure.mjs';

const NAMES = {
  map: 'Map of class instances, each with a Date and an array',
  list: 'linked list',
  arrays: 'arrays: small plain objects, and numbers',
  strings: 'class instances with three strings each',
  aliased: 'class instances with four references to each other',
};

/** Other work on the machine slows the rehearsal and its unit, though not at the same moments. */
const BUSY =
  loadavg()[0] > cpus().length * 2
    ? `The machine was busy with other work (a load of ${Math.round(loadavg()[0])}): times on the clock are many times what they are on a quiet one, and ratios of them waver; CPU time does so less.`
    : 'The machine had nothing else to do.';

/** The exponent of growth: the slope of time over size, both as logarithms. NaN for one size. */
export function exponentOf(rows) {
  const points = rows.map(({ objects, cpuWhole }) => [Math.log(objects), Math.log(cpuWhole)]);
  const mean = (index) => points.reduce((sum, point) => sum + point[index], 0) / points.length;
  const [x, y] = [mean(0), mean(1)];
  const covariance = points.reduce((sum, [px, py]) => sum + (px - x) * (py - y), 0);
  return covariance / points.reduce((sum, [px]) => sum + (px - x) ** 2, 0);
}

export function renderScale(rows, load) {
  const shapes = [...new Set(rows.map((row) => row.shape))];
  return `# Rehearsals at heap scale

\`node bench/transfer.mjs --load --write\` measures this and writes this page. One **unit** is what \`v8.serialize\` and \`v8.deserialize\`
together take for the same state in a process that was started the same way; they lose classes, private fields, attributes and
functions, which a rehearsal keeps. A rehearsal captures three processes, rebuilds the state twice and compares: each figure is the sum of
those phases, start-up of the versions aside. Both are CPU time of all processes and threads; the ratio is also given as the clock has it.
The **pause** is how long the past process stands still while it is read, over \`v8.serialize\` alone. Before that its heap is **searched**
for the program's functions and for promises that code waits for; during those searches it stands still too. **Memory** is the peak of the
past process over its size before: the engine notes each object of the heap when it searches.

The goals are at most 2.5 units with default mappers and 3.5 with one by hand for every object, growth with a power of at most 1.05, a pause
of at most 1.0 and memory of at most 1.3.

Measured with Node ${process.version.slice(1)} on ${cpus().length} × ${cpus()[0].model.trim()}, ${Math.round(totalmem() / 2 ** 30)} GiB.
${BUSY}

| state | objects | mappers | unit | rehearsal | in units | by the clock | pause | over serialize | searched | memory |
|---|---:|---|---:|---:|---:|---:|---:|---:|---:|---:|
${rows.map(renderRow).join('\n')}

## Growth

CPU time grows with this power of the number of objects; 1 is linear. Where the smallest heap is part of it, fixed costs make it less.

| state | default | by hand |
|---|---:|---:|
${shapes.map((shape) => renderGrowth(shape, rows)).join('\n')}

## Phases of the largest heaps, in milliseconds of CPU time

| state | ${TRANSFER.join(' | ')} |
|---|${TRANSFER.map(() => '---:').join('|')}|
${shapes.map((shape) => renderPhases(shape, rows)).join('\n')}

\`capture-past\` includes the searches, which the engine does with full collections of garbage; the reading itself takes what
\`capture-future\` takes. \`compare\` includes the check of the future state against the declared types.
${load ? renderLoad(load) : ''}`;
}

function renderRow({ shape, objects, mappers, unit, cpuWhole, units, wallUnits, readMs, pause, searchMs, memory }) {
  const ms = (value) => `${Math.round(value).toLocaleString('en')} ms`;
  const cells = [NAMES[shape] ?? shape, objects.toLocaleString('en'), mappers === 'by-hand' ? 'by hand' : mappers];
  const figures = [ms(unit.cpu), ms(cpuWhole), units.toFixed(1), wallUnits.toFixed(1), ms(readMs)];
  return `| ${[...cells, ...figures, `${pause.toFixed(1)} ×`, ms(searchMs), `${memory.toFixed(2)} ×`].join(' | ')} |`;
}

function renderGrowth(shape, rows) {
  const of = (mappers) => exponentOf(rows.filter((row) => row.shape === shape && row.mappers === mappers));
  return `| ${NAMES[shape] ?? shape} | ${power(of('default'))} | ${power(of('by-hand'))} |`;
}

/** One size tells nothing of growth. */
function power(exponent) {
  return Number.isNaN(exponent) ? '–' : exponent.toFixed(2);
}

function renderPhases(shape, rows) {
  const largest = rows.filter((row) => row.shape === shape && row.mappers === 'default').at(-1);
  return `| ${NAMES[shape] ?? shape} | ${TRANSFER.map((phase) => Math.round(largest.cpu[phase] ?? 0)).join(' | ')} |`;
}

function renderLoad({ failed, served, pauseMs, searchMs, quietP99, busyP99, outsideP99, longest }) {
  return `
## A server under load

A server with 300,000 objects and 50 connections that ask it again 10 ms after each answer, on the same machine as the rehearsal.

| | |
|---|---:|
| requests served | ${served.toLocaleString('en')} |
| requests failed | ${failed} |
| 99th percentile of latency without a rehearsal | ${quietP99.toFixed(1)} ms |
| during one, stops aside | ${outsideP99.toFixed(1)} ms |
| during one, all requests | ${busyP99.toFixed(1)} ms |
| longest | ${longest.toFixed(0)} ms |
| pause for the reading | ${(pauseMs - searchMs).toFixed(0)} ms |
| pauses for searches of the heap | ${searchMs.toFixed(0)} ms |
`;
}
