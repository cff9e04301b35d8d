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
    ? `The machine was busy with other work (a load of ${Math.round(loadavg()[0])}): times are many times what they are on a quiet one, and ratios waver.`
    : 'The machine had nothing else to do.';

/** The exponent of growth: the slope of time over size, both as logarithms. NaN for one size. */
export function exponentOf(rows) {
  const points = rows.map(({ objects, whole }) => [Math.log(objects), Math.log(whole)]);
  const mean = (index) => points.reduce((sum, point) => sum + point[index], 0) / points.length;
  const [x, y] = [mean(0), mean(1)];
  const covariance = points.reduce((sum, [px, py]) => sum + (px - x) * (py - y), 0);
  return covariance / points.reduce((sum, [px]) => sum + (px - x) ** 2, 0);
}

export function renderScale(rows, load) {
  const shapes = [...new Set(rows.map((row) => row.shape))];
  return `# Rehearsals at heap scale

\`node bench/transfer.mjs --load --write\` measures this and writes this page. One **unit** is what \`v8.serialize\` and \`v8.deserialize\`
take for the same state in a process that was started the same way; it loses classes, private fields, attributes and functions, which a
rehearsal keeps. A rehearsal captures three processes, rebuilds the state twice and compares: each figure is the sum of those
phases, start-up of the versions aside. The **pause** is how long the past process stands still, over \`v8.serialize\` alone. **Memory**
is the peak of the past process over its size before.

Measured with Node ${process.version.slice(1)} on ${cpus().length} × ${cpus()[0].model.trim()}, ${Math.round(totalmem() / 2 ** 30)} GiB.
${BUSY}

| state | objects | mappers | unit | rehearsal | in units | pause | over serialize | memory |
|---|---:|---|---:|---:|---:|---:|---:|---:|
${rows.map(renderRow).join('\n')}

## Growth

Time grows with this power of the number of objects; 1 is linear. Where the smallest heap is part of it, fixed costs make it less.

| state | default | by hand |
|---|---:|---:|
${shapes.map((shape) => renderGrowth(shape, rows)).join('\n')}

## Phases of the largest heaps, in milliseconds

| state | ${TRANSFER.join(' | ')} |
|---|${TRANSFER.map(() => '---:').join('|')}|
${shapes.map((shape) => renderPhases(shape, rows)).join('\n')}

\`capture-past\` includes finding the program's functions and pending promises on the heap, which the engine does with full collections of
garbage, before the pause; the reading itself takes what \`capture-future\` takes.
${load ? renderLoad(load) : ''}`;
}

function renderRow({ shape, objects, mappers, unit, whole, units, pauseMs, pause, memory }) {
  const ms = (value) => `${Math.round(value).toLocaleString('en')} ms`;
  const cells = [NAMES[shape] ?? shape, objects.toLocaleString('en'), mappers === 'by-hand' ? 'by hand' : mappers];
  const figures = [ms(unit.serialize + unit.deserialize), ms(whole), units.toFixed(1), ms(pauseMs)];
  return `| ${[...cells, ...figures, `${pause.toFixed(1)} ×`, `${memory.toFixed(2)} ×`].join(' | ')} |`;
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
  return `| ${NAMES[shape] ?? shape} | ${TRANSFER.map((phase) => Math.round(largest.phases[phase] ?? 0)).join(' | ')} |`;
}

function renderLoad({ failed, served, pauseMs, quietP99, busyP99, outsideP99, longest }) {
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
| pause | ${pauseMs.toFixed(0)} ms |
`;
}
