import { readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { Mismatch, RehearsalReport, ReportLocation } from '@timeferry/transfer/rehearsal-report';
import { codeFrame } from './code-frame.ts';
import type { Paint } from './terminal.ts';

/** Where the files lie that a report speaks of; null where there is no transfer folder. */
export type Folders = Readonly<Record<ReportLocation['version'], string | null>>;

/** A rehearsal's report for people: the outcome, each mismatch or failure on its source lines, and what was left out. */
export function renderRehearsal(report: RehearsalReport, folders: Folders, paint: Paint): string {
  const parts = [
    outcomeLine(report, paint),
    ...report.mismatches.map((mismatch) => renderMismatch(mismatch, folders, paint)),
    renderError(report, folders, paint),
    list(
      'Values that a guard stopped:',
      (report.breaches ?? []).map(({ type, field, why, path, count }) => {
        return `${type}.${field} ${why}: ${plural(count, 'value')}, the first at ${path}`;
      }),
    ),
    list('Not compared:', report.excluded),
    list('Not verified:', report.unverified),
    list(
      'Held back in the new processes:',
      report.held.map(
        ({ version, kind, what, count }) => `${kind} ${what} (${version}${count > 1 ? `, ${count} times` : ''})`,
      ),
    ),
    renderPhases(report, paint),
  ];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

function outcomeLine(report: RehearsalReport, paint: Paint): string {
  const unharmed = 'The past process runs on unchanged.';
  switch (report.outcome) {
    case 'match':
      return `${paint('green', 'match')}  The reversed state equals the past state: ${plural(report.objects, 'object')}. ${unharmed}`;
    case 'mismatch': {
      const values = report.mismatches.reduce((sum, { count }) => sum + count, 0);
      return `${paint('red', 'mismatch')}  The transfer spoils ${plural(values, 'value')}. ${unharmed}`;
    }
    case 'failed':
      return `${paint('red', 'failed')}  The transfer did not get through. ${unharmed}`;
    case 'refused':
      return `${paint('red', 'refused')}  The state cannot be moved as it is. ${unharmed}`;
  }
}

function renderMismatch(mismatch: Mismatch, folders: Folders, paint: Paint): string {
  const { path, type, field, past, future, reversed, count, why, location, mapper } = mismatch;
  const title = `${paint('bold', field === '' ? type : `${type}.${field}`)}  ${plural(count, 'value')}: ${why}`;
  const values = [
    `  at        ${path}`,
    `  past      ${past}`,
    `  future    ${future}`,
    `  reversed  ${paint('red', reversed)}`,
  ];
  const frames = [
    location && renderLocation(location, messageAt(location, mismatch), folders, paint),
    mapper && renderLocation(mapper, 'filled here', folders, paint),
  ];
  return [title, ...values, ...frames.filter((frame) => frame !== undefined)].join('\n');
}

function messageAt({ version }: ReportLocation, { past, reversed, count }: Mismatch): string {
  if (version === 'transfer') return `does not hold of ${plural(count, 'value')}`;
  return `was ${past}, came back as ${reversed}`;
}

function renderError({ error }: RehearsalReport, folders: Folders, paint: Paint): string {
  if (!error) return '';
  const [message = '', ...more] = error.message.split('\n');
  const lines = [`${paint('bold', `${error.kind} in ${error.phase}`)}  ${message}`, ...more.map((line) => `  ${line}`)];
  if (error.path !== undefined) lines.push(`  at        ${error.path}`);
  if (error.location) lines.push(renderLocation(error.location, message, folders, paint));
  return lines.join('\n');
}

/** `file:line:column` and the source lines there; the place alone where the file cannot be read. */
function renderLocation(location: ReportLocation, message: string, folders: Folders, paint: Paint): string {
  const folder = folders[location.version];
  const path = folder === null ? location.file : join(folder, location.file);
  const place = `  ${paint('cyan', `${relative(process.cwd(), path)}:${location.line}:${location.column}`)} ${paint('dim', `(${location.version})`)}`;
  try {
    const frame = codeFrame(readFileSync(path, 'utf8'), location.line, location.column, message, paint);
    return `${place}\n${frame.replaceAll(/^/gm, '  ')}`;
  } catch {
    return `${place} ${message}`;
  }
}

function list(title: string, items: readonly string[]): string {
  return items.length === 0 ? '' : [title, ...items.map((item) => `  ${item}`)].join('\n');
}

function renderPhases({ phases, pauseMs, searchMs = 0, objects, bytes }: RehearsalReport, paint: Paint): string {
  if (phases.length === 0) return '';
  const times = phases.map(({ phase, ms }) => `${phase} ${ms.toFixed(0)} ms`).join(', ');
  const search = searchMs > 0 ? `, ${searchMs.toFixed(1)} of them while its heap was searched` : '';
  const size = `${plural(objects, 'object')}, ${bytes} bytes; the past process paused for ${pauseMs.toFixed(1)} ms${search}`;
  return paint('dim', `${times}\n${size}`);
}

function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
