import { expect, test } from 'vitest';
import type { DiffReport, PieceReport } from '../../src/diff-report.ts';
import { reportSources, type Sources } from './versions.ts';

/** Verdict of each named piece: `root`, `Type.field`, `Type`; with `-` before it, what only the past has. */
export type Expected = Readonly<Record<string, string>>;

interface Options {
  readonly past?: object;
  readonly future?: object;
}

/**
 * One test of a rule. The text holds both versions: lines that begin with `-` are the past's, with `+` the future's, all
 * others both have; `// file: PATH` begins another file (the first is `src/app.ts`).
 */
export function rule(title: string, text: string, expected: Expected, options: Options = {}): void {
  test(title, () => {
    const report = reportSources(version(text, '-'), version(text, '+'), options);
    const found = Object.fromEntries(Object.keys(expected).map((name) => [name, verdictOf(report, name)]));
    expect(found).toEqual(expected);
  });
}

/** One field whose type changes from `past` to `future`; `before` declares what these name. */
export function retype(title: string, past: string, future: string, verdict: string, before = ''): void {
  rule(title, `${before}\n${inType(`- x: ${past};\n+ x: ${future};`)}`, { 'T.x': verdict });
}

/** A type that holds the given fields, and a root that reaches it. */
export const inType = (fields: string): string => `
  export interface T {
  id: string;
  ${fields}
  }
  export const all = new Map<string, T>();`;

export const inClass = (members: string): string => `
  export class T {
  id = '';
  ${members}
  }
  export const all: T[] = [];`;

function version(text: string, mark: '-' | '+'): Sources {
  const files: Record<string, string[]> = {};
  let lines: string[] = [];
  files['src/app.ts'] = lines;
  for (const line of text.split('\n').map((each) => each.trimStart())) {
    const isMarked = line.startsWith('-') || line.startsWith('+');
    if (isMarked && !line.startsWith(mark)) continue;
    const content = isMarked ? line.slice(1).trimStart() : line;
    const path = /^\/\/ file: (.*)$/.exec(content)?.[1];
    if (path) {
      lines = files[path] ?? [];
      files[path] = lines;
    } else lines.push(content);
  }
  const kept = Object.entries(files).filter(
    ([path, content]) => path !== 'src/app.ts' || content.some((line) => line !== ''),
  );
  kept.push(['src/other.ts', ['export {};']]);
  return Object.fromEntries(kept.map(([path, content]) => [path, content.join('\n')]));
}

function verdictOf(report: DiffReport, name: string): string {
  const isPast = name.startsWith('-');
  const wanted = isPast ? name.slice(1) : name;
  const localized = <T extends Names>(piece: T) => ({
    ...piece,
    name: local(piece.name),
    pastName: local(piece.pastName),
  });
  const fields = report.types.flatMap((type) => {
    const owner = local((isPast ? type.pastName : type.name) ?? '');
    return type.fields.map((field) => ({ ...field, ...qualified(field, owner) }));
  });
  const isMeant = (piece: Names) => (isPast ? piece.pastName === wanted && piece.name === null : piece.name === wanted);
  // An anonymous type is named after the field or root that it stands at, which is what is meant then.
  for (const pieces of [report.roots.map(localized), fields, report.types.map(localized)]) {
    const found = pieces.filter(isMeant);
    if (found.length > 0) return [...new Set(found.map((piece) => piece.verdict))].join(' and ');
  }
  return 'absent';
}

interface Names {
  readonly name: string | null;
  readonly pastName: string | null;
}

function qualified(field: PieceReport, owner: string | null) {
  const full = (name: string | null) => (name === null ? null : `${owner}.${name}`);
  return { name: full(field.name), pastName: full(field.pastName) };
}

/** A name without its module, where that is the first file. */
const local = (name: string | null): string | null => name?.replace('src/app.ts#', '') ?? null;
