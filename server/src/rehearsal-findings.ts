import { join } from 'node:path';
import { readMappers } from '@timeferry/analysis/generate/read-mappers';
import type { Mismatch, RehearsalReport, ReportLocation } from '@timeferry/transfer/rehearsal-report';
import { declarationAt, type Span } from './declaration-syntax.ts';
import { lineAt } from './named-place.ts';
import { shortName } from './names.ts';
import type { Roots } from './snapshot.ts';
import { follow } from './text-change.ts';

/** One thing that a rehearsal found, at the code that it speaks of: the field, the mapper, or the place of a failure. */
export interface RehearsalFinding {
  readonly message: string;
  readonly code: 'mismatch' | 'failed';
  readonly places: readonly CodePlace[];
}

/** A place in a file as it is now. */
export interface CodePlace {
  /** Absolute path. */
  readonly file: string;
  /** `counterpart`: where the field is filled in the other direction; it is named, not marked. */
  readonly role: 'field' | 'mapper' | 'counterpart' | 'failure';
  /** What is underlined. */
  readonly mark: Span;
  /** What, once edited, makes the finding out of date: the declaration, the whole mapper. */
  readonly scope: Span;
}

/** What the last rehearsal found, kept at its place while the text around it moves, and dropped once that code changes. */
export class RehearsalFindings {
  #findings: readonly RehearsalFinding[] = [];
  /** Texts that the spans speak of. */
  readonly #texts = new Map<string, string>();
  readonly #read: (file: string) => string;

  /** `read` gives the current text of an absolute path, an open document's before the file's; empty where there is none. */
  constructor(read: (file: string) => string) {
    this.#read = read;
  }

  all(): readonly RehearsalFinding[] {
    return this.#findings;
  }

  /** A later report replaces all that an earlier one found. */
  replace(report: RehearsalReport, roots: Roots): void {
    this.#texts.clear();
    const found = report.mismatches.map((mismatch) => this.#ofMismatch(mismatch, roots));
    const failed = report.error?.location && {
      message: `The rehearsal failed in ${report.error.phase}: ${report.error.message}${at(report.error.path)}`,
      code: 'failed' as const,
      places: this.#placesAt('failure', report.error.location, roots),
    };
    this.#findings = [...found, ...(failed ? [failed] : [])];
  }

  /** Follows an edit of a file. Gives whether anything moved or went away. */
  follow(file: string): boolean {
    const before = this.#texts.get(file);
    if (before === undefined) return false;
    const after = this.#read(file);
    if (before === after) return false;
    this.#texts.set(file, after);
    this.#findings = this.#findings.flatMap((finding) => {
      const places = finding.places.map((place) => {
        if (place.file !== file) return place;
        const scope = follow(place.scope, before, after);
        if (scope === null) return null;
        const by = scope.start - place.scope.start;
        return { ...place, scope, mark: { start: place.mark.start + by, end: place.mark.end + by } };
      });
      return places.every((place) => place !== null) ? [{ ...finding, places }] : [];
    });
    return true;
  }

  #ofMismatch(mismatch: Mismatch, roots: Roots): RehearsalFinding {
    const { location = moduleOf(mismatch.path), mapper } = mismatch;
    const places = [...this.#placesAt('field', location, roots), ...this.#placesAt('mapper', mapper, roots)];
    const other = mapper && otherDirection(this.#textAt(mapper, roots), mapper, mismatch.field);
    return {
      message: mismatchMessage(mismatch),
      code: 'mismatch',
      places: [...places, ...this.#placesAt('counterpart', other, roots)],
    };
  }

  /** The place in the text as it is now; none in a file that is not there, such as a mapper that nobody wrote. */
  #placesAt(role: CodePlace['role'], location: ReportLocation | undefined, roots: Roots): CodePlace[] {
    if (location === undefined) return [];
    const file = join(roots[location.version], location.file);
    const text = this.#textAt(location, roots);
    if (text === '') return [];
    this.#texts.set(file, text);
    const mark = lineMark(text, location);
    return [{ file, role, mark, scope: scopeAt(text, file, location, mark) }];
  }

  #textAt(location: ReportLocation, roots: Roots): string {
    const file = join(roots[location.version], location.file);
    return this.#texts.get(file) ?? this.#read(file);
  }
}

function mismatchMessage({ type, field, path, past, future, reversed, count, why, location }: Mismatch): string {
  if (location?.version === 'transfer') return `Rehearsal mismatch: ${why}.\npath      ${path}\nvalue     ${future}`;
  const what = type === '' ? field : `${shortName(type)}.${field}`;
  return [
    count === 1
      ? `Rehearsal mismatch: a value of ${what} did not come back as it was.`
      : `Rehearsal mismatch: ${count} values of ${what} did not come back as they were.`,
    `path      ${path}`,
    `past      ${past}`,
    `future    ${future}`,
    `reversed  ${reversed}`,
    why,
  ].join('\n');
}

/** The module that a path starts in (`src/app.ts#sessions…`), for what has no declaration of its own. */
function moduleOf(path: string): ReportLocation | undefined {
  const file = /^([^#]+)#/.exec(path)?.[1];
  return file === undefined ? undefined : { version: 'future', file, line: 1, column: 1 };
}

/**
 * The statement that fills the field in the other direction. A report names the one line that it suspects; the values alone
 * cannot prove which of the two is wrong.
 */
function otherDirection(text: string, reported: ReportLocation, field: string): ReportLocation | undefined {
  const offset = offsetOfLine(text, reported.line);
  const lineEnd = offset + lineAt(text, reported.line).length;
  const mapper = readMappers(text).find(({ start, end }) => start <= lineEnd && offset < end);
  const assigned = [...(mapper?.forward.assigned ?? []), ...(mapper?.backward.assigned ?? [])];
  const here = assigned.find(({ start }) => offset <= start && start <= lineEnd);
  const other = assigned.find((each) => each !== here && (each.field === field || each.field === here?.field));
  if (other === undefined) return undefined;
  const before = text.slice(0, other.start).split('\n');
  return { ...reported, line: before.length, column: before.at(-1)!.length + 1 };
}

function at(path: string | undefined): string {
  return path === undefined ? '' : ` (at ${path})`;
}

/** From the position to the end of its line, without the space and the comment behind the code. */
function lineMark(text: string, { line, column }: { line: number; column: number }): Span {
  const content = lineAt(text, line);
  const start = offsetOfLine(text, line) + Math.min(column - 1, content.length);
  const code = content.slice(column - 1).replace(/\s*(\/\/.*)?$/, '');
  return { start, end: start + Math.max(1, code.length) };
}

function scopeAt(text: string, file: string, location: ReportLocation, mark: Span): Span {
  if (location.version !== 'transfer') return declarationAt(file, text, location) ?? mark;
  const around = readMappers(text).find(({ start, end }) => start <= mark.start && mark.start < end);
  return around ? { start: around.start, end: around.end } : mark;
}

function offsetOfLine(text: string, line: number): number {
  let start = 0;
  for (let current = 1; current < line; current += 1) {
    const end = text.indexOf('\n', start);
    if (end < 0) return text.length;
    start = end + 1;
  }
  return start;
}
