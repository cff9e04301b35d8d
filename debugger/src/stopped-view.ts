import path from 'node:path';
import type { Mismatch, RehearsalError, RehearsalReport, ReportLocation } from '@timeferry/transfer/rehearsal-report';
import { cellsOn, type Dump, type Dumps } from './dump.ts';
import { leaf, type ValueView, viewOf } from './value-view.ts';

/** One thing to look at after a rehearsal: a group of mismatches, or the failure that ended it. */
export interface Stop {
  /** Why it stopped, a word or two, and the whole sentence. */
  readonly description: string;
  readonly text: string;
  readonly exceptionId: string;
  readonly stack?: string;
  readonly frames: readonly FrameView[];
  readonly scopes: readonly ScopeView[];
}

export interface FrameView {
  readonly name: string;
  /** Absolute path, line and column from 1; `null` where the report names no place. */
  readonly place: { readonly file: string; readonly line: number; readonly column: number } | null;
}

export interface ScopeView {
  readonly name: string;
  /** Read when the scope is looked at. */
  readonly variables: () => readonly ValueView[];
}

/** The folders that a report's places are relative to. */
export type ReportRoots = Readonly<Record<ReportLocation['version'], string | null>>;

/** What a report has to stop at, in its order: nothing for a match. */
export function stopsOf(report: RehearsalReport, roots: ReportRoots, dumps: Dumps): readonly Stop[] {
  const failure = report.error === undefined ? [] : [failureStop(report.error, roots)];
  return [...failure, ...report.mismatches.map((mismatch) => mismatchStop(mismatch, roots, dumps))];
}

/** The sentence that says what came of a rehearsal. */
export function outcomeSentence(report: RehearsalReport): string {
  switch (report.outcome) {
    case 'match':
      return `Match: the reversed state equals the past state (${report.objects} objects).`;
    case 'mismatch':
      return `Mismatch: ${report.mismatches.length} ${report.mismatches.length === 1 ? 'field does' : 'fields do'} not survive the way there and back.`;
    case 'failed':
      return `The transfer failed: ${report.error?.message ?? 'no reason was given.'}`;
    case 'refused':
      return `The transfer was refused: ${report.error?.message ?? 'a piece of state cannot be moved.'}`;
  }
}

function mismatchStop(mismatch: Mismatch, roots: ReportRoots, dumps: Dumps): Stop {
  const { path: where, type, field, count, why } = mismatch;
  const title = fieldTitle(type, field);
  const others = count > 1 ? ` and ${count - 1} more like it` : '';
  const frames: FrameView[] = [{ name: title, place: placeOf(mismatch.location, roots) }];
  if (mismatch.mapper !== undefined)
    frames.push({ name: `mapper of ${title}`, place: placeOf(mismatch.mapper, roots) });
  return {
    description: 'State mismatch',
    text: `${where}${others}: ${why} (past ${mismatch.past}, reversed ${mismatch.reversed}).`,
    exceptionId: title,
    frames,
    scopes: [
      facts('Mismatch', { path: where, type, field, count: String(count), why }),
      ...(['past', 'future', 'reversed'] as const).map((version) => ({
        name: version.charAt(0).toUpperCase() + version.slice(1),
        variables: () => valuesAt(dumps[version](), mismatch, version),
      })),
    ],
  };
}

/** The value of the field, and the object that holds it to look around in; from the report alone where it is in no dump. */
function valuesAt(dump: Dump | null, mismatch: Mismatch, version: keyof Dumps): readonly ValueView[] {
  const { path: where, field } = mismatch;
  const [cell, holder] = dump === null ? [] : cellsOn(dump, where);
  if (dump === null || cell === undefined) return [leaf(field, mismatch[version])];
  const value = viewOf(dump, field, cell);
  return holder === undefined ? [value] : [value, viewOf(dump, 'held by', holder)];
}

function failureStop(error: RehearsalError, roots: ReportRoots): Stop {
  const { phase, kind, message, path: where, stack } = error;
  return {
    description: 'Transfer failed',
    text: where === undefined ? message : `${message} (at ${where})`,
    exceptionId: kind,
    ...(stack === undefined ? {} : { stack }),
    frames: [{ name: `${phase}: ${kind}`, place: placeOf(error.location, roots) }],
    scopes: [facts('Failure', { phase, kind, message, path: where, stack })],
  };
}

function placeOf(location: ReportLocation | undefined, roots: ReportRoots): FrameView['place'] {
  const root = location === undefined ? null : roots[location.version];
  if (location === undefined || root === null) return null;
  return { file: path.resolve(root, location.file), line: location.line, column: location.column };
}

/** `Session.expires` for `src/model.ts#Session` and `expires`; a state root has no type that holds it. */
function fieldTitle(type: string, field: string): string {
  const declaration = type.slice(type.indexOf('#') + 1);
  return declaration === '' ? field : `${declaration}.${field}`;
}

function facts(name: string, values: Readonly<Record<string, string | undefined>>): ScopeView {
  const variables = Object.entries(values).flatMap(([key, value]) => (value === undefined ? [] : [leaf(key, value)]));
  return { name, variables: () => variables };
}
